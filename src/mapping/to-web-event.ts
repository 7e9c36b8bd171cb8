import { limits } from '../../spec/appsflyer/limits'
import type { CleanText, WebEvent, WebVisit } from '../domain/event'
import { finding } from '../domain/finding'
import { isSet } from '../domain/json'
import { deriveDedupId } from './derive-dedup-id'
import { mapParameters } from './map-parameters'
import { fitEventName, nameEvent } from './name-event'
import { asStructure, asText, unusedProperties } from './raw-event'
import { readOrigin, readUrl } from './read-address'
import { findConsentOnTheWeb } from './read-consent'
import { readMoney } from './read-money'
import { type Reading, readPerson, readTime, readValues } from './reading'

/** Reads a web event. Undefined when something it cannot do without is missing; a finding says what. */
export function toWebEvent(reading: Reading): WebEvent | undefined {
  const { raw, stream, plan, contacts, texts, findings } = reading
  const { name, specEvent } = nameEvent(raw, stream, plan, findings)
  if (name === undefined) findings.push(finding('missing_event_name', 'event_name'))
  const parameters = mapParameters(raw, specEvent, findings)
  const money = readMoney(parameters, specEvent?.isRefund ?? false, plan.configuration.defaults.currency, findings)
  const shared = readShared(reading)
  const values = readValues(withCustomData(reading, parameters.values), reading)
  const url = readUrl(texts, findings)
  if (name === undefined) return undefined
  return { kind: 'web_event', ...shared, ...money, name: fitEventName(name, 'web', contacts, findings), url, values }
}

/** Reads a visit: a page, no event name, no money. What a page call holds of those stays among its values. */
export function toWebVisit(reading: Reading): WebVisit | undefined {
  const { raw, texts, findings } = reading
  const shared = readShared(reading)
  const values = unusedProperties(raw)
  for (const field of ['revenue', 'currency'] as const) {
    const value = raw.fields[field]
    if (value !== undefined && isSet(value)) values[field] = value
  }
  const url = readUrl(texts, findings)
  if (asText(raw.fields.event_url) === undefined) findings.push(finding('missing_event_url', 'event_url'))
  return url === undefined
    ? undefined
    : { kind: 'web_visit', ...shared, url, values: readValues(withCustomData(reading, values), reading) }
}

function readShared(reading: Reading) {
  const { raw, record, choice, texts, findings } = reading
  const ids = readUserId(reading)
  findConsentOnTheWeb(raw.fields, findings)
  const timeMs = readTime(reading, 'web')
  return {
    appId: choice.app.id,
    ...ids,
    ...readOrigin(raw.fields, choice.target.endpoint, texts, findings),
    person: readPerson(reading),
    timeMs,
    referrer: texts.readRedacted('http_referrer'),
    dedupId: texts.read('dedup_id') ?? (record && deriveDedupId(record, timeMs)),
  }
}

interface UserId {
  readonly appsflyerId: CleanText | undefined
  readonly customerUserId: CleanText | undefined
}

function readUserId({ texts, findings }: Reading): UserId {
  const appsflyerId = texts.read('appsflyer_id')
  const customerUserId = texts.read('customer_user_id')
  if (appsflyerId === undefined && customerUserId === undefined) {
    findings.push(finding('missing_user_id', 'customer_user_id'))
  }
  if (customerUserId !== undefined && customerUserId.length > limits.webCustomerUserIdLength) {
    findings.push(finding('customer_user_id_too_long', 'customer_user_id'))
  }
  return { appsflyerId, customerUserId }
}

/** The web API has no custom_data: it joins the event values. */
function withCustomData({ raw }: Reading, values: Reading['raw']['properties']): Reading['raw']['properties'] {
  const customData = asStructure(raw.fields.custom_data)
  return customData !== undefined && isSet(customData) ? { ...values, custom_data: customData } : values
}
