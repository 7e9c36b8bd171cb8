import { kindNumber } from '../verdict'
import { hashed, list, literal } from './text'

/** Files as the tables know them; `report` -1 where the rows tell. `pile`: within one, equal rows are two events. */
export const createRaw = `
  CREATE TABLE files (file INTEGER, path VARCHAR, app VARCHAR, report TINYINT, topic VARCHAR, pile INTEGER,
    has_revenue BOOLEAN, has_custom BOOLEAN);
  CREATE TABLE raw (file INTEGER, app VARCHAR, kind TINYINT, s2s BOOLEAN, name VARCHAR, t BIGINT, value UBIGINT,
    bare UBIGINT, is_cut BOOLEAN, user_a UBIGINT, user_c UBIGINT, did UBIGINT, revenue VARCHAR, currency VARCHAR,
    "order" UBIGINT, reason VARCHAR)`

/** The columns that are read, of the many. */
export const wanted = [
  ...['app_id', 'event_name', 'event_time', 'event_value', 'event_revenue', 'event_revenue_currency', 'event_source'],
  ...['appsflyer_id', 'af_web_id', 'customer_user_id', 'custom_data', 'blocked_reason', 'event_type', 'campaign_type'],
  ...['is_organic', 'is_retargeting', 'media_source', 'campaign', 'attributed_touch_time', 'install_time'],
] as const
type Wanted = (typeof wanted)[number]

/** Where files of one form have their columns: an expression for each that is there. */
export type Columns = Readonly<Partial<Record<Wanted, string>>>

/** Told, since DuckDB goes by the name. */
function compression(isPacked: boolean): string {
  return `compression = '${isPacked ? 'gzip' : 'uncompressed'}'`
}

export function readCsv(paths: readonly string[], delimiter: string, width: number, isPacked: boolean): string {
  const columns = Array.from({ length: width }, (_, index) => `'c${index}': 'VARCHAR'`).join(', ')
  return `read_csv(${list(paths)}, auto_detect = false, header = true, delim = ${literal(delimiter)}, quote = '"', escape = '"',
    columns = {${columns}}, filename = true, store_rejects = true, rejects_limit = 0, max_line_size = 4194304,
    ${compression(isPacked)})`
}

export function readMessages(paths: readonly string[], isPacked: boolean): string {
  const columns = wanted.map((name) => `'${name}': 'VARCHAR'`).join(', ')
  return `read_json(${list(paths)}, format = 'newline_delimited', columns = {${columns}}, filename = true, ignore_errors = true,
    ${compression(isPacked)})`
}

export function readParquet(paths: readonly string[]): string {
  return `read_parquet(${list(paths)}, filename = true)`
}

/** Adds the rows of files of one form. `defaultApp` stands where neither row nor path names one. */
export function insertRows(from: string, columns: Columns, defaultApp: string, hasKey: boolean): string {
  const text = (name: Wanted) => {
    const column = columns[name]
    return column === undefined ? 'NULL::VARCHAR' : `nullif(${column}::VARCHAR, '')`
  }
  const cells = wanted.map((name) => `${text(name)} AS ${name}`).join(', ')
  const isKnown = 's2s IS DISTINCT FROM false'
  const id = (name: string) => (hasKey ? `CASE WHEN ${isKnown} THEN ${hashed.id(name)} END` : 'NULL')
  const hasMarks = ['media_source', 'campaign', 'attributed_touch_time', 'install_time'].some(
    (name) => columns[name as Wanted] !== undefined,
  )
  return `INSERT INTO raw
    WITH cells AS (SELECT filename, ${cells} FROM ${from}),
    told AS (
      SELECT files.file, coalesce(cells.app_id, files.app, ${literal(defaultApp)}) AS app,
        ${kindOf(hasMarks)} AS kind, ${sourceOf} AS s2s,
        epoch_ms(TRY_CAST(event_time AS TIMESTAMP)) AS t,
        coalesce(cells.event_value, '') AS event_value, coalesce(appsflyer_id, af_web_id) AS device,
        ${didOf} AS did_text, ${orderOf} AS order_text, cells.* EXCLUDE (app_id, event_value)
      FROM cells JOIN files ON files.path = cells.filename
    )
    SELECT file, app, kind, s2s, event_name, t,
      CASE WHEN ${isKnown} THEN ${hashed.value('event_value')} END,
      CASE WHEN ${isKnown} THEN ${otherValue} END,
      length(event_value) = 1000,
      ${id('device')}, ${id('customer_user_id')},
      CASE WHEN did_text <> '' THEN hash(did_text) END,
      event_revenue, event_revenue_currency,
      ${hasKey ? `CASE WHEN ${isKnown} AND order_text <> '' THEN ${hashed.order('order_text')} END` : 'NULL'},
      blocked_reason
    FROM told`
}

