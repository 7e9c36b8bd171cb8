import { CsvError, parse } from 'csv-parse/sync'
import { Unusable } from '../unusable'
import { csvOptions, findDelimiter, mendCell, type ParsedRow, type Row, RowsUnderHeader } from './csv'
import { QuoteWatch, StrayQuote } from './refuse-stray-quotes'

export interface Place {
  readonly line: number
  /** In UTF-16 units, as editors count. */
  readonly column: number
}

export type CsvText =
  | { readonly ok: true; readonly rows: readonly Row[] }
  /** A sentence or two; never what stands there. */
  | { readonly ok: false; readonly problem: string; readonly place: Place }

/** In UTF-8. */
const mostBytesPerUnit = 3

/** A CSV that is at hand whole, as readRows reads one from a file. */
export function readCsvText(text: string, name: string): CsvText {
  const delimiter = findDelimiter(text.replace(/^\uFEFF/, ''))
  const quote = badQuote(text, delimiter)
  if (quote !== undefined) return { ok: false, ...quote }
  const rows = new RowsUnderHeader(name)
  try {
    const parsed: unknown = parse(text, csvOptions(delimiter, text.length * mostBytesPerUnit + 1))
    return { ok: true, rows: (parsed as readonly ParsedRow[]).flatMap((row) => rows.read(row)) }
  } catch (error) {
    if (error instanceof Unusable) return { ok: false, problem: error.message, place: { line: 1, column: 1 } }
    if (!(error instanceof CsvError)) throw error
    return { ok: false, problem: `It cannot be read as CSV (${error.code}).`, place: { line: 1, column: 1 } }
  }
}

/** The first quote that would swallow what is behind it. */
function badQuote(text: string, delimiter: string): { readonly problem: string; readonly place: Place } | undefined {
  const encoder = new TextEncoder()
  const whole = new QuoteWatch(delimiter)
  try {
    whole.look(encoder.encode(text))
    if (!whole.isInQuotes) {
      whole.end()
      return undefined
    }
  } catch (error) {
    if (!(error instanceof StrayQuote)) throw error
  }
  // Once more, sign by sign, to say where.
  const watch = new QuoteWatch(delimiter)
  let opened = 0
  for (let at = 0; at < text.length; at += 1) {
    const wasInQuotes = watch.isInQuotes
    try {
      watch.look(encoder.encode(text.charAt(at)))
    } catch {
      return { problem: `A quote is misplaced. ${mendCell}`, place: placeAt(text, at) }
    }
    if (!wasInQuotes && watch.isInQuotes) opened = at
  }
  const problem = watch.isInQuotes
    ? `A quote is never closed: everything after it is one cell. ${mendCell}`
    : `A quote is misplaced. ${mendCell}`
  return { problem, place: placeAt(text, watch.isInQuotes ? opened : text.length) }
}

/** Where a text's sign with this index stands. */
function placeAt(text: string, index: number): Place {
  const before = text.slice(0, index)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: index - lineStart + 1 }
}
