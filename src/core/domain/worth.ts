import type { Amount } from './event'

/** What a record says of money, and of which app, event and day it is: as far as it could be read, whatever becomes of it. */
export interface Worth {
  /** The configured app, as AppsFlyer knows it; undefined where none could be told. */
  readonly appId: string | undefined
  /** Without personal data; null for what has no name (a visit, a first open, a session), undefined where a name is missing. */
  readonly eventName: string | null | undefined
  /** Milliseconds since 1970; undefined: the time of arrival counts. */
  readonly timeMs: number | undefined
  /** In the currency's own unit, a refund with a minus; undefined: no revenue, or one that could not be read. */
  readonly amount: Amount | undefined
  /** Undefined where nobody names a currency, or what is named is none. */
  readonly currency: string | undefined
  /** There may be an amount, and nobody could read it. */
  readonly isUnread: boolean
}

/** Of what could not be read at all. */
export const unreadWorth: Worth = {
  appId: undefined,
  eventName: undefined,
  timeMs: undefined,
  amount: undefined,
  currency: undefined,
  isUnread: true,
}
