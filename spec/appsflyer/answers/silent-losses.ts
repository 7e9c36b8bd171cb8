import { type Document, documents } from '../documents'
import { bareIosAppIdPattern } from '../events/app-id'
import type { Endpoint } from '../events/contract'

/** A body as it was sent: any JSON object; the fields named here are only those that rules look at. */
export interface SentBody {
  readonly [field: string]: unknown
  readonly appsflyer_id?: unknown
  readonly eventName?: unknown
  readonly eventValue?: unknown
  readonly eventTime?: unknown
  readonly af_events_api?: unknown
  readonly af_revenue?: unknown
  readonly att?: unknown
  readonly aie?: unknown
  readonly os?: unknown
  readonly ip?: unknown
  readonly ua?: unknown
  readonly idfa?: unknown
  readonly advertising_id?: unknown
  readonly sharing_filter?: unknown
  readonly event_name?: unknown
  readonly event_value?: unknown
  readonly event_revenue?: unknown
  readonly timestamp?: unknown
}

/** A request that AppsFlyer accepts (200, 202) although it loses the event, or the event's revenue. */
export interface SilentLoss {
  readonly code: string
  readonly endpoints: readonly Endpoint[]
  readonly loses: 'event' | 'revenue'
  /** The body's field, or `app_id` in the path. */
  readonly field: string
  /** What is wrong and how to mend it, in one or two sentences. */
  readonly advice: string
  readonly document: Document
  /** Whether a request to this app with this body suffers the loss. `appId` is decoded. */
  readonly happens: (appId: string, body: SentBody) => boolean
}

const mobile = ['mobile_v2', 'mobile_v3'] as const

/** `af_revenue`: digits, one point, a leading `-`; no sign of a currency, no thousands (mobile v3 OpenAPI, eventValue). */
const plainRevenuePattern = /^-?\d+(\.\d+)?$/

export const silentLosses: readonly SilentLoss[] = [
  {
    code: 'ios_app_id_without_prefix',
    endpoints: mobile,
    loses: 'event',
    field: 'app_id',
    advice:
      'An iOS app id starts with id: without the prefix AppsFlyer answers 200 and records nothing. Put id before the digits.',
    document: documents.mobileV3,
    happens: (appId) => bareIosAppIdPattern.test(appId),
  },
  {
    code: 'event_value_not_text',
    endpoints: mobile,
    loses: 'revenue',
    field: 'eventValue',
    advice: 'eventValue must be JSON as text, not JSON itself: otherwise revenue is not recorded. Stringify it.',
    document: documents.mobileGuide,
    happens: (_appId, body) => body.eventValue !== undefined && typeof body.eventValue !== 'string',
  },
  {
    code: 'event_value_not_json',
    endpoints: mobile,
    loses: 'revenue',
    field: 'eventValue',
    advice:
      'eventValue is text but not a JSON object: AppsFlyer reads nothing from it. Send a stringified object, or "" for nothing.',
    document: documents.mobileGuide,
    happens: (_appId, body) =>
      typeof body.eventValue === 'string' && body.eventValue !== '' && eventValues(body) === undefined,
  },
  {
    code: 'revenue_not_plain',
    endpoints: mobile,
    loses: 'revenue',
    field: 'eventValue.af_revenue',
    advice:
      'af_revenue takes digits, one decimal point and a leading minus, without symbols or formatting: 48.00, not $48.00 or 1,234.50.',
    document: documents.mobileV3,
    happens: (_appId, body) => {
      const revenue = eventValues(body)?.af_revenue
      if (revenue === undefined || revenue === null || revenue === '') return false
      return !((typeof revenue === 'string' || typeof revenue === 'number') && plainRevenuePattern.test(`${revenue}`))
    },
  },
  {
    code: 'visit_carries_event',
    endpoints: ['web_visit'],
    loses: 'event',
    field: 'event_name',
    advice:
      'A visit has no event name and no revenue: AppsFlyer counts the visit and not the event. Send it to the event endpoint.',
    document: documents.web,
    happens: (_appId, body) =>
      ['event_name', 'event_revenue', 'event_revenue_currency'].some((field) => body[field] !== undefined),
  },
]

/** The object inside a mobile body's `eventValue` text; undefined when there is none. */
function eventValues(body: SentBody): SentBody | undefined {
  const text = body.eventValue
  if (typeof text !== 'string' || text === '') return undefined
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is SentBody {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
