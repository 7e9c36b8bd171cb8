import type { Json } from '../../json/json'
import { Unusable } from '../unusable'

/** One row of a CSV: its cells by the header's names, an empty one as null. */
export type Row =
  | { readonly line: number; readonly data: { readonly [column: string]: Json } }
  /** The row does not fit the header; its cells as a JSON list. */
  | { readonly line: number; readonly why: string; readonly text: string }

/** What the parser tells of a row. */
export interface ParsedRow {
  readonly record: readonly string[]
  readonly info: { readonly empty_lines: number }
}

const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

/** How a CSV is read (RFC 4180), with csv-parse. */
export function csvOptions(delimiter: string, maxBytes: number) {
  return {
    delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    // Those that could swallow anything have been refused.
    relax_quotes: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n'],
    max_record_size: maxBytes,
  }
}

/** The one that stands most often in the header, outside quotes; the comma where none does. */
export function findDelimiter(text: string): Delimiter {
  const header = (text.split('\n')[0] ?? '').replace(/"[^"]*"/g, '')
  const count = (character: string) => header.split(character).length
  return delimiters.reduce((most, each) => (count(each) > count(most) ? each : most))
}

/** The rows under a header, which is the first of them. Throws Unusable where the header cannot serve. */
export class RowsUnderHeader {
  readonly #name: string
  #header: readonly string[] | undefined
  // The parser counts a line end of two characters within a cell twice: lines are counted here.
  #linesBefore = 0

  /** `name`: of the input, as the user knows it. */
  constructor(name: string) {
    this.#name = name
  }

  /** The next row; nothing for the header. */
  read({ record, info }: ParsedRow): readonly Row[] {
    const line = this.#linesBefore + info.empty_lines + 1
    this.#linesBefore += 1 + newlines(record)
    if (this.#header !== undefined) return [toRow(record, this.#header, line)]
    this.#header = requireHeader(this.#name, record)
    return []
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
export function isValue(cell: string): boolean {
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

export const mendCell = 'Put a cell with a quote, separator or line end in quotes, and double the quotes within it.'
