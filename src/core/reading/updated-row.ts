import { type Json, type JsonObject, own } from '../../json/json'
import { type Condition, filter } from './condition'
import { asBoolean, asText, isSet } from './values'

/** Change feeds mark the rows that are a change of an earlier one: sent like the others, a purchase would count twice. */

/** Snowflake's streams, in the spelling of loaders too: an update is a deletion and an insertion with this set. */
const flags: ReadonlySet<string> = new Set(['metadata$isupdate', 'metadata_isupdate'])
/** Columns that name the operation (Debezium and its like, Delta, Qlik, Flink, SQL Server). */
const operations: ReadonlySet<string> = new Set([
  ...['__op', '_op', '_meta/op', '_change_type', '_metadata_change_type', '_operation', '__operation', 'op_type'],
  ...['rowkind', '_rowkind', 'row_kind', 'cdc_operation', '_cdc_operation', 'header__change_oper', '__change_oper'],
  ...[
    'header__operation',
    'datastream_metadata_change_type',
    'datastream_metadata.change_type',
    '__$operation',
    '_$operation',
  ],
])
/** Keys that do in the object that a loader writes its own things into (Estuary, Hevo, Datastream), or in a change event of Debezium's. */
const innerOperations: ReadonlySet<string> = new Set(['op', 'operation', 'change_type'])
const loaders: ReadonlySet<string> = new Set(['_meta', '_metadata', '__metadata', 'datastream_metadata'])
/** Beside them an `op` is Debezium's (Debezium, change event structure). */
const besideDebezium = ['after', 'before', 'ts_ms', '__source_ts_ms', 'source_ts_ms']
const updates: ReadonlySet<string> = new Set([
  ...['u', '+u', 'update', 'updated', 'update_postimage', 'update-insert', 'update_after', 'postimage', '4', '4.0'],
])

/** Whether a column may say so. */
export function isUpdateMark(column: string): boolean {
  const name = column.toLowerCase()
  return flags.has(name) || operations.has(name) || innerOperations.has(name)
}

/**
 * The condition of `where` that keeps such rows out; undefined for a row that is none. `parent`: the key of the object the
 * column stands in, '' at the top; `beside`: what else does.
 */
export function updateCondition(
  column: string,
  value: Json,
  parent: string,
  beside: JsonObject,
): Condition | undefined {
  const name = column.toLowerCase()
  if (flags.has(name)) return parent === '' && asBoolean(value) === true ? filter('"is_not": true') : undefined
  if (!namesOperation(name, parent.toLowerCase(), beside)) return undefined
  const text = asText(value)?.toLowerCase()
  return text !== undefined && updates.has(text) ? filter(`"is_not": "${text}"`) : undefined
}

function namesOperation(name: string, parent: string, beside: JsonObject): boolean {
  if (operations.has(name)) return parent === ''
  if (loaders.has(parent)) return true
  return name === 'op' && besideDebezium.some((key) => isSet(own(beside, key)))
}
