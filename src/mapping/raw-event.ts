import type { FieldName } from '../../spec/airbyte/fields'
import { isSet, type Json, type JsonObject } from '../domain/json'

/** Field values as a record has them: not yet checked, not yet hashed. */
export type RawFields = { [Name in FieldName]?: Json | undefined }

/** What every host's input becomes first: the fields it names, and the rest, which become event values. */
export interface RawEvent {
  readonly call: 'track' | 'page' | 'screen' | 'row'
  readonly fields: RawFields
  readonly properties: JsonObject
  /** Properties that became fields: they are not repeated among the event values. */
  readonly used: ReadonlySet<string>
}

/** The properties that did not become fields. */
export function unusedProperties({ properties, used }: Pick<RawEvent, 'properties' | 'used'>): Record<string, Json> {
  const unused: Record<string, Json> = {}
  for (const key of Object.keys(properties)) {
    // Assigning to __proto__ would change the copy's prototype.
    if (!used.has(key) && key !== '__proto__') unused[key] = properties[key] ?? null
  }
  return unused
}

/** The first of several values that says something. */
export function firstSet(...values: readonly (Json | undefined)[]): Json | undefined {
  return values.find(isSet)
}

/** A raw value as trimmed text: numbers in digits; blank text, booleans, lists and objects say nothing. */
export function asText(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  return text === '' ? undefined : text
}

/** A raw value that should be an object or a list: JSON in a text is read. Other texts stay as they are. */
export function asStructure(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value ?? undefined
  const text = value.trim()
  if (!text.startsWith('{') && !text.startsWith('[')) return text === '' ? undefined : text
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}

/** A raw value as a boolean: true and false, their names, 1 and 0. */
export function asBoolean(value: Json | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value
  const text = asText(value)?.toLowerCase()
  if (text === 'true' || text === '1') return true
  if (text === 'false' || text === '0') return false
  return undefined
}
