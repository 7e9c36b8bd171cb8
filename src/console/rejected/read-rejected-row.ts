import type { Json } from '../../json/json'
import { type Entry, readInput } from '../inputs/read-input'
import { isRejectedHeader, leadingColumns, recordColumn, unguarded } from './rejected-columns'

type Row = { readonly [column: string]: Json }

/** A row of a file that `--rejected FILE.csv` wrote, as the record that was rejected; undefined for any other row. */
export function readRejectedRow(row: Row): Entry | undefined {
  if (!isRejectedHeader(Object.keys(row))) return undefined
  const stream = row['rejected_stream']
  const named = typeof stream === 'string' ? { stream: unguarded(stream) } : {}
  const whole = row[recordColumn]
  if (typeof whole === 'string') {
    const entry = readInput(unguarded(whole))
    return entry.kind === 'record' ? { ...entry, shape: 'rejected', record: { ...named, ...entry.record } } : entry
  }
  const cells = Object.entries(row).filter(([column]) => !isOwn.has(column))
  const data = Object.fromEntries(cells.map(([column, cell]) => [unguarded(column), plain(cell)]))
  return { kind: 'record', shape: 'rejected', record: { data, ...named } }
}

const isOwn: ReadonlySet<string> = new Set([...leadingColumns, recordColumn])

function plain(cell: Json): Json {
  return typeof cell === 'string' ? unguarded(cell) : cell
}
