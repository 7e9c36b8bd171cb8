import { type FieldName, fieldNames, fields as fieldTable } from '../../spec/airbyte/fields'
import { isSet, type Json, type JsonObject } from '../domain/json'
import { platformOf } from './platform'
import type { RawEvent, RawFields } from './raw-event'

interface Meaning {
  readonly field: FieldName
  /** 0 for the field's own name, then its aliases in order: of two columns with one meaning the lower rank counts. */
  readonly rank: number
}

const meanings: ReadonlyMap<string, Meaning> = new Map(
  fieldNames.flatMap((field) =>
    [field, ...fieldTable[field].aliases].map((name, rank) => [normaliseColumn(name), { field, rank }] as const),
  ),
)

const none: ReadonlySet<string> = new Set()

/** Columns of Airbyte's own book-keeping. */
const bookkeeping = /^_(airbyte|ab)_/

/**
 * Reads a flat row by the names of its columns (any case, with or without blanks, dashes and underscores). Columns
 * that the configuration maps are left to it.
 */
export function readRow(row: JsonObject, mappedColumns: ReadonlySet<string>): RawEvent {
  const fields: RawFields = {}
  const ranks = new Map<FieldName, number>()
  const properties: Record<string, Json> = {}
  for (const column of Object.keys(row)) {
    const value = row[column]
    if (value === undefined || value === null || mappedColumns.has(column) || bookkeeping.test(column)) continue
    const meaning = meanings.get(column) ?? meanings.get(normaliseColumn(column))
    if (meaning === undefined) {
      if (column !== '__proto__') properties[column] = value
    } else if (isSet(value) && meaning.rank < (ranks.get(meaning.field) ?? Number.POSITIVE_INFINITY)) {
      fields[meaning.field] = value
      ranks.set(meaning.field, meaning.rank)
    }
  }
  readPlatformFromOs(fields)
  return { call: 'row', fields, properties, used: none }
}

/** A column `os` may hold the system's name rather than its version. */
function readPlatformFromOs(fields: RawFields): void {
  const platform = platformOf(fields.os_version)
  if (platform === undefined) return
  fields.platform ??= platform
  delete fields.os_version
}

function normaliseColumn(column: string): string {
  return column.toLowerCase().replace(/[\s_-]+/g, '')
}
