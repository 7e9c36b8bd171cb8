import { type FieldName, fieldNames, fields as fieldTable } from '../../../spec/configuration/fields'
import { isObject, type Json, type JsonObject, own } from '../../json/json'
import { isBookkeeping } from './bookkeeping'
import { plainName } from './names'
import { platformOf } from './platform'
import type { RawEvent, RawFields } from './raw-event'
import { asStructure, asText, isSet } from './values'
import { readWarehouseContext } from './warehouse-context'

interface Meaning {
  readonly field: FieldName
  /** 0 for the field's own name, then its aliases in order: of two columns with one meaning the lower rank counts. */
  readonly rank: number
}

const meanings: ReadonlyMap<string, Meaning> = new Map(
  fieldNames.flatMap((field) =>
    [field, ...fieldTable[field].aliases].map((name, rank) => [plainName(name), { field, rank }] as const),
  ),
)

const none: ReadonlySet<string> = new Set()

/** The rows of a stream have the same columns, so what each means is kept, within bounds. */
const known = new Map<string, Meaning | 'bookkeeping' | 'context' | null>()
const knownMost = 10_000
const knownLength = 100

/** What the name of a column says: a field, a loader's bookkeeping, a part of an event's context (Segment's warehouse tables). */
function meaningOf(column: string): Meaning | 'bookkeeping' | 'context' | null {
  if (column.length > knownLength) return null
  let meaning = known.get(column)
  if (meaning !== undefined) return meaning
  if (isBookkeeping(column)) meaning = 'bookkeeping'
  else meaning = /^context[_.]/i.test(column) ? 'context' : (meanings.get(plainName(column)) ?? null)
  if (known.size >= knownMost) known.clear()
  known.set(column, meaning)
  return meaning
}

/**
 * Reads a flat row by the names of its columns (any case, any separators between the words). Columns that the
 * configuration maps are left to it.
 */
export function readRow(row: JsonObject, mappedColumns: ReadonlySet<string> = none): RawEvent {
  const fields: RawFields = {}
  const ranks = new Map<FieldName, number>()
  const properties: Record<string, Json> = {}
  const systems: Json[] = []
  let context: Record<string, Json> | undefined
  for (const column of Object.keys(row)) {
    const value = row[column]
    if (value === undefined || value === null || isMapped(column, mappedColumns)) continue
    const meaning = meaningOf(column)
    if (meaning === null) {
      if (column !== '__proto__') properties[column] = value
    } else if (meaning === 'context') {
      context ??= {}
      context[plainName(column)] = value
    } else if (meaning !== 'bookkeeping' && isSet(value)) {
      if (meaning.field === 'platform') systems.push(value)
      if (meaning.rank < (ranks.get(meaning.field) ?? Number.POSITIVE_INFINITY)) {
        fields[meaning.field] = value
        ranks.set(meaning.field, meaning.rank)
      }
    }
  }
  if (fields.os_version !== undefined) systems.push(...systemIn(fields))
  readUserObject(fields)
  const row_: RawEvent = { call: 'row', fields, properties, used: none, systems, inBrowser: isSet(fields.event_url) }
  return context === undefined ? row_ : readWarehouseContext(row_, context, row)
}

function isMapped(column: string, mappedColumns: ReadonlySet<string>): boolean {
  return mappedColumns.size > 0 && (mappedColumns.has(column) || mappedColumns.has(plainName(column)))
}

/** A column `os` may hold the system's name, with its version or instead of it. */
function systemIn({ os_version: system }: RawFields): Json[] {
  const text = asText(system)
  const platform = text === undefined || /^\d/.test(text) ? undefined : platformOf(text)
  return platform === undefined || text === undefined ? [] : [text]
}

/** AppsFlyer's web API has the user's ids in an object `user_id` (S2S API for Web Attribution). */
function readUserObject(fields: RawFields): void {
  const user =
    typeof fields.customer_user_id === 'string' ? asStructure(fields.customer_user_id) : fields.customer_user_id
  if (!isObject(user)) return
  fields.customer_user_id = own(user, 'customer_user_id')
  const appsflyerId = own(user, 'appsflyer_id')
  if (!isSet(fields.appsflyer_id)) fields.appsflyer_id = appsflyerId
}