/** Of web events only that it names S2S is known. */
const sourceOf = `CASE WHEN event_source IS NULL THEN NULL
  ELSE lower(event_source) LIKE '%s2s%' OR lower(event_source) LIKE '%server%' END`

/** By the report's name, else by what the row says, else by what organic rows lack. */
function kindOf(hasMarks: boolean): string {
  const [organic, nonorganic, retarget, blocked] = [
    kindNumber('organic'),
    kindNumber('nonorganic'),
    kindNumber('retarget'),
    kindNumber('blocked'),
  ]
  return `CASE WHEN files.report >= 0 THEN files.report
    WHEN blocked_reason IS NOT NULL AND coalesce(files.topic, 'push') = 'push' THEN ${blocked}
    WHEN event_type LIKE 're-%' OR lower(campaign_type) = 'retargeting' OR lower(is_retargeting) IN ('true', '1')
      THEN ${retarget}
    WHEN event_type LIKE 'organic-%' OR lower(campaign_type) = 'organic' OR lower(is_organic) IN ('true', '1') THEN ${organic}
    WHEN event_type IS NOT NULL OR campaign_type IS NOT NULL OR is_organic IS NOT NULL THEN ${nonorganic}
    ${
      hasMarks
        ? `WHEN media_source IS NULL AND campaign IS NULL AND attributed_touch_time IS NULL AND install_time IS NULL
      THEN ${organic}`
        : ''
    }
    ELSE ${nonorganic} END`
}

const didOf = String.raw`regexp_extract(custom_data, '"did"\s*:\s*"([0-9a-f]{24}(?:-[0-9]+)?)"', 1)`

const orderText = (name: string) =>
  String.raw`coalesce(nullif(regexp_extract(cells.event_value, '"${name}"\s*:\s*"((?:[^"\\]|\\.)*)"', 1), ''),
    nullif(regexp_extract(cells.event_value, '"${name}"\s*:\s*(-?[0-9][0-9.eE+-]*)', 1), ''))`

/** The text may be cut, so that it is searched, not parsed: an id with an escape in it is not found. */
const orderOf = `CASE WHEN cells.event_value LIKE '%order_id"%' OR cells.event_value LIKE '%"af_receipt_id"%' THEN
  coalesce(${orderText('af_order_id')}, ${orderText('af_receipt_id')}, ${orderText('order_id')}) END`

/** JSON without white space between its tokens. */
const bareOf = String.raw`regexp_replace(event_value, '("(?:[^"\\]|\\.)*")|\s+', '\1', 'g')`

/** What else may have been sent where this came back: an empty value reads {}, and white space may be new. */
const otherValue = `CASE event_value WHEN '{}' THEN ${hashed.value("''")} WHEN '' THEN ${hashed.value("'{}'")}
  ELSE CASE WHEN ${String.raw`regexp_matches(event_value, '\s')`} THEN ${hashed.value(bareOf)} END END`

/** What each file has of each app. */
export const fileSpans = `
  SELECT file, app, kind, count(*)::DOUBLE AS rows, min(t)::DOUBLE AS first, max(t)::DOUBLE AS last,
    (count(*) FILTER (t IS NULL))::DOUBLE AS without_time, (count(*) FILTER (s2s IS NULL))::DOUBLE AS without_source,
    (count(*) FILTER (s2s))::DOUBLE AS from_server
  FROM raw GROUP BY file, app, kind`

/** How many lines of CSV files do not fit their header. */
export const rejectedLines = `
  SELECT file_path AS path, count(DISTINCT line)::DOUBLE AS lines, min(line)::DOUBLE AS first
  FROM reject_errors JOIN reject_scans USING (scan_id, file_id) GROUP BY file_path`
