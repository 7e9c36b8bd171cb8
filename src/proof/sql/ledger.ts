import type { LedgerEntry } from '../../ledger/entry'
import { decimal, hashed, list } from './text'

/** What the tables keep of an entry: a hash where the ledger has hexadecimal digits. Its number is `rowid`. */
const columns = {
  app_id: 'VARCHAR',
  endpoint: 'VARCHAR',
  event_name: 'VARCHAR',
  currency: 'VARCHAR',
  revenue: 'VARCHAR',
  accepted_at: 'BIGINT',
  event_time: 'BIGINT',
  delivery_id: 'VARCHAR',
  on_wire: 'BOOLEAN',
  may_be_duplicated: 'BOOLEAN',
  resent: 'BOOLEAN',
  value: 'VARCHAR',
  value_start: 'VARCHAR',
  user: 'VARCHAR',
  order: 'VARCHAR',
} satisfies { readonly [Name in keyof LedgerEntry]?: string }

const form = Object.entries({ ...columns, ledger: 'INTEGER', key: 'VARCHAR' })
  .map(([name, type]) => `"${name}": '${type}'`)
  .join(', ')

/** Entries as they stand, a line that is neither header nor entry as one without a delivery id. */
export function readLedger(paths: readonly string[]): string {
  return `CREATE TABLE ledger_lines AS
    SELECT ledger IS NOT NULL AS is_header, filename, key, app_id, endpoint, event_name, currency, revenue,
      ${decimal('revenue')} AS amount, accepted_at, event_time, delivery_id,
      coalesce(on_wire, false) AS on_wire, coalesce(may_be_duplicated, false) AS may_be_duplicated, coalesce(resent, false) AS resent,
      hash(delivery_id) AS did, ${hashed.digits('value')} AS value,
      CASE WHEN value_start IS NOT NULL THEN ${hashed.digits('value_start')} END AS value_start,
      ${hashed.digits('"user"')} AS "user", CASE WHEN "order" IS NOT NULL THEN ${hashed.digits('"order"')} END AS "order"
    FROM read_json(${list(paths)}, format = 'newline_delimited', columns = {${form}}, filename = true, ignore_errors = true)`
}

/** How many lines of each file cannot be read. */
export const damagedLines = `
  SELECT filename, count(*)::DOUBLE AS lines FROM ledger_lines
  WHERE NOT is_header AND (delivery_id IS NULL OR app_id IS NULL OR accepted_at IS NULL) GROUP BY filename`

/**
 * Every whole line is an entry: two equal events of one moment share their delivery id, and are two. One that was sent
 * again takes the place of the earliest of its delivery, which AppsFlyer had lost; where the ledger does not have that one,
 * it is the first. `other_key`: its hashes were made with another key than that of `$mark`.
 */
export const createEntries = `
  CREATE TABLE entries AS
    WITH whole AS (
      SELECT * EXCLUDE (is_header, filename, key),
        filename IN (SELECT filename FROM ledger_lines WHERE is_header AND key <> $mark) AS other_key
      FROM ledger_lines
      WHERE NOT is_header AND delivery_id IS NOT NULL AND app_id IS NOT NULL AND accepted_at IS NOT NULL
    ),
    again AS (SELECT did, count(*) AS times FROM whole WHERE resent GROUP BY did)
    SELECT * EXCLUDE (resent) FROM whole ANTI JOIN again USING (did)
    UNION ALL
    SELECT * EXCLUDE (resent, times, turn, total) FROM (
      SELECT whole.*, times, row_number() OVER (PARTITION BY did ORDER BY accepted_at) AS turn,
        count(*) OVER (PARTITION BY did) AS total
      FROM whole JOIN again USING (did)
    ) WHERE turn > least(times, total - 1)`

export const dropLines = 'DROP TABLE ledger_lines'
