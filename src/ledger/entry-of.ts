import type { EventRequest } from '../core/domain/request'
import { idHash, type LedgerEntry, orderHash, valueHash } from './entry'
import { readBody } from './read-body'

/** How the sending of an accepted request went. */
export interface Acceptance {
  readonly status?: number
  readonly attempts: number
  /** So many attempts before may have been read, too. */
  readonly mayBeDuplicated: number
  /** Milliseconds since 1970. */
  readonly acceptedAtMs: number
}

/** AppsFlyer's raw data may hold no more of an event value ("Raw data field dictionary", Event Value). */
const keptOfValue = 1_000

/** What the ledger keeps of a request that AppsFlyer accepted. All of it stands in the request's body. */
export function entryOf(request: EventRequest, acceptance: Acceptance, key: string): LedgerEntry {
  const { appId, endpoint, body, deliveryId = '' } = request
  const { status = 200, attempts, mayBeDuplicated, acceptedAtMs } = acceptance
  const { value, order, currency, revenue, toldId, ...event } = readBody(endpoint, body)
  return {
    app_id: appId,
    endpoint,
    status,
    attempts,
    ...(mayBeDuplicated > 0 && { may_be_duplicated: true }),
    event_name: event.name,
    ...(currency !== undefined && { currency }),
    ...(revenue !== undefined && { revenue }),
    accepted_at: acceptedAtMs,
    event_time: event.timeMs,
    delivery_id: deliveryId,
    ...(request.isResent && { resent: true }),
    ...(toldId === deliveryId && { on_wire: true }),
    value: valueHash(value),
    ...(value.length > keptOfValue && { value_start: valueHash(value.slice(0, keptOfValue)) }),
    user: idHash(key, event.userId),
    ...(order !== undefined && { order: orderHash(key, order) }),
  }
}
