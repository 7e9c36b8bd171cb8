import type { MemberOf } from '../../appsflyer/bodies/members'
import type { IdentityType } from '../../appsflyer/erasure/opendsr'
import type { DeviceIdType } from '../../appsflyer/events/device-platforms'

/** A row of the table of fields: all that is known of a field, but for the reader of one with rules of its own. */
export interface Field {
  readonly title: string
  readonly description: string
  /** Other column names that mean the same (any case, spaces or dashes for underscores). */
  readonly aliases?: readonly string[]
  /** Names that mean the field among the properties of an event, where its own name and its aliases may mean anything. */
  readonly propertyNames?: readonly string[]
  /** Where a plain text stands in a Segment event. */
  readonly segment?: `context.${string}.${string}`
  /** Which kinds of event carry it. */
  readonly on: 'all' | 'mobile' | 'web' | 'devices'
  /** Only devices of this platform have it. */
  readonly only?: 'ios' | 'android'
  readonly type: 'string' | 'number' | 'boolean' | 'object' | 'array'
  /** How it is read: as all of its kind are, or by a reader of its own in src/core/mapping. */
  readonly read: Reading
  /** A whole number, if a number at all: what a column of floating point made of it is mended. */
  readonly isWhole?: true
  /** Says who somebody is: sent as a hash alone, and not at all where the user opted out of that. */
  readonly isPersonal?: true
  /** An id of a phone; a person is followed from app to app by an advertising id. */
  readonly deviceId?: 'advertising' | 'other'
  /** The type it has in `device_ids` of a PC, a console or a TV. */
  readonly deviceIdType?: DeviceIdType
  /** As what AppsFlyer erases a user by it, on a phone the first; nothing where it does not know the id there. */
  readonly erasedAs?: readonly IdentityType[]
  /** Its name in the bodies of each family, and where it has a second one on iOS in the mobile API as first published. */
  readonly mobile?: MemberOf<'mobile'>
  readonly mobileOfIosV2?: MemberOf<'mobile'>
  readonly web?: MemberOf<'web'>
  readonly pba?: MemberOf<'pba'>
  readonly devices?: MemberOf<'devices'>
}

type Reading =
  /** Text without personal data, fitted to the form that the body's member has. */
  | 'text'
  /** An id of any form, never all zeros; withheld where the user opted out and it is an advertising id. */
  | 'opaque_id'
  | 'own'
