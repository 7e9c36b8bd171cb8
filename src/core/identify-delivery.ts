import { jsonText } from '../json/json-text'
import { comparableId } from './domain/comparable-id'
import type { CleanText, Event, PbaIdentity } from './domain/event'
import { type InputRecord, streamInId } from './domain/record'
import type { DeliveryIdentity } from './domain/subject'
import { keyOf, listed, refundIn } from './mapping/id-parts'
import type { Mapping } from './mapping/mapping'
import type { Unidentified } from './mapping/to-mobile-event'
import { sha256 } from './person/sha256'

/** The delivery of a mapped event; undefined where deliveries are neither remembered nor kept in a ledger. */
export function deliveryOf(
  event: Event | Unidentified | 'opted_out' | undefined,
  { plan, record, fields, nowMs }: Mapping,
): DeliveryIdentity | undefined {
  if (!plan.identifiesDeliveries || record === undefined || event === undefined || event === 'opted_out')
    return undefined
  const known = event.kind === 'unidentified' ? event.event : event
  return identifyDelivery(record, fields.clean('dedup_id'), known, nowMs)
}

/**
 * Which delivery the request for a record is: by the record's own id, else its primary key, else all that it says. App,
 * event and time are part of it, and the amount of a refund: one key may stand for many events (a subscription and its renewals; an
 * order and its refunds). `nowMs` stands for the time of a record that has neither a key nor a time.
 */
function identifyDelivery(
  record: InputRecord,
  recordId: CleanText | undefined,
  event: Event | Unidentified['event'],
  nowMs: number,
): DeliveryIdentity {
  if (event.kind === 'pba_identity') return pairOf(event)
  const { data, isResent = false } = record
  const key = keyOf(record)
  const isOfWholeRecord = recordId === undefined && key === undefined
  const isLasting = !isOfWholeRecord || event.timeMs !== undefined
  const timeMs = isLasting ? event.timeMs : nowMs
  const name = event.kind === 'web_visit' ? null : (event.name ?? callOf(event))
  const refunded = 'revenue' in event ? refundIn(event.revenue) : undefined
  const about = [event.appId, event.kind, name, timeMs ?? null, ...listed(refunded)]
  const own = recordId === undefined ? [streamInId(record), key ?? data] : comparableId(recordId)
  const id = secondsOf(timeMs) + sha256(jsonText([...about, own])).slice(0, 16)
  return { id, isLasting, isOfWholeRecord, isResent }
}

/**
 * Whoever has said so once need not say it again, until the visitor is said to be another user: the visitor's part comes first, the
 * user's behind it.
 */
function pairOf({ kind, appId, customer_user_id, appsflyerId }: PbaIdentity): DeliveryIdentity {
  const [visitor, user] = [[appId, kind, appsflyerId], [customer_user_id]].map((part) => sha256(JSON.stringify(part)))
  const id = secondsOf() + visitor?.slice(0, 16) + user?.slice(0, 16)
  return { id, isLasting: true, isOfWholeRecord: false, isResent: false }
}

/** A first open and a session have no name. */
function callOf(event: Event | Unidentified['event']): string | null {
  return event.kind === 'device_event' ? event.call : null
}

/** 8 hexadecimal digits: events of one time stand together in a store, whose writes then touch few of its pages. */
function secondsOf(timeMs = 0): string {
  const seconds = Math.max(0, Math.floor(timeMs / 1_000)) % 2 ** 32
  return seconds.toString(16).padStart(8, '0')
}
