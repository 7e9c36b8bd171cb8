/** A body as it was sent: any JSON object; the fields named here are only those that rules look at. */
export interface SentBody {
  readonly [field: string]: unknown
  readonly appsflyer_id?: unknown
  readonly eventName?: unknown
  readonly eventValue?: unknown
  readonly eventTime?: unknown
  readonly eventCurrency?: unknown
  readonly eventRevenue?: unknown
  readonly eventRevenueCurrency?: unknown
  readonly UserAgent?: unknown
  readonly af_events_api?: unknown
  readonly af_revenue?: unknown
  readonly af_currency?: unknown
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
  readonly event_revenue_currency?: unknown
  readonly timestamp?: unknown
  readonly event_parameters?: unknown
  readonly event_custom_parameters?: unknown
}

/** The object that a text of JSON holds; undefined for all else. */
export function objectIn(text: unknown): SentBody | undefined {
  if (typeof text !== 'string' || text === '') return undefined
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

export function isObject(value: unknown): value is SentBody {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
