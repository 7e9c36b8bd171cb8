import type { AppSetId, ConsentData } from '../../../spec/appsflyer/bodies/body'
import type { Family, MemberAt, Shape, ShapeOf } from '../../../spec/appsflyer/bodies/members'
import type { Endpoint } from '../../../spec/appsflyer/events/contract'
import type { DeviceIdType } from '../../../spec/appsflyer/events/device-platforms'
import type { SentAs } from '../../../spec/appsflyer/events/platforms'
import type { FieldOf, MemberOfField, PhoneId, TextOf } from '../../../spec/configuration/fields'
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
  readonly email_hashed: Sha256Hex | undefined
  /** Of the number in digits: country code and number, nothing else. */
  readonly phone_number_hashed: Sha256Hex | undefined
  /** Of the number in E.164, with its plus sign. */
  readonly phone_number_e164_hashed: Sha256Hex | undefined
  readonly first_name_hashed: Sha256Hex | undefined
  readonly last_name_hashed: Sha256Hex | undefined
}

/** An amount as plain decimal text (`-48.5`): at most five decimals, never an exponent. */
export type Amount = string

interface Shared {
  readonly appId: string
  readonly appsflyerId: CleanText | undefined
  /** Milliseconds since 1970; absent: the time of arrival counts. */
  readonly timeMs: number | undefined
  readonly values: CleanValues
}

interface Money {
  readonly revenue: Amount | undefined
  /** ISO 4217, upper case. */
  readonly currency: string | undefined
  /** Whether the record named the currency; else it is the configuration's. */
  readonly namesCurrency: boolean
}

/** What a member of a body is made of, by its shape, where an event has that as a field. */
interface ShapedValues extends Record<Shape, unknown> {
  text: CleanText
  digits: CleanText
  http_url: CleanText
  currency: string
  amount: Amount
  apple_id: string
  google_id: string
  uuid: string
  att_status: 0 | 1 | 2 | 3
  boolean: boolean
  app_set_id: AppSetId
  ipv4: string
  any_ip: string
  sha256: Sha256Hex
  json_text: CleanValues
  app_clip: 'app_clip'
  sharing_filter: 'all' | readonly string[]
  partners: 'all' | readonly string[]
  consent_data: ConsentData
  device_ids: readonly DeviceId[]
}

/** The fields that the bodies of an endpoint have, by the names in the table of fields and in the shapes of the members. */
type Fields<Of extends Family, At extends Endpoint> = {
  readonly [Name in FieldOf<Of> as MemberOfField<Of, Name> extends MemberAt<Of, At> ? Name : never]:
    | ShapedValues[ShapeOf<Of, MemberOfField<Of, Name>> & Shape]
    | undefined
}
/** The same in an event: plain texts and the person stand together, each in one shape, since such events are made more quickly. */
type Carried<Of extends Family, At extends Endpoint> = Omit<Fields<Of, At>, TextOf<Of> | keyof HashedPerson> & {
  readonly texts: Texts<Of>
}
export type Texts<Of extends Family> = { readonly [Name in TextOf<Of>]: CleanText | undefined }

type MobileFields = Fields<'mobile', 'mobile_v3'>
export type PhoneIds = Pick<MobileFields, PhoneId>

export interface MobileEvent extends Omit<Carried<'mobile', 'mobile_v3'>, PhoneId>, Shared, Money {
  readonly kind: 'mobile_event'
  readonly platform: 'ios' | 'android' | 'windows'
  readonly appsflyerId: CleanText
  readonly name: CleanText
  readonly ids: PhoneIds
  readonly person: HashedPerson
}

interface Web extends Shared {
  readonly customer_user_id: CleanText | undefined
  readonly person: HashedPerson
}

export interface WebEvent extends Carried<'web', 'web_event'>, Web, Money {
  readonly kind: 'web_event'
  readonly name: CleanText
}

export interface WebVisit extends Carried<'web', 'web_visit'>, Web {
  readonly kind: 'web_visit'
  readonly event_url: CleanText
}

/** An event of a website for people-based attribution. It has no place for a person, a page, a de-duplication id or a consent. */
export interface PbaEvent extends Carried<'pba', 'pba_event'>, Shared, Money {
  readonly kind: 'pba_event'
  readonly name: CleanText
}

/** Which customer user id a visitor has: no event, and without a time. */
export interface PbaIdentity {
  readonly kind: 'pba_identity'
  readonly appId: string
  readonly appsflyerId: CleanText
  readonly customer_user_id: CleanText
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
export interface DeviceEvent extends Carried<'devices', 'device_inapp'>, Money {
  readonly kind: 'device_event'
  readonly call: 'inapp' | 'first_open' | 'session'
  readonly appId: string
  readonly ip: string
  /** Of an in-app event alone. */
  readonly name: CleanText | undefined
  readonly timeMs: number | undefined
  readonly values: CleanValues
}

/**
 * The host-neutral meaning of a record: a field of the table under its name there, the rest under ours. Past src/core/person it can hold no raw personal data: the types have no place for it.
 */
export type Event = MobileEvent | WebEvent | WebVisit | PbaEvent | PbaIdentity | DeviceEvent
/** What a host or a stream sends records as, where they are events. */
export type EventKind = Exclude<SentAs, 'identify'>
