import type { Json, JsonObject } from '../../json/json'

/** What stands beside a rejected record's own columns, in the files of rejected records of `write` and `send`. */
const rejectedColumns: ReadonlySet<string> = new Set(
  [
    ...['code', 'message', 'at', 'text', 'line', 'what_to_do'],
    ...['event', 'app', 'worth', 'currency', 'stream', 'record'],
  ].map((name) => `rejected_${name}`),
)

/** Whether a row was rejected before and is back: no other has both columns. */
export function isRejectedRow(columns: readonly string[]): boolean {
  return columns.includes('rejected_code') && columns.includes('rejected_message')
}

/** The row as it was before it was rejected. */
export function withoutRejection(row: JsonObject): JsonObject {
  const own: Record<string, Json> = {}
  // Assigning to __proto__ would change the copy's prototype.
  for (const column of Object.keys(row))
    if (!rejectedColumns.has(column) && column !== '__proto__') own[column] = row[column] ?? null
  return own
}
