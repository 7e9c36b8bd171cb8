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

/**
 * Where a formula would begin (OWASP, CSV injection), or the guard itself: at the beginning of the text, and behind what
 * separates cells or rows where a spreadsheet's list separator is another one than the file's. There, quotes that do not
 * begin a cell protect nothing.
 */
const cellBegins = /(?<=^|[,;|\t\r\n])(?="*['=+\-@\t\r])/g
const guard = /(?<=^|[,;|\t\r\n])'(?="*['=+\-@\t\r])/g
const plainNumber = /^-\d+(\.\d+)?$/

/** The cell, so that no spreadsheet runs it: an apostrophe stands before each formula. A negative number stays one. */
export function guarded(cell: string): string {
  return plainNumber.test(cell) ? cell : cell.replace(cellBegins, "'")
}

/** What the cell was before it was guarded. */
export function unguarded(cell: string): string {
  return cell.replace(guard, '')
}
