import type { Arrival, ArrivalEndpoint, Verdict } from './arrival'

/** Which requests to show; what is absent does not matter. */
export interface ArrivalFilter {
  readonly app?: string
  readonly event?: string
  readonly verdict?: Verdict
  readonly endpoint?: ArrivalEndpoint
  /** The code of one of its reasons or notes. */
  readonly code?: string
  /** Contained in the body, path, app id or event name, in any case. */
  readonly text?: string
  /** All attempts at one event. */
  readonly eventKey?: string
  /** Arrived at this moment or later, milliseconds since 1970. */
  readonly from?: number
  /** Arrived before this moment. */
  readonly to?: number
}

export function toPredicate({
  app,
  event,
  verdict,
  endpoint,
  code,
  text,
  eventKey,
  from,
  to,
}: ArrivalFilter): (arrival: Arrival) => boolean {
  // A pattern searches without a lower-case copy of every body.
  const pattern = text === undefined ? undefined : new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'i')
  return (arrival) =>
    (app === undefined || arrival.appId === app) &&
    (event === undefined || arrival.eventName === event) &&
    (from === undefined || arrival.receivedAtMs >= from) &&
    (to === undefined || arrival.receivedAtMs < to) &&
    (eventKey === undefined || arrival.eventKey === eventKey) &&
    (verdict === undefined || arrival.verdict === verdict) &&
    (endpoint === undefined || arrival.endpoint === endpoint) &&
    (code === undefined || has(arrival.reasons, code) || has(arrival.notes, code)) &&
    (pattern === undefined ||
      pattern.test(arrival.body) ||
      pattern.test(arrival.path) ||
      pattern.test(arrival.appId ?? '') ||
      pattern.test(arrival.eventName ?? ''))
}

function has(remarks: readonly { readonly code: string }[], code: string): boolean {
  return remarks.some((remark) => remark.code === code)
}
