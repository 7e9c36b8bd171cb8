import { z } from 'zod'
import { amountUnits } from './amount-unit'
import { appId, timeZone } from './app-form'
import { whyUnreadable } from './constant-values'
import { type FieldName, fieldNames } from './fields'
import { hasMembers } from './has-members'
import { listOf } from './list-of'

const sendAs = z.enum([
  'auto',
  'mobile_event',
  'web_event',
  'web_visit',
  'first_open',
  'session',
  'identify',
  'erase',
  'skip',
])

export const columnMapping = z
  .object({
    column: z
      .string()
      .min(1, 'is empty')
      .meta({ title: 'Column', description: 'The column as the source names it, or a path into it.', order: 0 }),
    field: z.enum(fieldNames).meta({ title: 'Field that it means', description: 'What the column means.', order: 1 }),
    unit: z.enum(amountUnits).optional().meta({
      title: 'Unit of the revenue',
      description:
        'Of a revenue: major (10.99, where nothing is said), minor (1099 by the digits of its currency), cents, milli (thousandths) or micro (millionths).',
      order: 2,
    }),
  })
  .refine(({ field, unit }) => unit === undefined || field === 'revenue', {
    path: ['unit'],
    error: 'is for the field revenue alone',
  })
  .meta({ title: 'Column' })

/** The stream's own event_name and app_id are the constants for these two. */
type ConstantField = Exclude<FieldName, 'event_name' | 'app_id'>
const constantFields = fieldNames.filter((name): name is ConstantField => name !== 'event_name' && name !== 'app_id')

/** A value to compare with; a number or a boolean may stand bare. */
const comparedText = z.preprocess(
  (value, context) => {
    if (typeof value === 'number' && hasLostDigits(value))
      context.addIssue('has more digits than a number keeps: put it in quotes')
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
  },
  z.string().min(1, 'is empty'),
)

/** A double holds 15 digits surely; what has more may be another number than the one that was written. */
function hasLostDigits(number: number): boolean {
  if (Number.isInteger(number)) return !Number.isSafeInteger(number)
  return (
    String(number)
      .replace(/e.*|\D/g, '')
      .replace(/^0+/, '').length > 15
  )
}
/** An empty list is what a form sends of one that nobody filled in. */
const comparedTexts = listOf(comparedText.meta({ title: 'Value' }), '[…]')
  .transform((texts) => (texts.length === 0 ? undefined : texts))
  .optional()

/** A choice of words in a form, whose switch would show the same for `false` as for nothing; a boolean in a file. */
const yesOrNo = z
  .preprocess((value) => (typeof value === 'boolean' ? String(value) : value), z.enum(['true', 'false']))
  .transform((text) => text === 'true')

/** A condition that a row must meet to be sent. Texts are compared without regard to case. */
const condition = z
  .object({
    column: z
      .string()
      .min(1, 'is empty')
      .meta({ title: 'Column to look at', description: 'The column, or a path to it.', order: 0 }),
    is: comparedText.optional().meta({ title: 'Value to send', description: 'The only value to send.', order: 1 }),
    is_not: comparedText.optional().meta({
      title: 'Value not to send',
      description: 'A value not to send, such as SANDBOX.',
      examples: ['SANDBOX'],
      order: 2,
    }),
    in: comparedTexts.meta({ title: 'Values to send', description: 'The values to send.', order: 3 }),
    not_in: comparedTexts.meta({ title: 'Values not to send', description: 'The values not to send.', order: 4 }),
    is_set: yesOrNo.optional().meta({
      title: 'Whether it has a value',
      description: 'true: only rows with a value; false: only rows without one.',
      order: 5,
    }),
  })
  .refine(({ column: _column, ...tests }) => Object.values(tests).some((test) => test !== undefined), {
    error: 'has no test: give is, is_not, in, not_in or is_set',
    when: hasMembers,
  })
  .meta({ title: 'Condition' })

export const eventValue = z
  .object({
    name: z
      .string()
      .min(1, 'is empty')
      .meta({
        title: 'Name of the event value',
        description: 'As AppsFlyer gets it.',
        examples: ['af_content_id', 'plan'],
        order: 0,
      }),
    column: z
      .string()
      .min(1, 'is empty')
      .optional()
      .meta({ title: 'Column with the value', description: 'As the source names it.', order: 1 }),
    value: z
      .string()
      .min(1, 'is empty')
      .optional()
      .meta({ title: 'Event value of every record', description: 'Instead of a column.', order: 2 }),
  })
  .meta({ title: 'Event value' })

export const constant = z
  .object({
    field: z
      .enum(constantFields)
      .meta({ title: 'Field of every record', description: 'What the value means.', order: 0 }),
    value: z
      .string()
      .min(1, 'is empty')
      .meta({
        title: 'Value of every record',
        description: 'The value every record of the stream gets.',
        examples: ['EUR'],
        order: 1,
      }),
  })
  .superRefine(({ field, value }, context) => {
    const why = whyUnreadable(field, value)
    if (why !== undefined) context.addIssue({ code: 'custom', path: ['value'], message: why })
  })
  .meta({ title: 'Constant' })

/** One stream of `streams`: what its records are sent as, and which column means what. */
export const stream = z
  .object({
    stream: z
      .string()
      .min(1, 'is empty')
      .meta({ title: 'Stream', description: 'The name of the stream, usually of the table.', order: 0 }),
    send_as: sendAs.default('auto').meta({
      title: 'Send as',
      description:
        'auto decides by the record: mobile event (an in-app event, on PCs, consoles and TVs, too), web event or web visit. first_open and session are for PCs, consoles and TVs. identify says which user has an AppsFlyer id: a memory remembers it, and web for PBA is told. erase asks AppsFlyer to erase the user of each record, and needs the API token V2. skip sends nothing of this stream.',
      order: 1,
    }),
    event_name: z
      .string()
      .min(1, 'is empty')
      .optional()
      .meta({
        title: 'Event name',
        description:
          'The same name for every record of the stream. Empty: the name comes from the record, or from the column mapped to event_name.',
        examples: ['af_purchase'],
        order: 2,
      }),
    app_id: appId.optional().meta({
      title: 'App of records that name none',
      description:
        'The id of the configured app for records that do not name one. A column with app ids is mapped to app_id instead.',
      order: 3,
    }),
    columns: listOf(columnMapping, '[{column: …, field: …}]').default([]).meta({
      title: 'Columns',
      description: 'Which column means which field. Columns with usual names (email, revenue, …) need no line here.',
      order: 4,
    }),
    event_values: listOf(eventValue, '[{name: …, column: …}]').default([]).meta({
      title: 'Event values',
      description:
        "Columns that go out as event values under another name, and values that are the same for every record. A column without a line goes out under its own name, unless its name is a field's.",
      order: 5,
    }),
    constants: listOf(constant, '[{field: …, value: …}]').default([]).meta({
      title: 'Fixed fields',
      description:
        'Fields that are the same for every record of the stream, such as a currency. They win over columns.',
      order: 6,
    }),
    where: listOf(condition, '[{column: …, is: …}]').default([]).meta({
      title: 'Rows to send',
      description: 'Only rows that meet every condition are sent; the others are counted as skipped.',
      order: 7,
    }),
    time_zone: timeZone.optional().meta({
      title: 'Time zone of the stream',
      description: 'Of times without a zone (IANA name). Empty: they are UTC.',
      examples: ['Asia/Jakarta'],
      order: 8,
    }),
  })
  .meta({ title: 'Stream' })
