import { setImmediate as breathe } from 'node:timers/promises'
import type { RawColumn } from '../../../spec/appsflyer/raw-data/columns'
import type { ReportQuery } from './pull-query'
import { kindsOf, type RawSource, readRecorded } from './recorded-event'
import { columnsOf } from './row-columns'
import { byteOrderMark, csvLine, inZone } from './write-csv'

/** Which rows a report has. The columns are no matter of finding them. */
export type RowQuery = Pick<ReportQuery, 'kind' | 'fromMs' | 'toMs' | 'eventNames' | 'maximumRows'> & {
  readonly appId: string | undefined
}

interface FoundRow {
  readonly id: number
  readonly eventMs: number
}

/** Requests between two looks at other work. */
const scannedAtOnce = 500

/** The requests behind a report's rows, newest event first. */
export async function findRows(source: RawSource, query: RowQuery): Promise<readonly FoundRow[]> {
  const { kind, appId, fromMs, toMs, eventNames, maximumRows } = query
  if (kind === undefined) return []
  const found: FoundRow[] = []
  let scanned = 0
  for (const arrival of source.inbox.all({})) {
    if (++scanned % scannedAtOnce === 0) await breathe()
    // No event is recorded for a moment after its arrival.
    if ((appId !== undefined && arrival.appId !== appId) || arrival.receivedAtMs < fromMs) continue
    const event = readRecorded(arrival, source)
    if (event === undefined || !kindsOf(event).includes(kind)) continue
    const eventMs = event.time.ms
    if (eventMs < fromMs || eventMs >= toMs || eventNames?.has(event.name) === false) continue
    found.push({ id: arrival.id, eventMs })
  }
  return found.sort((a, b) => b.eventMs - a.eventMs || b.id - a.id).slice(0, maximumRows)
}

const times: ReadonlySet<RawColumn> = new Set(['event_time', 'install_time', 'attributed_touch_time'])

/** A report as CSV, in parts, header first. */
export function* reportCsv(
  source: RawSource,
  { kind, columns, timeZone }: Pick<ReportQuery, 'kind' | 'columns' | 'timeZone'>,
  rows: readonly FoundRow[],
): Generator<string> {
  yield byteOrderMark + csvLine(columns.map(({ header }) => header))
  for (const { id } of rows) {
    const arrival = source.inbox.get(id)
    const event = arrival && readRecorded(arrival, source)
    // A request can leave the inbox while its report is read.
    if (event === undefined || kind === undefined) continue
    const row = columnsOf(event, kind)
    yield csvLine(columns.map(({ name }) => (times.has(name) ? inZone(row[name] ?? '', timeZone) : (row[name] ?? ''))))
  }
}
