import type { FieldName } from '../../../spec/configuration/fields'
import { isObject, type Json, type JsonObject, own } from '../../json/json'
import { plainName } from './names'
import { type ColumnPlace, columnValue, isPath, objectAround, withoutPath } from './places'
import type { PlannedStream } from './plan-stream'
import type { RawEvent, RawFields } from './raw-event'
import { isMeant, isSet, isStructure } from './values'

/**
 * Lets the configured columns and constants win over the usual names. A column of a Segment event may stand at its top
 * or among its properties. A column without a value leaves the field as the record has it, and is no event value.
 */
export function applyColumns(raw: RawEvent, data: JsonObject, stream: PlannedStream | undefined): RawEvent {
  if (stream === undefined) return raw
  if (!stream.isMapped) return stream.time_zone === undefined ? raw : { ...raw, timeZone: stream.time_zone }
  const { columns, columnPlaces, event_values: eventValues, eventValuePlaces, constants } = stream
  const valueIn = (place: ColumnPlace) => columnValue(data, place) ?? columnValue(raw.properties, place)
  const fields: RawFields = { ...raw.fields }
  const mapped = new Map<FieldName, string | undefined>()
  const emptyColumns = new Map<FieldName, string>()
  let revenueUnit: RawEvent['revenueUnit']
  let revenueContext: RawEvent['revenueContext']
  for (const [index, { column, field, unit }] of columns.entries()) {
    const place = columnPlaces[index]
    const value = place === undefined ? undefined : valueIn(place)
    if (value === undefined || !isSet(value) || (!isMeant(value) && isMeant(fields[field]))) {
      emptyColumns.set(field, column)
      continue
    }
    fields[field] = value
    if (!isMeant(value)) continue
    mapped.set(field, column)
    if (field !== 'revenue' || place === undefined) continue
    revenueUnit = unit
    const around = columnValue(data, place) === undefined ? raw.properties : data
    const beside = objectAround(around, place)
    const name = beside === around ? column : (place.path.at(-1) ?? column)
    revenueContext = { name, beside, isInside: beside !== around }
  }
  for (const { field, value } of constants) {
    fields[field] = value
    mapped.set(field, undefined)
    if (field !== 'revenue') continue
    revenueUnit = 'major'
    revenueContext = undefined
  }
  const used = new Set(raw.used)
  const properties = { ...withoutMapped(raw, data, stream) }
  for (const [index, { name, value: constant }] of eventValues.entries()) {
    const place = eventValuePlaces[index]
    const value = place === undefined ? constant : valueIn(place)
    if (value === undefined || !isSet(value)) continue
    properties[name] = value
    used.delete(name)
  }
  return {
    ...raw,
    fields,
    properties,
    used,
    mapped,
    mappedValues: new Set(eventValues.map(({ name }) => name)),
    ...(emptyColumns.size > 0 && { emptyColumns }),
    ...(revenueUnit !== undefined && { revenueUnit }),
    ...(revenueContext !== undefined && { revenueContext }),
    ...(stream.time_zone !== undefined && { timeZone: stream.time_zone }),
  }
}

/** The properties without what the configuration has taken out of them, at any depth. What is left of a path's object stays. */
function withoutMapped({ call, properties }: RawEvent, data: JsonObject, stream: PlannedStream): JsonObject {
  const whole: Record<string, Json> = {}
  for (const [key, value] of Object.entries(properties)) {
    if (!stream.mappedColumns.has(key) && !stream.mappedColumns.has(plainName(key))) whole[key] = value
  }
  if (stream.mappedRoots.size === 0) return whole
  if (call === 'row') addRoots(whole, data, stream)
  let left: Json | undefined = whole
  for (const place of [...stream.columnPlaces, ...stream.eventValuePlaces]) {
    if (place === undefined || !isPath(place)) continue
    left = withoutPath(left, call !== 'row' && place.path[0] === 'properties' ? place.path.slice(1) : place.path)
  }
  return isObject(left) ? left : {}
}

/** A row's objects at the roots of paths are properties, too, less what the paths take. */
function addRoots(properties: Record<string, Json>, data: JsonObject, { mappedRoots }: PlannedStream): void {
  for (const [key, value] of Object.entries(data)) {
    const isRoot = mappedRoots.has(key) || mappedRoots.has(plainName(key))
    if (isRoot && own(properties, key) === undefined && isStructure(value)) properties[key] = value
  }
}
