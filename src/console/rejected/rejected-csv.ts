import { open, truncate } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { isRejectedRow, withoutRejection } from '../../core/reading/rejected-row'
import type { DeadLetter } from '../../delivery/dead-letters/dead-letter'
import type { LetterFormat } from '../../delivery/dead-letters/dead-letter-file'
import { isObject, type JsonObject } from '../../json/json'
import { jsonText } from '../../json/json-text'
import { errorCode } from '../../storage/error-code'
import { isValue } from '../inputs/csv'
import { describeFileError } from '../inputs/describe-file-error'
import { Unusable } from '../unusable'
import { guarded, isRejectedHeader, leadingColumns, recordColumn, unguarded } from './rejected-columns'
import { cutTornRow } from './torn-row'

const byteOrderMark = '\uFEFF'
/** No header is longer, in bytes; of ours the record's own columns, in characters of up to three bytes, guards and quotes apart. */
const headerBytes = 1_048_576
const mostHeaderLength = 100_000

/**
 * How rejected records stand in a file for spreadsheets: CSV (RFC 4180) in UTF-8 with a byte order mark, a row a record. What
 * the header is the first record decides; one whose columns are others stands in its last column as it came in.
 */
export class RejectedCsv {
  #header: readonly string[] | undefined
  #columns: ReadonlySet<string> = new Set()
  #delimiter = ','

  /**
   * Goes on with a file that is there already, without what a crash tore at its end. Throws Unusable where it is another one.
   */
  static async for(path: string): Promise<RejectedCsv> {
    const csv = new RejectedCsv()
    const head = await headOf(path)
    if (head === '') return csv
    if (isTornHeader(head)) {
      await truncate(path, 0)
      return csv
    }
    const columns = csv.#goOnWith(head, path)
    await cutTornRow(path, csv.#delimiter, columns)
    return csv
  }

  /** A row that was torn is cut off before the file is opened. */
  get format(): LetterFormat {
    return { lineOf: (letter) => this.rowOf(letter), isTorn: () => false }
  }

  /** The record's row; before the first one the header. */
  rowOf(letter: DeadLetter): string {
    const flat = flatRecord(letter.data)
    const start = this.#header === undefined ? this.#begin(flat) : ''
    const header = this.#header ?? []
    const fits = flat !== undefined && [...flat.keys()].every((column) => this.#columns.has(column))
    const leading = leadingCells(letter)
    const cells = header.map((column) => {
      if (column === recordColumn) return fits ? '' : recordText(letter.data)
      return leading.get(column) ?? (fits ? (flat.get(column) ?? '') : '')
    })
    return start + this.#line(cells)
  }

  #begin(flat: ReadonlyMap<string, string> | undefined): string {
    const own = [...(flat?.keys() ?? [])]
    this.#header = [...leadingColumns, ...(own.join().length > mostHeaderLength ? [] : own), recordColumn]
    this.#columns = new Set(this.#header)
    return byteOrderMark + this.#line(this.#header)
  }

  #line(cells: readonly string[]): string {
    return `${cells.map((cell) => quoted(guarded(cell.replaceAll('\0', '\uFFFD')))).join(this.#delimiter)}\r\n`
  }

  #goOnWith(head: string, path: string): readonly string[] {
    for (const delimiter of [',', ';', '\t']) {
      const header = headerIn(head, delimiter)
      if (!isRejectedHeader(header)) continue
      this.#header = header
      this.#columns = new Set(header)
      this.#delimiter = delimiter
      return header
    }
    throw new Unusable(`${path} is no file of rejected records: name another one with --rejected, or remove it.`)
  }
}

async function headOf(path: string): Promise<string> {
  try {
    const file = await open(path, 'r')
    try {
      if (!(await file.stat()).isFile()) return ''
      const { buffer, bytesRead } = await file.read(Buffer.alloc(headerBytes), 0, headerBytes, 0)
      return buffer.toString('utf8', 0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return ''
    throw new Unusable(describeFileError(path, error))
  }
}

/** Whether a CSV that begins so is a file of rejected records, whose rows name their streams themselves. */
export function isRejectedCsv(head: Buffer, delimiter: string): boolean {
  return isRejectedHeader(headerIn(head.toString('utf8'), delimiter))
}

/** Half of what is written first. */
function isTornHeader(head: string): boolean {
  const begin = `${byteOrderMark}${leadingColumns[0]},`
  const isOurs = head.startsWith(begin) || begin.startsWith(head) || /^\uFFFD+$/.test(head)
  return isOurs && !head.includes('\n') && !isRejectedHeader(headerIn(head, ','))
}

function headerIn(head: string, delimiter: string): readonly string[] {
  try {
    const options = { bom: true, delimiter, to: 1, relax_quotes: true, relax_column_count: true }
    const [header = []] = parse(head, options) as string[][]
    return header.map((cell) => unguarded(cell.trim()))
  } catch {
    return []
  }
}

/** A record's cells by its columns; undefined where a column or a value could not be read back from a cell. */
function flatRecord(data: unknown): ReadonlyMap<string, string> | undefined {
  if (!isObject(data)) return undefined
  const record = data as JsonObject
  const isBack = isRejectedRow(Object.keys(record))
  const cells = new Map<string, string>()
  for (const [column, value] of Object.entries(isBack ? withoutRejection(record) : record)) {
    if (!isColumn(column) || (typeof value === 'object' && value !== null)) return undefined
    const cell = value === null || value === undefined ? '' : String(value)
    if (!isText(cell)) return undefined
    cells.set(column, cell)
  }
  return cells.size === 0 ? undefined : cells
}

/** A reader trims names, takes a row with an address in it for no header, and our own columns for ours. */
function isColumn(name: string): boolean {
  const isOurs = name === recordColumn || (leadingColumns as readonly string[]).includes(name)
  return name !== '' && name.trim() === name && isText(name) && !isOurs && !isValue(guarded(name))
}

/** No file of text has a NUL, and half a character cannot be written. */
function isText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

/** As JSON, which can say everything. */
function recordText(data: unknown): string {
  // Of a line that is not JSON: a NUL within it would make the file none of text.
  if (typeof data === 'string') return data.replaceAll('\0', '\\u0000')
  return typeof data === 'object' && data !== null
    ? jsonText(data as Readonly<Record<string, unknown>>)
    : JSON.stringify(data ?? null)
}

function leadingCells({ lineNumber, code, message, worth, stream }: DeadLetter): ReadonlyMap<string, string> {
  const { what, advice } = sentencesOf(message)
  const cells: Readonly<Record<(typeof leadingColumns)[number], string>> = {
    rejected_line: String(lineNumber),
    rejected_code: code,
    rejected_message: what,
    rejected_what_to_do: advice,
    rejected_event: worth?.event ?? '',
    rejected_app: worth?.app ?? '',
    rejected_worth: worth?.amount ?? '',
    rejected_currency: worth?.currency ?? '',
    rejected_stream: stream?.name ?? '',
  }
  return new Map(Object.entries(cells))
}

/** The first sentence says what is wrong, those behind it what to do. */
function sentencesOf(message: string): { readonly what: string; readonly advice: string } {
  const end = /\. (?=[A-Z`])/.exec(message)
  if (end === null) return { what: message, advice: '' }
  return { what: message.slice(0, end.index + 1), advice: message.slice(end.index + 2) }
}

/** Any separator: a spreadsheet may know another one than the file's. */
function quoted(cell: string): string {
  return /[",;|\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
