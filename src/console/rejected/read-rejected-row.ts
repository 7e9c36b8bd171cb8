import { isObject, type Json, type JsonObject } from '../../json/json'
import { type Entry, readInput } from '../inputs/read-input'
import { isRejectedHeader, leadingColumns, recordColumn, unguarded } from './rejected-columns'

type Row = { readonly [column: string]: Json }

/**
 * A row of a file that `--rejected FILE.csv` wrote, as the record that was rejected; undefined for any other row. What was
 * filled into its own columns since wins over the record as it came in.
 */
export function readRejectedRow(row: Row): Entry | undefined {
  if (!isRejectedHeader(Object.keys(row))) return undefined
  const stream = row['rejected_stream']
  const named = typeof stream === 'string' ? { stream: unguarded(stream) } : {}
  const cells = Object.entries(row).filter(([column]) => !isOwn.has(column))
  const filled = cells.filter(([, cell]) => isFilled(cell))
  const whole = row[recordColumn]
  if (typeof whole !== 'string' || whole === '')
    return { kind: 'record', shape: 'rejected', record: { data: dataOf(cells), ...named } }
  const entry = readInput(unguarded(whole))
  if (entry.kind === 'record') {
    const { data } = entry.record
    const mended = filled.length > 0 && isObject(data) ? { data: { ...data, ...dataOf(filled) } } : {}
    return { ...entry, shape: 'rejected', record: { ...named, ...entry.record, ...mended } }
  }
  return filled.length === 0 ? entry : { kind: 'record', shape: 'rejected', record: { data: dataOf(cells), ...named } }
}

function dataOf(cells: readonly (readonly [column: string, cell: Json])[]): JsonObject {
  return Object.fromEntries(cells.map(([column, cell]) => [unguarded(column), plain(cell)]))
}

function isFilled(cell: Json): boolean {
  return typeof cell === 'string' ? cell.trim() !== '' : cell !== null
}

const isOwn: ReadonlySet<string> = new Set([...leadingColumns, recordColumn])

function plain(cell: Json): Json {
  return typeof cell === 'string' ? unguarded(cell) : cell
}
