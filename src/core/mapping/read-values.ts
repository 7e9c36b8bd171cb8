import type { JsonObject } from '../../json/json'
import type { CleanValues } from '../domain/event'
import { finding } from '../domain/finding'
import { cleanValues } from '../person/clean-values'
import type { Mapping } from './mapping'

/** The event values without personal data. */
export function readValues(values: JsonObject, { fields, plan, findings }: Mapping): CleanValues {
  const keep = plan.configuration.privacy.personal_data_in_event_values === 'keep'
  const cleaned = cleanValues(values, fields.own, keep)
  if (cleaned.removed.length > 0) findings.push(finding('personal_data_removed', cleaned.removed.join(', ')))
  if (cleaned.tooDeep) findings.push(finding('event_values_trimmed', 'event_values', 'Some lay too deep.'))
  return cleaned.values
}
