import { limits } from '../../../spec/appsflyer/events/limits'
import type { ListedRow, RowKind, RowNote, RowPage } from './listed-row'
import { kindsOf, type RawSource, type RecordedEvent, readRecorded } from './recorded-event'
import { moneyOf, sentValue } from './row-columns'

/** Which rows to list; what is absent does not matter. */
export interface RowFilter {
  readonly kind?: RowKind
  readonly app?: string
}

export interface RowPageRequest {
  readonly filter: RowFilter
  /** Only rows of requests with a smaller id. */
  readonly before?: number
  /** After so many rows the page ends; both rows of one request stay together. */
  readonly limit: number
}

/** How many requests one call looks through, so that it never holds up the server. */
const scannedAtOnce = 5_000

/** A page of rows, newest requests first. */
export function listRows(source: RawSource, { filter, before, limit }: RowPageRequest): RowPage {
  const { total, kept, oldestId, newestId } = source.inbox.summary()
  const page = { rows: [] as ListedRow[], gone: total - kept }
  if (oldestId === null || newestId === null) return { ...page, next: null }
  const start = Math.min(before ?? newestId + 1, newestId + 1) - 1
  const stop = Math.max(oldestId, start - scannedAtOnce + 1)
  for (let id = start; id >= stop; id--) {
    const arrival = source.inbox.get(id)
    if (arrival === undefined || (filter.app !== undefined && arrival.appId !== filter.app)) continue
    const event = readRecorded(arrival, source)
    if (event !== undefined) page.rows.push(...rowsOf(event, filter.kind))
    if (page.rows.length >= limit) return { ...page, next: id > oldestId ? id : null }
  }
  return { ...page, next: stop > oldestId ? stop : null }
}

function rowsOf(event: RecordedEvent, wanted: RowKind | undefined): ListedRow[] {
  const { arrival, appId, body, name, time } = event
  const { revenue = '', currency } = moneyOf(event)
  return kindsOf(event)
    .filter((kind) => wanted === undefined || kind === wanted)
    .map((kind) => ({
      request: arrival.id,
      kind,
      eventMs: time.ms,
      eventName: name,
      appId,
      appsflyerId: event.family === 'mobile' ? String(body.appsflyer_id) : '',
      revenue,
      currency,
      notes: notesOf(event, revenue),
    }))
}

function notesOf(event: RecordedEvent, revenue: string): RowNote[] {
  const { arrival, family, time, install, isBlocked } = event
  const loses = (what: string) => arrival.reasons.some((reason) => reason.loses === what)
  const notes: readonly (readonly [RowNote, boolean])[] = [
    ['stamped_on_arrival', time.stamped !== null],
    ['revenue_lost', revenue === '' && loses('revenue')],
    ['currency_assumed', loses('currency')],
    ['value_cut', sentValue(event).length > limits.eventValueLength],
    ['answer_lost', arrival.status === null || arrival.status >= 300],
    ['counted_twice', install.kind === 'retargeting' && !isBlocked],
    ['data_locker_only', family === 'web'],
  ]
  return notes.filter(([, holds]) => holds).map(([note]) => note)
}
