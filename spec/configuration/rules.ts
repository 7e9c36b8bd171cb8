import type { DevicePlatform } from '../appsflyer/events/device-platforms'
import type { SentAs } from '../appsflyer/events/platforms'
import type { AmountUnit } from './amount-unit'
import type { FieldName } from './fields'

/**
 * The part of a configuration that decides what becomes of a record, as plain types: all that the core reads. Hosts have
 * it from the schema of a file and a form (configuration.ts), or from settings of their own.
 */
export interface Rules {
  readonly apps: readonly App[]
  readonly streams: readonly StreamMapping[]
  readonly event_names: {
    readonly style: 'appsflyer' | 'as_is'
    readonly rename: readonly { readonly from: string; readonly to: string }[]
  }
  readonly revenue_from: 'revenue' | 'total'
  readonly defaults: {
    /** ISO 3166-1, two letters. */
    readonly phone_country?: string | undefined
    /** ISO 4217, three letters. */
    readonly currency?: string | undefined
  }
  readonly privacy: {
    readonly opted_out_users: 'strip_ids' | 'strip_advertising_ids' | 'skip' | 'send'
    /** Partner ids, or `all` alone. */
    readonly sharing_filter: readonly string[]
    readonly personal_data_in_event_values: 'remove' | 'keep'
    /** `all` or `mapped_only` alone, or names. */
    readonly event_values: readonly string[]
  }
  /** AppsFlyer has the revenue of in-app purchases from the stores (ROI360). */
  readonly store_revenue_measured_by_appsflyer?: boolean | undefined
  readonly late_events: 'send' | 'reject'
  /** The API token V2: for erasures. */
  readonly api_token?: string | undefined
  readonly endpoints: BaseUrls
  /** Whether a memory is asked about records; absent: there is none. */
  readonly memory?:
    | {
        readonly store: string
        readonly complete_device_ids?: boolean | undefined
        readonly remember_deliveries_days?: number | undefined
      }
    | undefined
  /** Whether accepted requests are kept in a ledger; absent: they are not. */
  readonly ledger?: { readonly storage: string } | undefined
  readonly custom_data?: { readonly delivery_id?: 'auto' | 'off' | undefined } | undefined
}

/** Other base URLs than AppsFlyer's own: a proxy, the sandbox. */
export interface BaseUrls {
  readonly mobile_v2?: string | undefined
  readonly mobile_v3?: string | undefined
  readonly web?: string | undefined
  readonly web_pba?: string | undefined
  readonly devices?: string | undefined
  /** The Pull API and OpenDSR. */
  readonly api?: string | undefined
}

interface MobileApp {
  readonly platform: 'ios' | 'android' | 'windows'
  readonly app_id: string
  readonly key: string
  readonly api_version: 'v3' | 'v2'
}

interface WebApp {
  readonly platform: 'web'
  readonly app_id: string
  readonly key: string
  /** IANA name. */
  readonly time_zone: string
}

/** A brand bundle of people-based attribution: `app_id` is the bundle's id, `key` its web dev key. */
interface PbaApp {
  readonly platform: 'web_pba'
  readonly app_id: string
  readonly key: string
}

/** An app for a PC, a console or a TV; `key` is the dev key, which signs. */
interface DeviceApp {
  readonly platform: DevicePlatform
  /** With the prefix of its platform (`steam-480`) or without. */
  readonly app_id: string
  readonly key: string
}

/** One app with all that sending needs: its platform and the secret for its endpoint. */
export type App = MobileApp | WebApp | PbaApp | DeviceApp

/** What the records of one stream are sent as, and which column means what. */
export interface StreamMapping {
  readonly stream: string
  /** Of a mapping that is made for one of several streams of this name; else it is for all of them. */
  readonly namespace?: string | undefined
  readonly send_as: 'auto' | SentAs | 'erase' | 'skip'
  readonly event_name?: string | undefined
  readonly app_id?: string | undefined
  readonly columns: readonly {
    readonly column: string
    readonly field: FieldName
    readonly unit?: AmountUnit | undefined
  }[]
  readonly event_values: readonly {
    readonly name: string
    readonly column?: string | undefined
    readonly value?: string | undefined
  }[]
  readonly constants: readonly { readonly field: FieldName; readonly value: string }[]
  readonly where: readonly Condition[]
  /** IANA name, of times without a zone. */
  readonly time_zone?: string | undefined
}

/** A condition that a row must meet to be sent. */
export interface Condition {
  readonly column: string
  readonly is?: string | undefined
  readonly is_not?: string | undefined
  readonly in?: readonly string[] | undefined
  readonly not_in?: readonly string[] | undefined
  readonly is_set?: boolean | undefined
}
