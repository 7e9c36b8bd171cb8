import { parseJsonText } from '../../../spec/files/parse-json-file'
import { entryOf, type Placed, withStream } from '../../console/inputs/placed'
import { type Place, readCsvText } from '../../console/inputs/read-csv-text'
import { readInput } from '../../console/inputs/read-input'
import { parseJsonLine } from '../../json/parse-json-line'

export type Format = 'JSON' | 'JSON list' | 'JSON lines' | 'CSV'

/** What was pasted, cut into the records that `preview` would read of it. */
export type Entries =
  | { readonly ok: true; readonly format: Format; readonly entries: readonly Placed[]; readonly left: number }
  | { readonly ok: false; readonly problem: InputProblem }

/** Why a text holds no records: a sentence or two that quote nothing, and where to look. */
export interface InputProblem {
  readonly message: string
  readonly place: Place | undefined
}

/** So many records are read, since all are made anew whenever typing pauses. */
export const mostEntries = 1_000

/** One JSON document over any number of lines, a JSON list of them, one a line, or CSV with a header. `stream`: of records that name none. */
export function readEntries(text: string, stream: string | undefined): Entries {
  const read = readText(text.replace(/^\uFEFF/, ''))
  if (!read.ok) return read
  const all = read.entries.filter(({ entry }) => entry.kind !== 'blank')
  const entries = all.slice(0, mostEntries).map((placed) => ({ ...placed, entry: withStream(placed.entry, stream) }))
  return { ok: true, format: read.format, entries, left: all.length - entries.length }
}

type Read =
  | { readonly ok: true; readonly format: Format; readonly entries: readonly Placed[] }
  | (Entries & { ok: false })

function readText(text: string): Read {
  const whole = parsed(text)
  if (Array.isArray(whole)) {
    const entries = whole.map((value, index) => ({
      number: index + 1,
      line: 1,
      entry: readInput(JSON.stringify(value)),
    }))
    return { ok: true, format: 'JSON list', entries }
  }
  if (whole !== undefined || text.trim() === '') {
    return { ok: true, format: 'JSON', entries: [{ number: 1, line: 1, entry: readInput(text) }] }
  }
  const lines = text.split('\n')
  if (areLines(lines)) {
    const entries = lines.map((line, index) => ({ number: index + 1, line: index + 1, entry: readLine(line) }))
    return { ok: true, format: 'JSON lines', entries }
  }
  return looksLikeCsv(lines) ? readCsv(text) : notJson(text)
}

/** One JSON a line: the first one can be read, or it and the next are objects, if broken ones. */
function areLines(lines: readonly string[]): boolean {
  const [first = '', second = ''] = lines.filter((line) => line.trim() !== '').map((line) => line.trim())
  const isObject = (line: string) => line.startsWith('{') && line.endsWith('}') && line.length > 2
  return second !== '' && (parsed(first) !== undefined || (isObject(first) && isObject(second)))
}

function readLine(line: string): Placed['entry'] {
  const entry = readInput(line)
  if (entry.kind !== 'unreadable') return entry
  const place = placeOfMistake(line)
  return place === undefined ? entry : { ...entry, why: `${entry.why} Look at column ${place.column}.` }
}

function looksLikeCsv(lines: readonly string[]): boolean {
  const [first = '', second = ''] = lines.filter((line) => line.trim() !== '')
  return !/^\s*[[{"]/.test(first) ? /[,;\t|]/.test(first) || second !== '' : /^"[^"]*"\s*[,;\t|]/.test(first)
}

function readCsv(text: string): Read {
  const csv = readCsvText(text, 'The input')
  if (!csv.ok) return { ok: false, problem: { message: csv.problem, place: csv.place } }
  const entries = csv.rows.map((row, index) => ({ number: index + 1, line: row.line, entry: entryOf(row) }))
  return { ok: true, format: 'CSV', entries }
}

function notJson(text: string): Read {
  const place = placeOfMistake(text)
  const isData = /^\s*[[{]/.test(text)
  const message = isData
    ? 'It is not JSON. Check its commas, quotes and brackets.'
    : 'It is neither JSON nor CSV. Paste a Segment event, a row as JSON, several of them, or CSV with a header.'
  return { ok: false, problem: { message, place } }
}

/** Where JSON goes wrong or breaks off; undefined where it does not. */
function placeOfMistake(text: string): Place | undefined {
  const read = parseJsonText(text)
  if (read.ok) return undefined
  const [, line, column] = /line (\d+), column (\d+)/.exec(read.problem.message) ?? []
  return line === undefined ? undefined : { line: Number(line), column: Number(column) }
}

function parsed(text: string): unknown {
  try {
    return parseJsonLine(text)
  } catch {
    return undefined
  }
}
