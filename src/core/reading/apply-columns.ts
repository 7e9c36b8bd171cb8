import { type Json, type JsonObject, own } from '../../json/json'
import type { PlannedStream } from './plan-stream'
import type { RawEvent, RawFields } from './raw-event'
import { isSet } from './values'

/**
 * Lets the configured columns and constants win over the usual names. A column of a Segment event may stand at its top
 * or among its properties. A column without a value leaves the field as the record has it, and is no event value.
 */
export function applyColumns(raw: RawEvent, data: JsonObject, stream: PlannedStream | undefined): RawEvent {
  if (stream === undefined || !stream.isMapped) return raw
  const { columns, event_values: eventValues, constants, mappedColumns } = stream
  const valueIn = (column: string) => own(data, column) ?? own(raw.properties, column)
  const fields: RawFields = { ...raw.fields }
  for (const { column, field } of columns) {
    const value = valueIn(column)
    if (value !== undefined && isSet(value)) fields[field] = value
  }
  for (const { field, value } of constants) fields[field] = value
  const properties: Record<string, Json> = { ...raw.properties }
  const used = new Set(raw.used)
  for (const column of mappedColumns) delete properties[column]
  for (const { name, column, value: constant } of eventValues) {
    const value = column === undefined ? constant : valueIn(column)
    if (value === undefined || !isSet(value)) continue
    properties[name] = value
    used.delete(name)
  }
  return { ...raw, fields, properties, used }
}
