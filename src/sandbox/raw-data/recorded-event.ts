import type { SentBody } from '../../../spec/appsflyer/answers/sent-body'
import { contracts } from '../../../spec/appsflyer/events/contracts'
import { type Arrival, type ArrivalEndpoint, blockedCode, unpaidCode } from '../inbox/arrival'
import type { Inbox } from '../inbox/inbox'
import { type EventTime, eventTimeOf } from '../verdict/event-time'
import type { Install, Installs } from './installs'
import type { RowKind } from './listed-row'

/** What raw data is made of. Rows are made when somebody asks; until then an event costs no more than its place in the inbox. */
export interface RawSource {
  readonly inbox: Inbox
  readonly installs: Installs
  /** The app's IANA time zone. */
  readonly timeZoneOf: (appId: string) => string
}

/** An event that the sandbox recorded, or blocked. */
export interface RecordedEvent {
  readonly arrival: Arrival
  readonly appId: string
  readonly family: 'mobile' | 'web'
  readonly body: SentBody
  readonly name: string
  readonly time: EventTime
  readonly install: Install
  readonly isBlocked: boolean
  /** A fault took its revenue. */
  readonly isUnpaid: boolean
}

/** The event of an arrival; undefined where raw data has none of it. */
export function readRecorded(arrival: Arrival, { installs, timeZoneOf }: RawSource): RecordedEvent | undefined {
  const { endpoint, appId, receivedAtMs } = arrival
  if (!isEvent(endpoint) || appId === null || !isInRawData(arrival)) return undefined
  const family = contracts[endpoint].family === 'mobile' ? 'mobile' : 'web'
  const body: SentBody = JSON.parse(arrival.body)
  const time = eventTimeOf(family, body, receivedAtMs, timeZoneOf(appId))
  return {
    arrival,
    appId,
    family,
    body,
    name: String(family === 'mobile' ? body.eventName : body.event_name),
    time,
    install: installs.of(userOf(family, body), time.ms),
    isBlocked: hasCode(arrival, blockedCode),
    isUnpaid: hasCode(arrival, unpaidCode),
  }
}

/** Where an event stands: twice, when a re-engagement counts it beside the install (dual attribution). */
export function kindsOf({ isBlocked, install }: RecordedEvent): readonly RowKind[] {
  if (isBlocked) return ['blocked']
  return install.kind === 'retargeting' ? ['non_organic', 'retargeting'] : [install.kind]
}

/** Visits are no events: they have topics of their own. Nor has this raw data those of PBA and of devices. */
function isEvent(endpoint: ArrivalEndpoint): endpoint is 'mobile_v2' | 'mobile_v3' | 'web_event' {
  return endpoint === 'mobile_v2' || endpoint === 'mobile_v3' || endpoint === 'web_event'
}

function isInRawData(arrival: Arrival): boolean {
  const { verdict } = arrival
  return verdict === 'recorded' || verdict === 'recorded_with_losses' || hasCode(arrival, blockedCode)
}

function hasCode({ reasons }: Arrival, code: string): boolean {
  return reasons.some((reason) => reason.code === code)
}

function userOf(family: 'mobile' | 'web', body: SentBody): string {
  if (family === 'mobile') return String(body.appsflyer_id)
  const ids = body['user_id'] as { readonly appsflyer_id?: string; readonly customer_user_id?: string }
  return ids.appsflyer_id ?? ids.customer_user_id ?? ''
}
