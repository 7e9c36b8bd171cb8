import { type FieldName, fieldNames, fields as fieldTable } from '../../../spec/configuration/fields'
import type { JsonObject } from '../../json/json'
import { remembered } from '../domain/remembered'
import { plainName } from './names'
import type { RawFields } from './raw-event'
import { isMeant, isSet, saysNo } from './values'

/**
 * Properties of an event that carry AppsFlyer's own names (mobile v3 OpenAPI; S2S API for Web Attribution, Request body)
 * mean its fields, in any spelling. An advertising id or a consent is none of the event values, wherever it stands.
 */
const ownNames: ReadonlyMap<string, FieldName> = new Map(
  fieldNames.flatMap((field) =>
    (fieldTable[field].propertyNames ?? []).map((name) => [plainName(name), field] as const),
  ),
)

const fieldOf = remembered((key) => ownNames.get(plainName(key)) ?? null)

/** Fills what the event itself leaves open; the properties are marked as used either way. */
export function readOwnNames(properties: JsonObject, fields: RawFields, used: Set<string>): void {
  for (const key of Object.keys(properties)) {
    const field = fieldOf(key)
    const value = properties[key]
    if (field === null || !isSet(value)) continue
    used.add(key)
    if (!isMeant(fields[field]) || saysNo(field, value)) fields[field] = value
  }
}
