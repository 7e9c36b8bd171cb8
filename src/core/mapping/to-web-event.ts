import { limits } from '../../../spec/appsflyer/events/limits'
import type { JsonObject } from '../../json/json'
import type { CleanText, WebEvent, WebVisit } from '../domain/event'
import { finding } from '../domain/finding'
import { unusedProperties } from '../reading/raw-event'
import { isSet } from '../reading/values'
import { deriveDedupId } from './derive-dedup-id'
import { findOddities, findUnpaidRevenue } from './find-oddities'
import { findWithoutPlace, webFieldsWithoutPlace } from './find-without-place'
import { refundIn } from './id-parts'
import { mapParameters } from './map-parameters'
import type { Mapping } from './mapping'
import { fitEventName, nameEvent } from './name-event'
import { readOrigin, readReferrer, readUrl } from './read-address'
import { findConsentWithoutPlace } from './read-consent'
import { readEventValues } from './read-event-values'
import { noteRounding, readMoney } from './read-money'
import { readPerson, withheldPerson } from './read-person'
import { textsReader } from './read-texts'
import { readTime } from './read-time'
import { hasOptedOutOnTheWeb } from './read-tracking'
import { readValues } from './read-values'

const readTexts = textsReader('web')
const withoutPlace = webFieldsWithoutPlace('web')

/**
 * Reads a web event. Undefined when something it cannot do without is missing (a finding says what); `opted_out` when the
 * user opted out of ad tracking and the configuration sends no such events.
 */
export function toWebEvent(mapping: Mapping): WebEvent | 'opted_out' | undefined {
  const { raw, fields, stream, plan, findings } = mapping
  const hasOptedOut = hasOptedOutOnTheWeb(fields)
  if (hasOptedOut && plan.configuration.privacy.opted_out_users === 'skip') return 'opted_out'
  const named = nameEvent(raw, fields, stream, plan, findings)
  const { name, specEvent, money: moneyKind } = named
  if (name === undefined) findings.push(finding('missing_event_name', 'event_name'))
  const { revenue_from: revenueFrom, defaults } = plan.configuration
  const parameters = mapParameters(raw, fields, specEvent, moneyKind, revenueFrom, findings)
  const money = readMoney(parameters, raw, moneyKind, defaults.currency, fields)
  noteRounding(money, fields, 'The web takes a number.')
  const shared = readShared(mapping, hasOptedOut, name, refundIn(money.revenue))
  const all = withCustomData(mapping, parameters.values)
  const values = readEventValues(all, parameters, money, moneyKind, specEvent, mapping)
  const url = readUrl(fields, false)
  findUnpaidRevenue(mapping, named, money)
  findOddities(mapping)
  if (name === undefined) return undefined
  return {
    kind: 'web_event',
    ...shared,
    ...money,
    name: fitEventName(name, 'web', fields.own, findings),
    event_url: url,
    values,
  }
}

/** Reads a visit: a page, no event name, no money. What a page call holds of those stays among its values. */
export function toWebVisit(mapping: Mapping): WebVisit | 'opted_out' | undefined {
  const { raw, fields, plan, findings } = mapping
  const hasOptedOut = hasOptedOutOnTheWeb(fields)
  if (hasOptedOut && plan.configuration.privacy.opted_out_users === 'skip') return 'opted_out'
  const shared = readShared(mapping, hasOptedOut, undefined)
  const values = unusedProperties(raw)
  for (const field of ['revenue', 'currency'] as const) {
    const value = fields.value(field)
    if (value !== undefined && fields.has(field)) values[field] = value
  }
  const isPage = raw.call === 'page' || !fields.has('event_name')
  if (fields.has('revenue') || !isPage)
    findings.push(finding('visit_carries_event', fields.has('revenue') ? 'revenue' : 'event_name'))
  const url = readUrl(fields, true)
  if (fields.text('event_url') === undefined) findings.push(finding('missing_event_url', 'event_url'))
  return url === undefined
    ? undefined
    : { kind: 'web_visit', ...shared, event_url: url, values: readValues(withCustomData(mapping, values), mapping) }
}

function readShared(mapping: Mapping, hasOptedOut: boolean, name: string | undefined, refunded?: string) {
  const { fields, record, choice, plan, findings } = mapping
  const withholds = hasOptedOut && plan.configuration.privacy.opted_out_users === 'strip_ids'
  const ids = readUserId(mapping)
  findConsentWithoutPlace(fields)
  findWithoutPlace(mapping, withoutPlace)
  const timeMs = readTime(mapping)
  return {
    appId: choice.app.id,
    ...ids,
    ...readOrigin(fields, choice.target.endpoint, findings),
    person: withholds ? withheldPerson(fields) : readPerson(mapping),
    timeMs,
    http_referrer: readReferrer(fields),
    texts: readTexts(fields),
    // Else the delivery id stands there.
    dedup_id:
      fields.clean('dedup_id') ??
      (record && !plan.tellsDeliveryIds ? deriveDedupId(record, name, timeMs, refunded) : undefined),
  }
}

interface UserId {
  readonly appsflyerId: CleanText | undefined
  readonly customer_user_id: CleanText | undefined
}

function readUserId({ fields, findings }: Mapping): UserId {
  const appsflyerId = fields.clean('appsflyer_id')
  const customer_user_id = fields.clean('customer_user_id')
  if (appsflyerId === undefined && customer_user_id === undefined) {
    findings.push(finding('missing_user_id', 'customer_user_id'))
  }
  if (customer_user_id !== undefined && customer_user_id.length > limits.webCustomerUserIdLength) {
    findings.push(finding('customer_user_id_too_long', 'customer_user_id'))
  }
  return { appsflyerId, customer_user_id }
}

/** The web API has no custom_data: it joins the event values. */
function withCustomData({ fields }: Mapping, values: JsonObject): JsonObject {
  const customData = fields.structure('custom_data')
  return customData !== undefined && isSet(customData) ? { ...values, custom_data: customData } : values
}
