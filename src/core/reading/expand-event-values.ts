import { isObject, type Json, type JsonObject, own } from '../../json/json'
import type { RawEvent } from './raw-event'
import { asStructure, isMeant, isSet } from './values'

/** Where AppsFlyer's own body of an event has what event values are: an object, or JSON as text. */
const names = ['event_values', 'eventValues', 'eventValue', 'event_value']

/**
 * Lets the members of the field `event_values` stand among the properties: they are event values at the top. What stands
 * there already stays. A text that is no JSON object goes out as it is, under the field's name.
 */
export function expandEventValues(raw: RawEvent): RawEvent {
  const source = raw.fields.event_values ?? fromProperties(raw)
  if (!isSet(source)) return raw
  const structure = asStructure(source)
  const { event_values: _read, ...fields } = raw.fields
  if (!isMeant(source)) return { ...raw, fields }
  if (!isObject(structure)) {
    const properties: Record<string, Json> = { ...raw.properties, event_values: source ?? null }
    return { ...raw, fields, properties, hasUnreadableValues: true }
  }
  const others = Object.fromEntries(Object.entries(raw.properties).filter(([key]) => !names.includes(key)))
  return { ...raw, fields, properties: { ...withoutCustomParameters(structure), ...others } }
}

/** AppsFlyer's web API has the values of one's own in an object custom_parameters. */
function withoutCustomParameters(values: JsonObject): JsonObject {
  const custom = own(values, 'custom_parameters')
  if (!isObject(custom)) return values
  const { custom_parameters: _custom, ...rest } = values
  return { ...custom, ...rest }
}

/** Of an event that carries AppsFlyer's own body in its properties. */
function fromProperties({ call, properties }: RawEvent): Json | undefined {
  if (call === 'row') return undefined
  for (const name of names) {
    const value = own(properties, name)
    if (isObject(asStructure(value))) return value
  }
  return undefined
}
