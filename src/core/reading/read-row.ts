import { type FieldName, fieldNames, fields as fieldTable } from '../../../spec/configuration/fields'
import type { Json, JsonObject } from '../../json/json'
import { platformOf } from './platform'
import type { RawEvent, RawFields } from './raw-event'
import { isSet } from './values'

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
    const meaning = meaningOf(column)
    if (meaning === null) {
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

/** The rows of a stream have the same columns, so what each means is kept, within bounds. */
const known = new Map<string, Meaning | null>()
const knownMost = 10_000
const knownLength = 100

function meaningOf(column: string): Meaning | null {
  let meaning = known.get(column)
  if (meaning !== undefined) return meaning
  meaning = meanings.get(normaliseColumn(column)) ?? null
  if (known.size >= knownMost) known.clear()
  if (column.length <= knownLength) known.set(column, meaning)
  return meaning
}

function normaliseColumn(column: string): string {
  return column.toLowerCase().replace(/[\s_-]+/g, '')
}
