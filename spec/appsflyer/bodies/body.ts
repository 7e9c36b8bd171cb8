import type { DeviceIdType } from '../events/device-platforms'

/**
 * The bodies of AppsFlyer's endpoints as plain types, those of mobile apart (mobile-members.ts); body-schemas.ts has the same with
 * all that a type cannot say, and is compiled against these.
 */
/** `app_set_id`: Android's app set id; scope 1 is this app, 2 is all apps of the developer (mobile v2 and v3 OpenAPI, AndroidIds). */
export interface AppSetId {
  scope: 1 | 2
  id: string
}

/** `consent_data` (mobile v3 OpenAPI, ConsentData): the TCF string, or the three answers given by hand. */
export type ConsentData = { tcf: TcfConsent } | { manual: ManualConsent }

export interface TcfConsent {
  policy_version: number
  gdpr_applies: -1 | 0 | 1
  cmp_sdk_id: number
  cmp_sdk_version: number
  tcstring: string
}

export interface ManualConsent {
  gdpr_applies: boolean
  ad_user_data_enabled: boolean
  ad_personalization_enabled: boolean
}

/** SHA-256 in hex (mobile v3 OpenAPI, the `*_hashed` fields; S2S API for Web Attribution, "Hashed PII fields"). */
interface Hashes {
  email_hashed?: string | undefined
  phone_number_hashed?: string | undefined
  phone_number_e164_hashed?: string | undefined
  first_name_hashed?: string | undefined
  last_name_hashed?: string | undefined
}

/** What events and visits of websites share (S2S API for Web Attribution). */
interface WebBody extends Hashes {
  user_id: { customer_user_id?: string | undefined; appsflyer_id?: string | undefined }
  /** An object, unlike on mobile. */
  event_value?: Record<string, unknown> | undefined
  /** Milliseconds since 1970, UTC. */
  timestamp?: number | undefined
  ip?: string | undefined
  user_agent?: string | undefined
  http_referrer?: string | undefined
  customer_dedup_id?: string | undefined
}

export interface WebEventBody extends WebBody {
  event_name: string
  event_revenue?: number | undefined
  event_revenue_currency?: string | undefined
  event_url?: string | undefined
}

export interface WebVisitBody extends WebBody {
  event_url: string
}

/** `webDevKey`, `customerUserId` and `afUserId`: all three (Web S2S API for PBA, SetCuIdBody). */
export interface PbaSetCuidBody {
  customerUserId: string
  afUserId: string
  webDevKey: string
}

/** Web S2S API for PBA, CommonEventBody; one of the two ids at least. */
export interface PbaEventBody {
  webDevKey: string
  eventType: 'EVENT'
  eventName: string
  customerUserId?: string | undefined
  afUserId?: string | undefined
  /** Milliseconds since 1970, UTC. */
  timestamp?: number | undefined
  /** An object of texts. */
  eventValue?: Record<string, string> | undefined
  eventRevenue?: number | undefined
  eventRevenueCurrency?: string | undefined
  referrer?: string | undefined
  UserAgent?: string | undefined
  /** IPv4. */
  ip?: string | undefined
}

/** What the three calls for PCs, consoles and TVs share (PC/Console/CTV Events API). */
interface DeviceBody {
  /** Milliseconds since 1970, UTC. */
  timestamp?: number | undefined
  request_id?: string | undefined
  /** IPv4. */
  ip: string
  user_agent?: string | undefined
  device_os_version?: string | undefined
  limit_ad_tracking?: boolean | undefined
  customer_user_id?: string | undefined
  app_version?: string | undefined
  sharing_filter?: string[] | undefined
}

interface SentDeviceId {
  type: DeviceIdType
  value: string
}

export interface DeviceFirstOpenBody extends DeviceBody {
  device_ids: SentDeviceId[]
  device_model?: string | undefined
}

export interface DeviceSessionBody extends DeviceBody {
  device_ids?: SentDeviceId[] | undefined
  device_model: string
}

export interface DeviceInappBody extends DeviceBody {
  device_ids: SentDeviceId[]
  device_model?: string | undefined
  event_name: string
  event_parameters?: { af_revenue?: number | undefined; af_currency?: string | undefined } | undefined
  /** JSON as text. */
  event_custom_parameters?: string | undefined
}
