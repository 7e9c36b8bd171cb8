import { type Line, LineSplitter } from '../../airbyte/protocol/messages/line-splitter'
import type { Row } from './csv'
import type { Format } from './detect-format'
import type { Input } from './open-input'
import { entryOf, type Placed, withStream } from './placed'
import { type Entry, readInput } from './read-input'
import { readRows } from './read-rows'
import { readValues } from './read-values'

const maxRecordBytes = 64 * 1_048_576
const tooLong = 'The line is longer than 64 MiB.'

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
