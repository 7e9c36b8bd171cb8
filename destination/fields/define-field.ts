import type { InputField } from '@segment/actions-core'
import { type FieldName, fields } from '../../spec/configuration/fields'

/**
 * An action's field in the words the whole project has for it. Text by default: text takes numbers too, and what is no
 * number, date or boolean gets our finding rather than Segment's refusal of the whole event.
 */
export function defineField(name: FieldName, rest: Partial<InputField> = {}): InputField {
  const { title, description } = fields[name]
  return { label: title, description, type: 'string', ...rest }
}
