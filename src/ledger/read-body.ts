import type { Endpoint } from '../../spec/appsflyer/events/contract'
import { contracts } from '../../spec/appsflyer/events/contracts'
import { isObject, type Json, type JsonObject, own } from '../json/json'

/** What a body says of its event, whatever the endpoint. */
export interface SaidInBody {
  readonly name: string | null
  /** Milliseconds since 1970; null: the time of arrival counts. */
  readonly timeMs: number | null
  readonly userId: string
  /** The event value as text. */
  readonly value: string
  readonly order: string | undefined
  /** Plain decimal text. */
  readonly revenue: string | undefined
  readonly currency: string | undefined
  /** The delivery id that AppsFlyer was told. */
  readonly toldId: string | undefined
}

/** S2S mobile API: all values are texts, the event value one of JSON. */
function readMobileBody(body: JsonObject): SaidInBody {
  const value = textIn(body, 'eventValue') ?? ''
  const values = parsed(value)
  const time = textIn(body, 'eventTime')
  const custom = textIn(body, 'custom_data')
  return {
    name: textIn(body, 'eventName') ?? null,
    timeMs: time === undefined ? null : Date.parse(`${time.replace(' ', 'T')}Z`),
    userId: textIn(body, 'appsflyer_id') ?? textIn(body, 'customer_user_id') ?? '',
    value,
    order: orderIn(values),
    revenue: textIn(values, 'af_revenue'),
    currency: textIn(body, 'eventCurrency'),
    toldId: custom === undefined ? undefined : textIn(parsed(custom), 'did'),
  }
}

/** S2S API for Web Attribution: values are of their own types, the event value an object. */
function readWebBody(body: JsonObject): SaidInBody {
  const values = objectIn(body, 'event_value')
  const user = objectIn(body, 'user_id') ?? {}
  const time = own(body, 'timestamp')
  return {
    name: textIn(body, 'event_name') ?? null,
    timeMs: typeof time === 'number' ? time : null,
    userId: textIn(user, 'appsflyer_id') ?? textIn(user, 'customer_user_id') ?? '',
    value: values === undefined ? '' : JSON.stringify(values),
    order: values && (orderIn(values) ?? orderIn(objectIn(values, 'custom_parameters') ?? {})),
    revenue: textIn(body, 'event_revenue'),
    currency: textIn(body, 'event_revenue_currency'),
    toldId: textIn(body, 'customer_dedup_id'),
  }
}

/** Web S2S API for PBA: the event value is an object of texts. */
function readPbaBody(body: JsonObject): SaidInBody {
  const values = objectIn(body, 'eventValue')
  const time = own(body, 'timestamp')
  return {
    name: textIn(body, 'eventName') ?? null,
    timeMs: typeof time === 'number' ? time : null,
    userId: textIn(body, 'afUserId') ?? textIn(body, 'customerUserId') ?? '',
    value: values === undefined ? '' : JSON.stringify(values),
    order: values && orderIn(values),
    revenue: textIn(body, 'eventRevenue'),
    currency: textIn(body, 'eventRevenueCurrency'),
    toldId: undefined,
  }
}

/** PC/Console/CTV Events API: parameters of its own, all others as JSON in a text; a custom device id is the AppsFlyer id. */
function readDeviceBody(body: JsonObject): SaidInBody {
  const value = textIn(body, 'event_custom_parameters') ?? ''
  const parameters = objectIn(body, 'event_parameters') ?? {}
  const devices = own(body, 'device_ids')
  const ids = Array.isArray(devices) ? devices.filter(isObject) : []
  const device = ids.find((id) => textIn(id, 'type') === 'custom') ?? ids[0]
  const time = own(body, 'timestamp')
  return {
    name: textIn(body, 'event_name') ?? null,
    timeMs: typeof time === 'number' ? time : null,
    userId: (device && textIn(device, 'value')) ?? textIn(body, 'customer_user_id') ?? '',
    value,
    order: orderIn(parsed(value)),
    revenue: textIn(parameters, 'af_revenue'),
    currency: textIn(parameters, 'af_currency'),
    toldId: textIn(body, 'request_id'),
  }
}

/** Of a request's body, as it was or would be sent. */
export function readBody(endpoint: Endpoint, body: string): SaidInBody {
  return readers[contracts[endpoint].family](JSON.parse(body))
}

const readers = { mobile: readMobileBody, web: readWebBody, pba: readPbaBody, devices: readDeviceBody } as const

function orderIn(values: JsonObject): string | undefined {
  return textIn(values, 'af_order_id') ?? textIn(values, 'af_receipt_id') ?? textIn(values, 'order_id')
}

function textIn(object: JsonObject, name: string): string | undefined {
  const value: Json | undefined = own(object, name)
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined
}

function objectIn(object: JsonObject, name: string): JsonObject | undefined {
  const value = own(object, name)
  return isObject(value) ? value : undefined
}

/** JSON within a text; nothing where it is none, as the empty event value is. */
function parsed(text: string): JsonObject {
  if (text === '') return {}
  const value: unknown = JSON.parse(text)
  return isObject(value) ? value : {}
}
