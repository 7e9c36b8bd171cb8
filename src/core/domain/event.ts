import type { AppSetId, ConsentData } from '../../../spec/appsflyer/bodies/body'
import type { DeviceIdType } from '../../../spec/appsflyer/events/device-platforms'
import type { SentAs } from '../../../spec/appsflyer/events/platforms'
import type { JsonObject } from '../../json/json'

declare const hashed: unique symbol
declare const clean: unique symbol

/** A SHA-256 in lower-case hex. Only src/core/person makes one, so a plain e-mail address cannot stand where one is wanted. */
export type Sha256Hex = string & { readonly [hashed]: true }

/** Text without personal data in it. Only src/core/person makes one. */
export type CleanText = string & { readonly [clean]: true }

/** Event values without personal data at any depth (or with, where the configuration keeps it). Only src/core/person makes them. */
export type CleanValues = JsonObject & { readonly [clean]: true }

/** A person, known by hashes alone. */
export interface HashedPerson {
  readonly email: Sha256Hex | undefined
  /** Of the number in digits: country code and number, nothing else. */
  readonly phoneDigits: Sha256Hex | undefined
  /** Of the number in E.164, with its plus sign. */
  readonly phoneE164: Sha256Hex | undefined
  readonly firstName: Sha256Hex | undefined
  readonly lastName: Sha256Hex | undefined
}

/** An amount as plain decimal text (`-48.5`): at most five decimals, never an exponent. */
export type Amount = string

interface Shared {
  readonly appId: string
  readonly appsflyerId: CleanText | undefined
  readonly customerUserId: CleanText | undefined
  readonly person: HashedPerson
  /** Milliseconds since 1970; absent: the time of arrival counts. */
  readonly timeMs: number | undefined
  readonly ip: string | undefined
  readonly userAgent: CleanText | undefined
  readonly values: CleanValues
}

interface Money {
  readonly revenue: Amount | undefined
  /** ISO 4217, upper case. */
  readonly currency: string | undefined
  /** Whether the record named the currency; else it is the configuration's. */
  readonly namesCurrency: boolean
}

export interface MobileEvent extends Shared, Money {
  readonly kind: 'mobile_event'
  readonly platform: 'ios' | 'android' | 'windows'
  readonly appsflyerId: CleanText
  readonly name: CleanText
  readonly idfa: string | undefined
  readonly idfv: string | undefined
  readonly advertisingId: string | undefined
  readonly oaid: CleanText | undefined
  readonly amazonAid: CleanText | undefined
  readonly imei: CleanText | undefined
  /** Scope 1 is this app, 2 all apps of the developer. */
  readonly appSetId: AppSetId | undefined
  /** App Tracking Transparency: 0 not determined, 1 restricted, 2 denied, 3 authorized. */
  readonly attStatus: 0 | 1 | 2 | 3 | undefined
  readonly adTrackingEnabled: boolean | undefined
  readonly osVersion: CleanText | undefined
  readonly appVersion: CleanText | undefined
  readonly appStore: CleanText | undefined
  readonly isAppClip: boolean | undefined
  readonly bundleIdentifier: CleanText | undefined
  readonly facebookLoginId: string | undefined
  readonly consent: ConsentData | undefined
  readonly sharingFilter: 'all' | readonly string[] | undefined
  readonly customData: CleanValues | undefined
}

interface Web extends Shared {
  readonly referrer: CleanText | undefined
  readonly dedupId: CleanText | undefined
}

export interface WebEvent extends Web, Money {
  readonly kind: 'web_event'
  readonly name: CleanText
  readonly url: CleanText | undefined
}

export interface WebVisit extends Web {
  readonly kind: 'web_visit'
  readonly url: CleanText
}

/** An event of a website for people-based attribution. It has no place for a person, a page, a de-duplication id or a consent. */
export interface PbaEvent extends Omit<Shared, 'person'>, Money {
  readonly kind: 'pba_event'
  readonly name: CleanText
  readonly referrer: CleanText | undefined
}

/** Which customer user id a visitor has: no event, and without a time. */
export interface PbaIdentity {
  readonly kind: 'pba_identity'
  readonly appId: string
  readonly appsflyerId: CleanText
  readonly customerUserId: CleanText
  readonly timeMs: undefined
  /** None: it is weighed and trimmed as events are. */
  readonly values: CleanValues
}

/** One id of a PC, a console or a TV. */
export interface DeviceId {
  readonly type: DeviceIdType
  readonly value: CleanText
}

/** What happened on a PC, a console or a TV: an in-app event, a first open, a session. */
export interface DeviceEvent extends Money {
  readonly kind: 'device_event'
  readonly call: 'inapp' | 'first_open' | 'session'
  readonly appId: string
  readonly deviceIds: readonly DeviceId[]
  readonly deviceModel: CleanText | undefined
  readonly osVersion: CleanText | undefined
  readonly ip: string
  readonly userAgent: CleanText | undefined
  readonly limitAdTracking: boolean | undefined
  readonly customerUserId: CleanText | undefined
  readonly appVersion: CleanText | undefined
  /** Of an in-app event alone. */
  readonly name: CleanText | undefined
  readonly sharingFilter: 'all' | readonly string[] | undefined
  /** A lower-case UUID, the same for every try. */
  readonly requestId: string | undefined
  readonly timeMs: number | undefined
  readonly values: CleanValues
}

/** The host-neutral meaning of a record. Past src/core/person it can hold no raw personal data: the types have no place for it. */
export type Event = MobileEvent | WebEvent | WebVisit | PbaEvent | PbaIdentity | DeviceEvent
/** What a host or a stream sends records as, where they are events. */
export type EventKind = Exclude<SentAs, 'identify'>
