import { type FieldName, fieldNames, fields as fieldTable } from '../../../spec/configuration/fields'
import type { JsonObject } from '../../json/json'
import { remembered } from '../domain/remembered'
import { rememberedByKeys } from '../domain/remembered-by-keys'
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

const fieldsOf = rememberedByKeys((keys) => {
  const fields = keys.map(fieldOf)
  return fields.some((field) => field !== null) ? fields : undefined
})

/** Fills what the event itself leaves open. Returns what is used with these properties, which are used either way. */
export function readOwnNames(
  properties: JsonObject,
  fields: RawFields,
  usedBefore: ReadonlySet<string>,
): ReadonlySet<string> {
  const keys = Object.keys(properties)
  const named = fieldsOf(keys)
  // Nearly no event has any.
  if (named === undefined) return usedBefore
  const used = new Set(usedBefore)
  for (const [index, key] of keys.entries()) {
    const field = named[index] ?? null
    const value = properties[key]
    if (field === null || !isSet(value)) continue
    used.add(key)
    if (!isMeant(fields[field]) || saysNo(field, value)) fields[field] = value
  }
  return used
}
