import type { Json } from '../../json/json'
import { asBoolean, asText } from './values'

/** Change feeds mark the rows that are a change of an earlier one: sent like the others, a purchase would count twice. */

/** Snowflake's streams, in the spelling of loaders too: an update is a deletion and an insertion with this set. */
const flags: ReadonlySet<string> = new Set(['metadata$isupdate', 'metadata_isupdate'])
/** Columns that name the operation (Debezium and its like, Delta, Qlik, Datastream, Flink, SQL Server). */
const operations: ReadonlySet<string> = new Set([
  ...['__op', '_op', '_meta/op', '_change_type', '_metadata_change_type', '_operation', '__operation', 'op_type'],
  ...['rowkind', '_rowkind', 'row_kind', 'cdc_operation', '_cdc_operation', 'header__change_oper', '__change_oper'],
  ...['header__operation', 'datastream_metadata_change_type', '__$operation', '_$operation'],
])
const updates: ReadonlySet<string> = new Set([
  ...['u', '+u', 'update', 'updated', 'update_postimage', 'update-insert', 'update_after', 'postimage', '4', '4.0'],
])

/** Whether a column may say so. */
export function isUpdateMark(column: string): boolean {
  const name = column.toLowerCase()
  return flags.has(name) || operations.has(name)
}

/** The condition of `where` that keeps such rows out; undefined for a row that is none. */
export function updateCondition(column: string, value: Json): string | undefined {
  const name = column.toLowerCase()
  if (flags.has(name)) return asBoolean(value) === true ? '"is_not": true' : undefined
  const text = asText(value)?.toLowerCase()
  return text !== undefined && updates.has(text) ? `"is_not": "${text}"` : undefined
}
