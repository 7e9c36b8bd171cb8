import type { FieldName } from '../../../spec/configuration/fields'
import { finding } from '../domain/finding'
import type { Mapping } from './mapping'

/** Who did it: people-based attribution and devices take no hashes. */
export const peopleFields: readonly FieldName[] = [
  ...(['email', 'phone', 'first_name', 'last_name', 'email_hashed', 'phone_number_hashed'] as const),
  ...(['phone_number_e164_hashed', 'first_name_hashed', 'last_name_hashed'] as const),
]

/** Tells of fields that the record has and the app's API has no place for. */
export function findWithoutPlace({ fields, findings }: Mapping, names: readonly FieldName[]): void {
  const dropped = names.filter((name) => fields.has(name))
  if (dropped.length > 0) findings.push(finding('field_not_taken', dropped.join(', ')))
}
