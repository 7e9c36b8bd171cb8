import { type FieldName, fieldNames, fields as fieldTable, namesOf } from '../../../spec/configuration/fields'
import type { Json } from '../../json/json'
import { plainName } from './names'
import type { RawEvent, RawFields } from './raw-event'
import { isMeant, isSet } from './values'

const meanings: ReadonlyMap<string, FieldName> = new Map(
  fieldNames
    .filter((name) => fieldTable[name].on === 'devices')
    .flatMap((name) => namesOf(name).map((alias) => [plainName(alias), name] as const)),
)

/**
 * The event with the columns and properties that name the ids and the model of a PC, a console or a TV as fields. Elsewhere
 * they are event values, so this is asked for such apps alone.
 */
export function withDeviceFields(raw: RawEvent): RawEvent {
  const fields: RawFields = { ...raw.fields }
  const properties: Record<string, Json> = {}
  for (const key of Object.keys(raw.properties)) {
    const value = raw.properties[key] ?? null
    const name = meanings.get(plainName(key))
    if (key === '__proto__') continue
    if (name === undefined || !isSet(value)) properties[key] = value
    else if (!isMeant(fields[name])) fields[name] = value
  }
  return { ...raw, fields, properties }
}
