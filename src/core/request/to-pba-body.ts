import type { PbaEventBody, PbaSetCuidBody } from '../../../spec/appsflyer/bodies/body'
import type { Json } from '../../json/json'
import type { CleanValues, PbaEvent, PbaIdentity } from '../domain/event'
import { amountNumber } from '../reading/parse-amount'
import { utf8Bytes } from './utf8-bytes'

/** The body of an event for people-based attribution, or of a visitor's customer user id, without the key (Web S2S API for PBA). */
export function toPbaBody(
  event: PbaEvent | PbaIdentity,
  values: CleanValues,
): Omit<PbaEventBody, 'webDevKey'> | Omit<PbaSetCuidBody, 'webDevKey'> {
  const { customer_user_id: customerUserId, appsflyerId: afUserId } = event
  if (event.kind === 'pba_identity') return { customerUserId: event.customer_user_id, afUserId: event.appsflyerId }
  return {
    eventType: 'EVENT',
    eventName: event.name,
    customerUserId,
    afUserId,
    timestamp: event.timeMs,
    eventValue: toEventValue(values),
    eventRevenue: event.revenue === undefined ? undefined : amountNumber(event.revenue).value,
    eventRevenueCurrency: event.currency,
    referrer: event.http_referrer,
    UserAgent: event.user_agent,
    ip: event.ip,
  }
}

function toEventValue(values: CleanValues): Record<string, string> | undefined {
  const texts: Record<string, string> = {}
  for (const key of Object.keys(values)) texts[key] = textOf(values[key] ?? null)
  return Object.keys(texts).length === 0 ? undefined : texts
}

/** Its values are texts alone: a list or an object is one as JSON. */
function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** What one event value takes in such a body, its comma included. */
export function pbaEntryBytes(key: string, value: Json): number {
  const bracesAndComma = 1
  return utf8Bytes(JSON.stringify({ [key]: textOf(value) })) - bracesAndComma
}
