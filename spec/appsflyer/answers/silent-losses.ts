import { type Document, documents } from '../documents'
import { bareIosAppIdPattern } from '../events/app-id'
import type { Endpoint } from '../events/contract'
import { isObject, objectIn, type SentBody } from './sent-body'

/** What is lost of an accepted request: the whole event, its revenue, the revenue's currency, some fields, or a person's privacy. */
export type LossKind = 'event' | 'revenue' | 'currency' | 'fields' | 'privacy'

/** A request that AppsFlyer accepts (200, 202) although it loses something of it. */
export interface SilentLoss {
  readonly code: string
  readonly endpoints: readonly Endpoint[]
  readonly loses: LossKind
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
export const plainRevenuePattern = /^-?\d+(\.\d+)?$/

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
    code: 'appsflyer_id_is_a_placeholder',
    endpoints: mobile,
    loses: 'event',
    field: 'appsflyer_id',
    advice:
      'appsflyer_id is a word for nothing, such as undefined: AppsFlyer answers 200, and the event belongs to no install. Send the id that the SDK made.',
    document: documents.mobileV3,
    happens: (_appId, body) => typeof body.appsflyer_id === 'string' && isPlaceholder(body.appsflyer_id),
  },
  {
    code: 'purchase_without_revenue',
    endpoints: mobile,
    loses: 'revenue',
    field: 'eventValue.af_revenue',
    advice:
      'The name says that money came in or goes back, and eventValue has no af_revenue: AppsFlyer counts the event and no money. Send af_revenue.',
    document: documents.mobileGuide,
    happens: (_appId, body) => {
      if (moneyOf(body.eventName) === 'none') return false
      const values = body.eventValue === '' || body.eventValue === undefined ? {} : eventValues(body)
      return values !== undefined && !isGiven(values.af_revenue)
    },
  },
  {
    code: 'revenue_without_currency',
    endpoints: mobile,
    loses: 'currency',
    field: 'eventCurrency',
    advice:
      'There is revenue, and neither eventCurrency nor af_currency: AppsFlyer takes its own default currency. Send eventCurrency.',
    document: documents.mobileV3,
    happens: (_appId, body) => {
      const values = eventValues(body)
      return isGiven(values?.af_revenue) && !isGiven(values?.af_currency) && !isGiven(body.eventCurrency)
    },
  },
  {
    code: 'refund_adds_revenue',
    endpoints: mobile,
    loses: 'revenue',
    field: 'eventValue.af_revenue',
    advice: 'The name says that money goes back, and af_revenue is positive: AppsFlyer adds it. Send it with a minus.',
    document: documents.mobileGuide,
    happens: (_appId, body) => moneyOf(body.eventName) === 'refund' && isPositive(eventValues(body)?.af_revenue),
  },
  {
    code: 'purchase_without_revenue',
    endpoints: ['web_event'],
    loses: 'revenue',
    field: 'event_revenue',
    advice:
      'The name says that money came in or goes back, and there is no event_revenue: AppsFlyer counts the event and no money. Send event_revenue.',
    document: documents.web,
    happens: (_appId, body) =>
      moneyOf(body.event_name) !== 'none' && !isGiven(body.event_revenue) && !isGiven(webValues(body)?.af_revenue),
  },
  {
    code: 'revenue_outside_event_revenue',
    endpoints: ['web_event'],
    loses: 'revenue',
    field: 'event_value.af_revenue',
    advice:
      'On the web, revenue belongs into event_revenue; inside event_value it is a parameter like any other. Move it there.',
    document: documents.web,
    happens: (_appId, body) => !isGiven(body.event_revenue) && isGiven(webValues(body)?.af_revenue),
  },
  {
    code: 'revenue_without_currency',
    endpoints: ['web_event'],
    loses: 'currency',
    field: 'event_revenue_currency',
    advice:
      'There is event_revenue and no event_revenue_currency: AppsFlyer takes its own default currency. Send the currency.',
    document: documents.web,
    happens: (_appId, body) => isGiven(body.event_revenue) && !isGiven(body.event_revenue_currency),
  },
  {
    code: 'refund_adds_revenue',
    endpoints: ['web_event'],
    loses: 'revenue',
    field: 'event_revenue',
    advice:
      'The name says that money goes back, and event_revenue is positive: AppsFlyer adds it. Send it with a minus.',
    document: documents.web,
    happens: (_appId, body) => moneyOf(body.event_name) === 'refund' && isPositive(body.event_revenue),
  },
  {
    code: 'purchase_without_revenue',
    endpoints: ['pba_event'],
    loses: 'revenue',
    field: 'eventRevenue',
    advice:
      'The name says that money came in or goes back, and there is no eventRevenue: AppsFlyer counts the event and no money. Send eventRevenue.',
    document: documents.pba,
    happens: (_appId, body) =>
      moneyOf(body.eventName) !== 'none' && !isGiven(body.eventRevenue) && !isGiven(pbaValues(body)?.af_revenue),
  },
  {
    code: 'revenue_outside_event_revenue',
    endpoints: ['pba_event'],
    loses: 'revenue',
    field: 'eventValue.af_revenue',
    advice:
      'Dashboards read eventRevenue alone; inside eventValue revenue is a parameter like any other. Move it there.',
    document: documents.pba,
    happens: (_appId, body) => !isGiven(body.eventRevenue) && isGiven(pbaValues(body)?.af_revenue),
  },
  {
    code: 'revenue_without_currency',
    endpoints: ['pba_event'],
    loses: 'currency',
    field: 'eventRevenueCurrency',
    advice: 'There is eventRevenue and no eventRevenueCurrency: AppsFlyer takes its own default. Send the currency.',
    document: documents.pba,
    happens: (_appId, body) => isGiven(body.eventRevenue) && !isGiven(body.eventRevenueCurrency),
  },
  {
    code: 'refund_adds_revenue',
    endpoints: ['pba_event'],
    loses: 'revenue',
    field: 'eventRevenue',
    advice:
      'The name says that money goes back, and eventRevenue is positive: AppsFlyer adds it. Send it with a minus.',
    document: documents.pba,
    happens: (_appId, body) => moneyOf(body.eventName) === 'refund' && isPositive(body.eventRevenue),
  },
  {
    code: 'purchase_without_revenue',
    endpoints: ['device_inapp'],
    loses: 'revenue',
    field: 'event_parameters.af_revenue',
    advice:
      'The name says that money came in or goes back, and event_parameters has no af_revenue: AppsFlyer counts the event and no money. Send it.',
    document: documents.devices,
    happens: (_appId, body) =>
      moneyOf(body.event_name) !== 'none' &&
      !isGiven(deviceMoney(body)?.af_revenue) &&
      !isGiven(customParameters(body)?.af_revenue),
  },
  {
    code: 'revenue_outside_event_parameters',
    endpoints: ['device_inapp'],
    loses: 'revenue',
    field: 'event_custom_parameters.af_revenue',
    advice:
      'Revenue belongs into event_parameters; among event_custom_parameters it is one like any other. Move it there.',
    document: documents.devices,
    happens: (_appId, body) => !isGiven(deviceMoney(body)?.af_revenue) && isGiven(customParameters(body)?.af_revenue),
  },
  {
    code: 'revenue_without_currency',
    endpoints: ['device_inapp'],
    loses: 'currency',
    field: 'event_parameters.af_currency',
    advice: 'There is af_revenue and no af_currency: AppsFlyer takes its own default. Send the currency.',
    document: documents.devices,
    happens: (_appId, body) => isGiven(deviceMoney(body)?.af_revenue) && !isGiven(deviceMoney(body)?.af_currency),
  },
  {
    code: 'refund_adds_revenue',
    endpoints: ['device_inapp'],
    loses: 'revenue',
    field: 'event_parameters.af_revenue',
    advice: 'The name says that money goes back, and af_revenue is positive: AppsFlyer adds it. Send it with a minus.',
    document: documents.devices,
    happens: (_appId, body) => moneyOf(body.event_name) === 'refund' && isPositive(deviceMoney(body)?.af_revenue),
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

/** What careless code writes where there is no id. */
const placeholder = /^(undefined|\(?null\)?|nil|none|n\/a|nan|unknown|-|\[object object\]|0[0-]*)$/i

function isPlaceholder(text: string): boolean {
  return text.length <= 40 && placeholder.test(text.trim())
}

/** What the words of an event's name say of money; beside some words a purchase has brought none yet. */
function moneyOf(name: unknown): 'sale' | 'refund' | 'none' {
  if (typeof name !== 'string' || name.length > 200) return 'none'
  const words = name.toLowerCase().split(/[^a-z]+/)
  if (words.some((word) => noMoneyYet.test(word))) return 'none'
  if (name.toLowerCase() === 'cancel_purchase' || words.some((word) => /^refund(s|ed)?$/.test(word))) return 'refund'
  return words.some((word) => /^(purchased?|renewal|renewed|subscribed?)$/.test(word)) ? 'sale' : 'none'
}

const noMoneyYet =
  /^(start|started|begin|initiated?|viewe?d?|click(ed)?|fail(ed|ure)?|attempt(ed)?|cancell?ed|request(ed)?|restored?|pending|expired|free|trial|un|page|screen|paywall)$/

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== ''
}

function isPositive(value: unknown): boolean {
  return (typeof value === 'string' || typeof value === 'number') && Number(value) > 0
}

/** The object `event_value` of a web body. */
function webValues(body: SentBody): SentBody | undefined {
  return isObject(body.event_value) ? body.event_value : undefined
}

function deviceMoney(body: SentBody): SentBody | undefined {
  return isObject(body.event_parameters) ? body.event_parameters : undefined
}

/** The object inside a device's `event_custom_parameters` text. */
function customParameters(body: SentBody): SentBody | undefined {
  return objectIn(body.event_custom_parameters)
}

/** The object `eventValue` of a PBA body. */
function pbaValues(body: SentBody): SentBody | undefined {
  return isObject(body.eventValue) ? body.eventValue : undefined
}

/** The object inside a mobile body's `eventValue` text; undefined when there is none. */
function eventValues(body: SentBody): SentBody | undefined {
  return objectIn(body.eventValue)
}
