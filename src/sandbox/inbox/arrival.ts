import type { LossKind } from '../../../spec/appsflyer/answers/silent-losses'
import type { Endpoint } from '../../../spec/appsflyer/events/contract'
import type { Money } from './money'

/**
 * What became of a request here, as it would at AppsFlyer: `refused` was answered with an error; of the accepted ones
 * (200, 202) `silently_dropped` is lost as a whole, `recorded_with_losses` is recorded and has lost its revenue, its
 * currency, fields, or somebody's privacy, and `recorded` lost nothing. A `probe` is no event but the question whether a
 * key is good (spec/appsflyer/events/probe), whatever the answer. `asked_to_erase` is no event either: OpenDSR took a request
 * to erase somebody.
 */
export const verdicts = [
  'recorded',
  'recorded_with_losses',
  'silently_dropped',
  'refused',
  'probe',
  'asked_to_erase',
] as const
export type Verdict = (typeof verdicts)[number]

/** A count of each verdict, none counted yet. */
export function noVerdicts(): Record<Verdict, number> {
  return { recorded: 0, recorded_with_losses: 0, silently_dropped: 0, refused: 0, probe: 0, asked_to_erase: 0 }
}

/** Something to know about a request; `message` never contains a value of the body. */
export interface Note {
  readonly code: string
  /** The body's field, `app_id` (path), a header's name, or null for the request as a whole. */
  readonly field: string | null
  readonly message: string
}

/** Why a request was refused, or what it lost. */
export interface Reason extends Note {
  /** What was lost. `fields`: the event arrives, these fields do not. */
  readonly loses: LossKind
  /** AppsFlyer's document that says so. */
  readonly document?: string
}

/** The reason of an event that only the report of blocked events has. */
export const blockedCode = 'event_blocked'

/** The reason of an event whose row has no revenue, though the event has. */
export const unpaidCode = 'event_unpaid'

/** Where a request was for. `erasure`: the OpenDSR API; `unknown`: AppsFlyer has no such endpoint. */
export type ArrivalEndpoint = Endpoint | 'erasure' | 'unknown'

/** What is made of a request, whatever it is answered with. */
export interface Judged {
  readonly endpoint: ArrivalEndpoint
  readonly appId: string | null
  /** Null where there is none: visits, unreadable bodies. */
  readonly eventName: string | null
  /** What the sender meant it to bring; null where there is none, or none that can be read. */
  readonly money: Money | null
  /** The same for all attempts at one event; null for what is no event. */
  readonly eventKey: string | null
  readonly verdict: Verdict
  /** Why it was not recorded, or not wholly; empty when it was. */
  readonly reasons: readonly Reason[]
  /** What AppsFlyer uses less well than it could. */
  readonly notes: readonly Note[]
}

/** Of a request that was refused before anything of it was read. */
export function refusedUnread(code: string, message: string) {
  return {
    endpoint: 'unknown',
    appId: null,
    eventName: null,
    money: null,
    eventKey: null,
    verdict: 'refused',
    reasons: [{ code, field: null, message, loses: 'event' }],
    notes: [],
  } as const satisfies Judged
}

/** One request as it came in, and what became of it. */
export interface Arrival extends Judged {
  /** 1, 2, 3, … in the order of arrival; it goes on after the inbox is cleared. */
  readonly id: number
  readonly receivedAtMs: number
  readonly method: string
  /** Without the query, which could carry a key. */
  readonly path: string
  /** The answer's status; null when the connection was reset instead. */
  readonly status: number | null
  /** The answer's body. */
  readonly answer: string
  /** Whether an injected fault decided the answer. */
  readonly fault: boolean
  /** Keys are masked before they get here. */
  readonly headers: Readonly<Record<string, string>>
  /** As it was sent. */
  readonly body: string
  readonly bodyBytes: number
}

/** An arrival without what is long: a line of a list. */
export interface ArrivalRow extends Omit<Arrival, 'headers' | 'body'> {
  /** How many requests of the inbox are of this event, this one among them. */
  readonly attempts: number
}

export function toRow({ headers: _headers, body: _body, ...row }: Arrival, attempts: number): ArrivalRow {
  return { ...row, attempts }
}

/** Whether AppsFlyer counts no money of a request though there was some, or should have been. */
export function losesMoney({ verdict, reasons }: Pick<Arrival, 'verdict' | 'reasons'>): boolean {
  return verdict === 'refused' || verdict === 'silently_dropped' || reasons.some(({ loses }) => loses === 'revenue')
}
