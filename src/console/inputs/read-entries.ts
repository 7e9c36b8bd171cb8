import { type Line, LineSplitter } from '../../airbyte/protocol/messages/line-splitter'
import { readRejectedRow } from '../rejected/read-rejected-row'
import type { Format } from './detect-format'
import type { Input } from './open-input'
import { type Entry, readInput } from './read-input'
import { type Row, readRows } from './read-rows'
import { readValues } from './read-values'

const maxRecordBytes = 64 * 1_048_576
const tooLong = 'The line is longer than 64 MiB.'

/** An entry with its place in the input. */
export interface Placed {
  /** 1 for the first entry. Blank lines count, so for one JSON a line it is the line. */
  readonly number: number
  /** The line where it begins. */
  readonly line: number
  readonly entry: Entry
}

export interface Following {
  /** Which entries are left out, unparsed: those that were settled before. */
  readonly isSettled: (number: number) => boolean
  /** Told of each entry as it stands, in order, those that are left out too. */
  readonly onText: (text: string) => void
}

/**
 * The entries of an input, a few at a time. `stream` stands for records that name none. Throws Unusable where the input
 * cannot be read on.
 */
export async function* readEntries(
  input: Input,
  format: Format,
  stream: string | undefined,
  { isSettled, onText }: Partial<Following> = {},
): AsyncGenerator<readonly Placed[]> {
  let number = 0
  for await (const batch of read(input, format)) {
    const placed: Placed[] = []
    for (const { line, text, parse } of batch) {
      number += 1
      onText?.(text())
      if (isSettled?.(number) !== true) placed.push({ number, line, entry: withStream(parse(), stream) })
    }
    yield placed
  }
}

interface Read {
  readonly line: number
  /** What stands there; of a line that is too long, its beginning. */
  readonly text: () => string
  readonly parse: () => Entry
}

async function* read({ name, chunks }: Input, format: Format): AsyncGenerator<readonly Read[]> {
  if (format.kind === 'csv') {
    for await (const rows of readRows(name, chunks, format.delimiter, maxRecordBytes)) {
      yield rows.map((row) => ({ line: row.line, text: () => textOf(row), parse: () => entryOf(row) }))
    }
  } else if (format.kind === 'values') {
    for await (const values of readValues(name, chunks, maxRecordBytes)) yield values.map(readLine)
  } else {
    const splitter = new LineSplitter(maxRecordBytes)
    for await (const chunk of chunks) yield splitter.push(chunk).map(readLine)
    yield splitter.end().map(readLine)
  }
}

function readLine(line: Line): Read {
  const { number, text } = line
  if (text !== null) return { line: number, text: () => text, parse: () => readInput(text) }
  const { head } = line
  return { line: number, text: () => head, parse: () => ({ kind: 'unreadable', why: tooLong, text: head }) }
}

/** With the names of the columns: under another header the same cells say something else. */
function textOf(row: Row): string {
  return 'why' in row ? row.text : JSON.stringify(row.data)
}

function entryOf(row: Row): Entry {
  if ('why' in row) return { kind: 'unreadable', why: row.why, text: row.text }
  return readRejectedRow(row.data) ?? { kind: 'record', shape: 'csv', record: { data: row.data } }
}

function withStream(entry: Entry, stream: string | undefined): Entry {
  if (stream === undefined || entry.kind !== 'record' || entry.record.stream !== undefined) return entry
  return { ...entry, record: { ...entry.record, stream } }
}
