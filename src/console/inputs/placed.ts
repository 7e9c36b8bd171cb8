import type { Weighed } from '../../run/host'
import { readRejectedRow } from '../rejected/read-rejected-row'
import type { Row } from './csv'
import type { Entry } from './read-input'

/** An entry with its place in the input. */
export interface Placed extends Weighed {
  /** 1 for the first entry. Blank lines count, so for one JSON a line it is the line. */
  readonly number: number
  /** The line where it begins. */
  readonly line: number
  readonly entry: Entry
}

/** What a row of a CSV says. */
export function entryOf(row: Row): Entry {
  if ('why' in row) return { kind: 'unreadable', why: row.why, text: row.text }
  return readRejectedRow(row.data) ?? { kind: 'record', shape: 'csv', record: { data: row.data } }
}

/** Under the stream that stands for records which name none. */
export function withStream(entry: Entry, stream: string | undefined): Entry {
  if (stream === undefined || entry.kind !== 'record' || entry.record.stream !== undefined) return entry
  return { ...entry, record: { ...entry.record, stream } }
}
