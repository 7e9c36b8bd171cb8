import type { SentBody } from '../../../spec/appsflyer/answers/sent-body'
import { plainRevenuePattern } from '../../../spec/appsflyer/answers/silent-losses'
import { limits } from '../../../spec/appsflyer/events/limits'
import { readAppId } from '../../../spec/appsflyer/events/platform-of-id'
import type { RawColumn } from '../../../spec/appsflyer/raw-data/columns'
import { toSeconds } from './installs'
import type { RowKind } from './listed-row'
import type { RecordedEvent } from './recorded-event'

/** A row: text by column. A column without text is absent. */
export type Columns = { readonly [name in RawColumn]?: string | undefined }

/** What AppsFlyer counts in when neither the event nor the app says otherwise. */
const defaultCurrency = 'USD'

/**
 * What stands in an event's row of a kind. Times are UTC, in whole seconds. What the sandbox does not know (the country of an
 * address, rates of exchange, what the SDK told) is absent ("Raw data field dictionary",
 * https://support.appsflyer.com/hc/en-us/articles/208387843).
 */
export function columnsOf(event: RecordedEvent, kind: RowKind): Columns {
  const { appId, name, time, isBlocked, install } = event
  const money = moneyOf(event)
  const isTwin = kind === 'retargeting'
  return {
    event_time: toSeconds(time.ms),
    event_name: name,
    event_value: cut(sentValue(event)),
    event_revenue: money.revenue,
    event_revenue_currency: money.currency,
    event_revenue_usd: money.currency === defaultCurrency ? money.revenue : undefined,
    event_source: 'S2S',
    app_id: appId,
    app_name: `Sandbox ${appId}`,
    is_organic: String(install.kind === 'organic'),
    is_retargeting: String(isTwin),
    is_primary_attribution: String(isTwin || isBlocked || install.kind !== 'retargeting'),
    campaign_type: isTwin ? 'retargeting' : install.kind === 'organic' ? 'organic' : 'UA',
    conversion_type: isTwin ? 're-engagement' : 'install',
    ...(isTwin
      ? { ...install.reengagement, retargeting_conversion_type: 're-engagement', af_reengagement_window: '30d' }
      : install.ad),
    ...(isBlocked && { blocked_reason: blockedReason, rejected_reason: blockedReason }),
    platform: platformOf(event),
    ...(event.family === 'mobile'
      ? echo(event.body, echoedOfMobile)
      : { ...echo(event.body, echoedOfWeb), ...echo(objectOf(event.body['user_id']), echoedOfWebUser) }),
  }
}

/** A reason that Protect360 gives; here for every event that a fault blocks. */
const blockedReason = 'bots'

function platformOf({ appId, family }: RecordedEvent): string {
  const reading = readAppId(appId)
  if (family === 'web') return 'web'
  return reading.kind === 'known' ? reading.platform : ''
}

/** The columns that give back what was sent, and the fields they give. */
const echoedOfMobile = {
  appsflyer_id: 'appsflyer_id',
  customer_user_id: 'customer_user_id',
  custom_data: 'custom_data',
  idfa: 'idfa',
  idfv: 'idfv',
  advertising_id: 'advertising_id',
  oaid: 'oaid',
  amazon_aid: 'amazon_aid',
  imei: 'imei',
  att: 'att',
  ip: 'ip',
  user_agent: 'ua',
  os_version: 'os',
  app_version: 'app_version_name',
  app_type: 'app_type',
  bundle_id: 'bundleIdentifier',
  install_app_store: 'app_store',
} satisfies Columns
const echoedOfWeb = {
  ip: 'ip',
  user_agent: 'user_agent',
  http_referrer: 'http_referrer',
  original_url: 'event_url',
} satisfies Columns
/** A website's id of a visitor is none of an install. */
const echoedOfWebUser = { af_web_id: 'appsflyer_id', customer_user_id: 'customer_user_id' } satisfies Columns

function echo(body: SentBody | undefined, fields: Readonly<Record<string, string>>): Columns {
  const echoed: Record<string, string> = {}
  if (body === undefined) return echoed
  for (const column in fields) {
    const value = body[fields[column] ?? '']
    if (value !== undefined) echoed[column] = textOf(value)
  }
  return echoed
}

/** The money that AppsFlyer reads. Without revenue a row has a currency nonetheless. */
export function moneyOf({ family, body, isUnpaid }: RecordedEvent): {
  readonly revenue?: string
  readonly currency: string
} {
  const values = family === 'mobile' ? valuesInText(body.eventValue) : undefined
  const revenue = textOf(family === 'mobile' ? values?.af_revenue : body.event_revenue)
  const currency = family === 'mobile' ? (body.eventCurrency ?? values?.af_currency) : body.event_revenue_currency
  return {
    ...(!isUnpaid && plainRevenuePattern.test(revenue) && { revenue }),
    currency: textOf(currency) || defaultCurrency,
  }
}

/** The value as it was sent, whole. */
export function sentValue({ family, body }: RecordedEvent): string {
  return textOf(family === 'mobile' ? body.eventValue : body.event_value)
}

/** AppsFlyer may cut a value after so many characters; here none is left in two. */
function cut(value: string): string {
  if (value.length <= limits.eventValueLength) return value
  return value.slice(0, limits.eventValueLength).replace(/[\ud800-\udbff]$/, '')
}

/** The object in a text; AppsFlyer reads nothing from anything else, an object itself among them. */
function valuesInText(value: unknown): SentBody | undefined {
  if (typeof value !== 'string') return undefined
  try {
    return objectOf(JSON.parse(value))
  } catch {
    return undefined
  }
}

function objectOf(value: unknown): SentBody | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as SentBody) : undefined
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
