import type { WebEventBody, WebVisitBody } from '../../../spec/appsflyer/bodies/body'
import type { Json } from '../../json/json'
import type { CleanValues, WebEvent, WebVisit } from '../domain/event'
import { amountNumber } from '../reading/parse-amount'
import { utf8Bytes } from './utf8-bytes'

/** The body of a web event or of a visit (S2S API for Web Attribution). */
export function toWebBody(event: WebEvent | WebVisit, values: CleanValues): WebEventBody | WebVisitBody {
  const shared = {
    user_id: { customer_user_id: event.customer_user_id, appsflyer_id: event.appsflyerId },
    event_value: toEventValue(values),
    timestamp: event.timeMs,
    ip: event.ip,
    user_agent: event.user_agent,
    http_referrer: event.http_referrer,
    customer_dedup_id: event.dedup_id,
    email_hashed: event.person.email_hashed,
    phone_number_hashed: event.person.phone_number_hashed,
    phone_number_e164_hashed: event.person.phone_number_e164_hashed,
    first_name_hashed: event.person.first_name_hashed,
    last_name_hashed: event.person.last_name_hashed,
  }
  if (event.kind === 'web_visit') return { event_url: event.event_url, ...shared }
  return {
    event_name: event.name,
    event_revenue: event.revenue === undefined ? undefined : amountNumber(event.revenue).value,
    event_revenue_currency: event.currency,
    event_url: event.event_url,
    ...shared,
  }
}

/** AppsFlyer's own parameters stand at the top, all others under custom_parameters. */
function toEventValue(values: CleanValues): WebEventBody['event_value'] {
  const top: Record<string, Json> = {}
  const custom: Record<string, Json> = {}
  for (const [key, value] of Object.entries(values)) (key.startsWith('af_') ? top : custom)[key] = value
  const hasCustom = Object.keys(custom).length > 0
  if (!hasCustom && Object.keys(top).length === 0) return undefined
  return hasCustom ? { ...top, custom_parameters: custom } : top
}

/** What one event value takes in a web body. */
export function webEntryBytes(key: string, value: Json): number {
  const bracesAndComma = 1
  return utf8Bytes(JSON.stringify({ [key]: value })) - bracesAndComma
}
