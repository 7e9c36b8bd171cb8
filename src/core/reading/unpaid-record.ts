import type { Json } from '../../json/json'
import { plainName } from './names'
import { asBoolean, asText, isPlaceholder } from './values'

/**
 * Columns that say that a record is no payment, or one that was taken back: Stripe's charges and invoices, Shopify's and
 * WooCommerce's orders, the transactions of the stores, and tables that name things likewise.
 */

/** What the name of a column says of payments. */
export type UnpaidSign = 'status' | 'payment_status' | 'flag' | 'paid_flag' | 'time' | 'refunded_amount'

const statuses: ReadonlySet<string> = new Set(['status', 'state'])
const paymentStatuses: ReadonlySet<string> = new Set(
  ['payment', 'order', 'financial', 'transaction', 'charge', 'invoice', 'purchase'].flatMap((of) => [
    `${of}status`,
    `${of}state`,
  ]),
)
/** True of a record without payment … */
const flags: ReadonlySet<string> = new Set(
  [
    'refunded',
    'disputed',
    'cancelled',
    'canceled',
    'voided',
    'void',
    'failed',
    'deleted',
    'chargeback',
    'reversed',
  ].flatMap((name) => [name, `is${name}`]),
)
/** … and false of one. */
const paidFlags: ReadonlySet<string> = new Set(
  ['paid', 'captured', 'succeeded', 'success', 'successful'].flatMap((name) => [name, `is${name}`]),
)
const times: ReadonlySet<string> = new Set([
  ...['cancelled', 'canceled', 'refunded', 'voided', 'failed', 'deleted', 'disputed', 'reversed'].flatMap((name) => [
    `${name}at`,
    `${name}on`,
    `${name}date`,
  ]),
  // A transaction of Apple's that was refunded (JWSTransactionDecodedPayload; the older receipts).
  ...['revocationdate', 'cancellationdate', 'cancellationdatems'],
])
const refundedAmounts: ReadonlySet<string> = new Set([
  ...['amountrefunded', 'refundedamount', 'refundamount', 'totalrefunded', 'totalrefund'],
])
const unpaidWords: ReadonlySet<string> = new Set([
  ...['failed', 'failure', 'paymentfailed', 'declined', 'denied', 'rejected', 'error', 'abandoned', 'expired'],
  ...['pending', 'paymentpending', 'pendingpayment', 'awaitingpayment', 'unpaid', 'notpaid', 'overdue', 'pastdue'],
  ...['authorized', 'authorised', 'onhold', 'draft', 'incomplete', 'incompleteexpired', 'uncollectible'],
  ...['requirespaymentmethod', 'requiresaction', 'requiresconfirmation', 'requirescapture'],
  ...['refunded', 'partiallyrefunded', 'fullyrefunded', 'returned', 'reversed', 'revoked', 'disputed', 'chargeback'],
  ...['chargedback', 'cancelled', 'canceled', 'void', 'voided', 'deleted', 'trash', 'trashed'],
])

export function unpaidSignOf(key: string): UnpaidSign | undefined {
  const name = plainName(key)
  if (statuses.has(name)) return 'status'
  if (paymentStatuses.has(name)) return 'payment_status'
  if (flags.has(name)) return 'flag'
  if (paidFlags.has(name)) return 'paid_flag'
  // A loader's own marks (_deleted_at) keep the row out.
  if (times.has(name)) return 'time'
  return refundedAmounts.has(name) ? 'refunded_amount' : undefined
}

/** Objects that are the payment itself, where a status is its own: elsewhere it is a parcel's or a customer's. */
const payments: ReadonlySet<string> = new Set([
  ...['properties', 'payload', 'body', 'data', 'object', 'event', 'record', 'attributes', 'resource', 'message'],
  ...['order', 'payment', 'charge', 'transaction', 'invoice', 'purchase', 'checkout', 'sale'],
])

/** The condition of `where` that keeps such records out; undefined where the value marks none. `parent`: the key of the object it stands in. */
export function unpaidCondition(sign: UnpaidSign, value: Json, parent: string): string | undefined {
  if (typeof value === 'object') return undefined
  if (parent !== '' && sign !== 'payment_status' && !payments.has(plainName(parent))) return undefined
  const text = asText(value)
  switch (sign) {
    case 'status':
    case 'payment_status':
      return text !== undefined && unpaidWords.has(plainName(text)) ? `"is_not": "${text.toLowerCase()}"` : undefined
    case 'flag':
      return asBoolean(value) === true ? '"is_not": true' : undefined
    case 'paid_flag':
      return asBoolean(value) === false ? '"is_not": false' : undefined
    case 'time':
      return text !== undefined && !isPlaceholder(text) && !/^[0\-: .tz]+$/i.test(text) ? '"is_set": false' : undefined
    case 'refunded_amount':
      return Number(text) > 0 ? '"is": 0' : undefined
  }
}
