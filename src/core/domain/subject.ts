import type { AppPlatform } from '../../../spec/appsflyer/events/platforms'
import type { CleanText, Sha256Hex } from './event'

/** Whom a record is about, and which delivery it would be: what a memory is asked by, and learns. */
export interface Subject {
  /** As AppsFlyer knows it: an iOS id with its prefix. */
  readonly appId: string
  readonly platform: AppPlatform
  /** Of the customer user id as the record has it, which may be an e-mail address: as such it goes no further. */
  readonly userHash: Sha256Hex | undefined
  readonly appsflyerId: CleanText | undefined
  /** Milliseconds since 1970; undefined where the record has no time that can be read. */
  readonly timeMs: number | undefined
  readonly device: KnownDevice
  readonly delivery: DeliveryIdentity | undefined
}

/** Which delivery a record is: the same in every try. */
export interface DeliveryIdentity {
  /**
   * 24 hexadecimal digits: the seconds since 1970 when it happened, then 64 bits of a hash. Of a visitor's user id 16 more, of the
   * user: of those with the same beginning the last counts.
   */
  readonly id: string
  /**
   * The same in every run, too. Not so for a record that has neither a key nor a time of its own: it is never taken for one
   * that was sent before.
   */
  readonly isLasting: boolean
  /** It is known that AppsFlyer accepted it and lost it: it is to be sent again. */
  readonly isResent: boolean
  /** It was made of all that the record says, so that two true events may share it: the second of a run is the second. */
  readonly isOfWholeRecord: boolean
}

/** The ids of a device, in the form AppsFlyer takes. */
export interface KnownDevice {
  readonly idfa?: string | undefined
  readonly idfv?: string | undefined
  readonly advertisingId?: string | undefined
  readonly osVersion?: string | undefined
}

/** What a memory knows of the install of a user. */
export interface KnownInstall extends KnownDevice {
  readonly appsflyerId: string
  /** Other users were seen on it. */
  readonly isShared?: boolean | undefined
}
