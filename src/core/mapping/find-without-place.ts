import { type FieldName, fieldNames, fields as fieldTable, onlyOnWeb } from '../../../spec/configuration/fields'
import { finding } from '../domain/finding'
import { plainName } from '../reading/names'
import { unusedProperties } from '../reading/raw-event'
import type { Mapping } from './mapping'

/** Who did it: people-based attribution and devices take no hashes. */
export const peopleFields: readonly FieldName[] = fieldNames.filter((name) => fieldTable[name].isPersonal === true)

/** The fields of websites for which this API has no place. */
export function webFieldsWithoutPlace(family: 'web' | 'pba'): readonly FieldName[] {
  return fieldNames.filter((name) => fieldTable[name].on === 'web' && fieldTable[name][family] === undefined)
}

/** Tells of fields that the record has and the app's API has no place for. */
export function findWithoutPlace({ fields, findings }: Mapping, names: readonly FieldName[]): void {
  const dropped = names.filter((name) => fields.has(name))
  if (dropped.length > 0) findings.push(finding('field_not_taken', dropped.join(', ')))
}

const eventFields: readonly FieldName[] = ['event_name', 'currency', 'custom_data', ...onlyOnWeb]
/** What a first open, a session and a user id are called says no more than they do. */
const sameAsCall =
  /^(app|application)?(install(ed)?|(first)?(open(ed)?|launch(ed)?)|session(start(ed)?)?|login|identify)$/

/**
 * Tells of what makes a record an event, where its request says that an app was opened, or who somebody is, and nothing else: money
 * that AppsFlyer does not count, and whatever has no place beside it.
 */
export function findEventWithoutPlace({ raw, fields, findings }: Mapping, names: readonly FieldName[]): void {
  const isMoney = fields.has('revenue') && Number(fields.text('revenue')) !== 0
  if (isMoney) findings.push(finding('revenue_not_taken', 'revenue'))
  const isSame = sameAsCall.test(plainName(fields.text('event_name') ?? ''))
  const dropped: string[] = [...eventFields, ...names].filter(
    (name) => fields.has(name) && !(isSame && name === 'event_name'),
  )
  if (Object.keys(unusedProperties(raw)).length > 0) dropped.push('event_values')
  if (dropped.length > 0) findings.push(finding('field_not_taken', dropped.join(', ')))
}
