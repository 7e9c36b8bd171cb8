import type { FieldName } from '../../../spec/configuration/fields'
import type { Json, JsonObject } from '../../json/json'

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
