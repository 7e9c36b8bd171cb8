import { Readable } from 'node:stream'
import { CsvError, type Info, parse } from 'csv-parse'
import type { Json } from '../../json/json'
import { Unusable } from '../unusable'
import { refuseStrayQuotes, StrayQuote } from './refuse-stray-quotes'

/** One row of a CSV: its cells by the header's names, an empty one as null. */
export type Row =
  | { readonly line: number; readonly data: { readonly [column: string]: Json } }
  /** The row does not fit the header; its cells as a JSON list. */
  | { readonly line: number; readonly why: string; readonly text: string }

interface Parsed {
  readonly record: readonly string[]
  readonly info: Info
}

const batchSize = 256

/**
 * The rows of a CSV with a header (RFC 4180). Throws Unusable where the header cannot serve or a cell that begins with a
 * quote does not end with one: taken as it comes, it would swallow the rows behind it. Cells stay text.
 */
export async function* readRows(
  name: string,
  chunks: AsyncIterable<Buffer>,
  delimiter: string,
  maxBytes: number,
): AsyncGenerator<readonly Row[]> {
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    // Those that could swallow anything have been refused.
    relax_quotes: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n'],
    max_record_size: maxBytes,
  })
  const source = Readable.from(refuseStrayQuotes(chunks, delimiter))
  source.on('error', (error) => parser.destroy(error)).pipe(parser)
  let header: readonly string[] | undefined
  let batch: Row[] = []
  // The parser counts a line end of two characters within a cell twice: lines are counted here.
  let linesBefore = 0
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const line = linesBefore + info.empty_lines + 1
      linesBefore += 1 + newlines(record)
      if (header === undefined) header = requireHeader(name, record)
      else batch.push(toRow(record, header, line))
      if (batch.length >= batchSize || parser.readableLength === 0) {
        yield batch
        batch = []
      }
    }
  } catch (error) {
    if (!(error instanceof CsvError || error instanceof StrayQuote)) throw error
    if (batch.length > 0) yield batch
    throw new Unusable(describe(name, error))
  } finally {
    source.destroy()
  }
}

/** Names are not shown: a file without a header has values there. */
function requireHeader(name: string, cells: readonly string[]): readonly string[] {
  const header = cells.map((cell) => cell.trim())
  const value = header.findIndex(isValue)
  if (value !== -1 || header.every((cell) => number.test(cell) || cell === '')) {
    throw new Unusable(
      `${name} has no header: cell ${value + 1 || 1} of its first row is a value, not a name. Put the names of the columns there.`,
    )
  }
  header.forEach((column, index) => {
    const first = header.indexOf(column)
    if (column !== '' && first !== index) {
      throw new Unusable(`Columns ${first + 1} and ${index + 1} of ${name} have the same name in its header.`)
    }
  })
  return header
}

const number = /^-?\d+(?:\.\d+)?$/
const address = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/
const phone = /^\+\d{7,15}$/
const time = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/
const id = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i
const appsflyerId = /^\d{13}-\d{7,}$/

/** Whether a cell is what no column is called: an address, a phone number, a time, an id of a device. A number may be: a year, say. */
function isValue(cell: string): boolean {
  return [address, phone, time, id, appsflyerId].some((shape) => shape.test(cell))
}

function toRow(cells: readonly string[], header: readonly string[], line: number): Row {
  if (cells.length !== header.length) {
    const why = `Cells in this row: ${cells.length}, in the header: ${header.length}. A quote or separator is misplaced.`
    return { line, why, text: JSON.stringify(cells) }
  }
  const entries = header.flatMap((column, index) => {
    const cell = cells[index] ?? ''
    return column === '' ? [] : [[column, cell === '' ? null : cell] as const]
  })
  return { line, data: Object.fromEntries(entries) }
}

function newlines(cells: readonly string[]): number {
  let count = 0
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count += 1
  }
  return count
}

/** The parser's own messages quote the file. */
function describe(name: string, error: CsvError | StrayQuote): string {
  // As a spreadsheet counts: the header is row 1, a cell with line ends in it makes no more rows.
  const number = error instanceof StrayQuote ? error.row : Number(error['records']) + Number(error['empty_lines']) + 1
  const row = `Row ${number} of ${name}`
  const mend = 'Put a cell with a quote, separator or line end in quotes, and double the quotes within it.'
  if (error instanceof StrayQuote) return `${row} has a misplaced quote. ${mend}`
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return `${row} has a quote that is never closed: everything after it is one cell. ${mend}`
    case 'CSV_MAX_RECORD_SIZE':
      return `${row} is too large for a record: a quote may be misplaced. ${mend}`
    default:
      return `${row} cannot be read as CSV (${error.code}).`
  }
}
