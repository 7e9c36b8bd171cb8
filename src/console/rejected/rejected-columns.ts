/** The columns that stand before a rejected record's own, in the file for spreadsheets. */
export const leadingColumns = [
  'rejected_line',
  'rejected_code',
  'rejected_message',
  'rejected_what_to_do',
  'rejected_event',
  'rejected_app',
  'rejected_worth',
  'rejected_currency',
  'rejected_stream',
] as const

/** Behind the record's own columns: a record whose columns are not those, as it came in. */
export const recordColumn = 'rejected_record'

/** Whether a header is of such a file. */
export function isRejectedHeader(columns: readonly string[]): boolean {
  return columns.includes('rejected_code') && columns.includes('rejected_message') && columns.includes(recordColumn)
}

/** What a spreadsheet takes for a formula at the beginning of a cell (OWASP, CSV injection), and the guard itself. */
const risky = /^['=+\-@\t\r]/
const plainNumber = /^-\d+(\.\d+)?$/

/** The cell, so that no spreadsheet runs it: behind an apostrophe where it begins as a formula does. A negative number stays one. */
export function guarded(cell: string): string {
  return risky.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell
}

/** What the cell was before it was guarded. */
export function unguarded(cell: string): string {
  return cell.startsWith("'") && risky.test(cell.slice(1)) ? cell.slice(1) : cell
}
