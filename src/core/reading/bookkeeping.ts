import { isObject, type Json, type JsonObject, own } from '../../json/json'
import { plainName } from './names'
import { asBoolean, asStructure, asText, isPlaceholder, isSet } from './values'

/**
 * What loaders write beside a table's own columns. Their columns never go out; some of them say that the row is gone at
 * its source, or that it is what a row was before a change.
 */

/**
 * Airbyte, Fivetran (its files, too), Stitch and Singer, Hudi, Hevo, dlt, PeerDB, Sling, Rivery, Qlik, SQL Server,
 * Snowflake, Datastream, Delta, BigQuery, Estuary, Debezium, Flink, dbt's snapshots.
 */
const bookkeeping = new RegExp(
  `^(${[
    ...[
      '_airbyte_',
      '_ab_',
      '_fivetran_',
      '_sdc_',
      '_hoodie_',
      '__',
      '_dlt_',
      '_peerdb_',
      '_sling_',
      '_rivery_',
      '_cdc_',
    ],
    ...['header__', 'metadata\\$', 'metadata_(action|isupdate|row_id)$', '_metadata_', 'datastream_metadata([._]|$)'],
    ...['_change_type$', '_change_sequence_number$', '_commit_(version|timestamp)$', '_partition(time|date)$'],
    ...['_table_suffix$', '_rescued_data$', '_estuary', '_meta(/|$)', 'flow_published_at$', 'flow_document$', '_op$'],
    ...['_(file|line|row|modified|index|is_deleted|deleted|operation|rowkind|row_kind)$', '_etl_', 'hvr_is_deleted$'],
    ...[
      '_(loaded|extracted|batched|synced|ingested|inserted|deleted)_at$',
      'dbt_(scd_id|updated_at|valid_from|valid_to)$',
    ],
  ].join('|')})`,
  'i',
)

/** Whether a column is a loader's. */
export function isBookkeeping(column: string): boolean {
  return bookkeeping.test(column)
}

/** Columns that say so with a boolean. */
const flags = [
  ...['_fivetran_deleted', '__deleted', '_hoodie_is_deleted', '__hevo__marked_deleted', '_peerdb_is_deleted'],
  ...['_metadata_deleted', '_metadata_is_deleted', '_airbyte_deleted', '_dlt_deleted', '_rivery_deleted'],
  ...['_deleted', '_is_deleted', '__is_deleted', '_cdc_deleted', '_cdc_is_deleted', 'hvr_is_deleted'],
  ...['datastream_metadata.is_deleted', 'datastream_metadata_is_deleted'],
]
/** Columns that say so with a time. */
const times = ['_ab_cdc_deleted_at', '_sdc_deleted_at', '_sling_deleted_at', '_deleted_at', '_peerdb_deleted_at']
/** Columns that name the operation, and what they call a deletion or the image before an update. */
const deletions = [
  ...['d', '-d', 'delete', 'deleted', 'del', 'delete_row'],
  ...['update_preimage', 'update-delete', 'update_before', '-u', 'preimage'],
]
const beforeImages = [...deletions, 'b', 'beforeimage', 'before_image']
const numbered = [...deletions, '1', '3', '1.0', '3.0']
const operations: ReadonlyMap<string, readonly string[]> = new Map([
  ['op', deletions],
  ['__op', deletions],
  ['_op', deletions],
  ['_meta/op', deletions],
  ['_change_type', deletions],
  ['_metadata_change_type', deletions],
  ['metadata$action', deletions],
  // Snowflake's, as loaders spell it that allow no $.
  ['metadata_action', deletions],
  ['datastream_metadata.change_type', deletions],
  ['datastream_metadata_change_type', deletions],
  ['_operation', deletions],
  ['__operation', deletions],
  ['op_type', deletions],
  ['rowkind', deletions],
  ['_rowkind', deletions],
  ['row_kind', deletions],
  ['cdc_operation', deletions],
  ['_cdc_operation', deletions],
  // SQL Server numbers them: 1 is a deletion, 3 the image before an update.
  ['__$operation', numbered],
  ['_$operation', numbered],
  // Qlik has letters: B is the image before an update.
  ['header__change_oper', beforeImages],
  ['__change_oper', beforeImages],
  ['header__operation', beforeImages],
])
/** Objects that hold the operation. */
const holders = ['datastream_metadata', '_meta', '_metadata', '__metadata'] as const
const heldOperations = ['change_type', 'op', 'operation'] as const

const marks: ReadonlySet<string> = new Set([...flags, ...times, ...operations.keys(), ...holders, '_fivetran_active'])
const flagSet: ReadonlySet<string> = new Set(flags)
const timeSet: ReadonlySet<string> = new Set(times)

/** Whether a row was deleted at its source, is an older version of itself, or the image before a change. */
export function isDeletedRow(row: JsonObject): boolean {
  for (const column of Object.keys(row)) {
    const name = column.toLowerCase()
    if (marks.has(name) && saysDeleted(name, own(row, column))) return true
  }
  return false
}

/** Whether a column may say so. */
export function isDeletionMark(column: string): boolean {
  return marks.has(column.toLowerCase())
}

function saysDeleted(name: string, value: Json | undefined): boolean {
  if (!isSet(value)) return false
  if (name === '_fivetran_active') return asBoolean(value) === false
  if (flagSet.has(name)) return asBoolean(value) === true
  const text = asText(value)?.toLowerCase()
  if (timeSet.has(name)) return text === undefined ? value !== false : !isPlaceholder(text) && !noTime.test(text)
  const words = operations.get(name)
  if (words !== undefined) return text !== undefined && words.includes(text)
  const held = asStructure(value)
  return (
    isObject(held) &&
    (heldOperations.some((key) => deletions.includes(asText(own(held, key))?.toLowerCase() ?? '')) ||
      asBoolean(own(held, 'is_deleted')) === true)
  )
}

/** What a database writes for a time that is none: `0000-00-00 00:00:00`, pandas' `NaT`, false. */
const noTime = /^([0\-: .tz]+|nat|false|f)$/

/** Columns that only AppsFlyer's raw data has beside its AppsFlyer id. */
const rawDataColumns: ReadonlySet<string> = new Set([
  ...['attributedtouchtype', 'attributedtouchtime', 'mediasource', 'installtime', 'eventtimeselectedtimezone'],
  ...['sdkversion', 'isretargeting', 'retargetingconversiontype', 'afprt', 'afkeywords', 'attributionlookback'],
])

/** `Event Source`: whether AppsFlyer's SDK or a server sent the event. */
export function isRawDataSource(column: string): boolean {
  return plainName(column) === 'eventsource'
}

/**
 * Whether a row is AppsFlyer's own raw data (Pull API, Push API, Data Locker): an event that its SDK sent, or one that it
 * got from a server, is known to it already. `Event Source` tells.
 */
export function isAppsflyerRawData(row: JsonObject): boolean {
  const keys = Object.keys(row)
  const source = keys.find(isRawDataSource)
  if (source === undefined) return false
  const text = asText(own(row, source))?.toLowerCase()
  if (text !== 'sdk' && text !== 's2s') return false
  const names = keys.map(plainName)
  return names.includes('appsflyerid') && (text === 'sdk' || names.some((name) => rawDataColumns.has(name)))
}
