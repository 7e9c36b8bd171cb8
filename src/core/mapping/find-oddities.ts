import type { FieldName } from '../../../spec/configuration/fields'
import { isObject } from '../../json/json'
import { finding } from '../domain/finding'
import { redactedText } from '../person/clean-text'
import { plainName } from '../reading/names'
import { columnsNamed } from '../reading/read-row'
import type { Mark } from '../reading/record-marks'
import { isMeant } from '../reading/values'
import type { Mapping } from './mapping'
import { columnOfField } from './name-columns'
import type { NamedEvent } from './name-event'
import type { Money } from './read-money'

/** What is odd about a record as a whole, whatever it becomes. */
export function findOddities(mapping: Mapping): void {
  const { raw, fields, findings } = mapping
  const { marks } = raw
  if (raw.hasUnreadableValues === true) findings.push(finding('event_values_unreadable', 'event_values'))
  if (raw.hasRevenueConflict === true && raw.mapped?.has('revenue') !== true)
    fields.note('revenue_conflict', 'revenue', rivals(mapping, 'revenue'))
  if (raw.hasCurrencyConflict === true && raw.mapped?.has('currency') !== true)
    findings.push(finding('currency_conflict', 'currency', rivals(mapping, 'currency')))
  findConflicts(mapping)
  // The usual name may mean another here: Shopify's user_id is the seller's.
  for (const field of raw.emptyColumns?.keys() ?? [])
    if (raw.call === 'row' && raw.mapped?.has(field) !== true && isMeant(fields.value(field)))
      fields.note('mapped_column_empty', field)
  if (marks === undefined) return
  for (const [code, mark] of [
    ['test_record', marks.test],
    ['updated_row', marks.updated],
  ] as const) {
    if (mark !== undefined) findings.push(finding(code, columnOf(mark, fields.own), howToFilter(mark, fields.own)))
  }
}

/** Tells of fields of which two values differ, and none is mapped. */
export function findConflicts(mapping: Mapping): void {
  const { raw, fields } = mapping
  for (const [field, decided] of raw.conflicts ?? [])
    if (raw.mapped?.has(field) !== true) fields.note('value_conflict', field, decided ?? rivals(mapping, field))
}

/**
 * Tells of revenue that is no money that came in: the event's name says so (a renewal that failed, a subscription that
 * ended, a cart), or a column does (a status, a refund). Money that goes back has a minus, and is told where the record says
 * that the refund was not made.
 */
export function findUnpaidRevenue(mapping: Mapping, named: NamedEvent, { revenue }: Money): void {
  const { raw, fields, findings } = mapping
  if (revenue === undefined || revenue === '0') return
  if (named.isTest && raw.marks?.test === undefined)
    findings.push(finding('test_record', 'event_name', "The event's name says so."))
  const { unpaid, unrefunded } = raw.marks ?? {}
  if (revenue.startsWith('-')) {
    const doubt = unrefunded ?? (isPartBack(unpaid) && !isRevenueItself(unpaid, mapping) ? unpaid : undefined)
    if (doubt !== undefined)
      findings.push(finding('refund_in_doubt', columnOf(doubt, fields.own), howToRefund(doubt, fields.own)))
  } else if (named.isNoPayment) {
    const column = columnOfField(mapping, 'event_name')
    const where = column === undefined ? '' : `: {"column": ${JSON.stringify(column)}, "in": [...]}`
    const how = `Its name is no payment's: keep such records out with where${where}.`
    findings.push(finding('revenue_without_payment', 'event_name', how))
  } else if (unpaid !== undefined && !isRevenueItself(unpaid, mapping)) {
    findings.push(finding('revenue_without_payment', columnOf(unpaid, fields.own), howToFilter(unpaid, fields.own)))
  }
}

function isPartBack(mark: Mark | undefined): mark is Mark {
  return mark !== undefined && 'part' in mark.condition && mark.condition.part === 'went_back'
}

/** What was paid, or went back, may be what is sent: then nothing is missing. */
function isRevenueItself({ column, condition }: Mark, mapping: Mapping): boolean {
  if (!('part' in condition)) return false
  const sent = Number(mapping.fields.text('revenue') ?? Number.NaN)
  if (condition.part === 'came_in' && Math.abs(sent) === condition.amount) return true
  const source = columnOfField(mapping, 'revenue')
  return source !== undefined && plainName(source) === plainName(column)
}

/** Which columns of a row say the same thing in two ways. */
function rivals({ record, fields }: Mapping, field: FieldName): string | undefined {
  const columns = isObject(record?.data) ? columnsNamed(record.data, field) : []
  const names = columns.slice(0, 3).map((column) => redactedText(column, fields.own))
  return names.length < 2 ? undefined : `The columns are ${names.slice(0, -1).join(', ')} and ${names.at(-1)}.`
}

type Own = Mapping['fields']['own']

function columnOf({ column }: Mark, own: Own): string {
  return redactedText(column, own)
}

function howToFilter({ column, condition }: Mark, own: Own): string {
  const shown = redactedText(column, own)
  if ('part' in condition) return `The column is ${shown}: ${howToSplit[condition.part]}`
  // A name that was changed to be shown finds nothing.
  if (condition.where === undefined || shown !== column)
    return `The column is ${shown}. Keep such records out with where.`
  return `The column is ${shown}: {"column": ${JSON.stringify(column)}, ${condition.where}}.`
}

const howToSplit = {
  went_back: 'send what went back as an event of its own, cancel_purchase.',
  all_went_back: 'all of it went back. Send that as an event of its own, cancel_purchase.',
  came_in: 'only a part was paid. Map the amount that was.',
} as const

function howToRefund(mark: Mark, own: Own): string {
  if ('part' in mark.condition)
    return `The column is ${redactedText(mark.column, own)}: only a part went back. Map that amount.`
  return howToFilter(mark, own)
}
