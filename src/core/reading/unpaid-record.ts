import { type Json, type JsonObject, own } from '../../json/json'
import { plainName, wordsOf } from './names'
import { asBoolean, asText } from './values'

/**
 * Columns that say that a record is no payment, or one that was taken back: Stripe's charges and invoices, Shopify's and
 * WooCommerce's orders, the transactions of the stores, and tables that name things likewise.
 */

/** What the name of a column says of payments. */
export type UnpaidSign =
  | 'status'
  | 'refund_status'
  | 'payment_status'
  | 'kind'
  | 'flag'
  | 'paid_flag'
  | 'time'
  | 'refunded_amount'
  | 'paid_amount'

const statuses: ReadonlySet<string> = new Set(['status', 'state'])
const paymentStatuses: ReadonlySet<string> = new Set(
  ['payment', 'order', 'financial', 'transaction', 'charge', 'invoice', 'purchase'].flatMap((of) => [
    `${of}status`,
    `${of}state`,
  ]),
)
const refundStatuses: ReadonlySet<string> = new Set(['refundstatus', 'refundstate', 'returnstatus'])
/** They say what sort of transaction it is. */
const kinds: ReadonlySet<string> = new Set([
  ...['type', 'transactiontype', 'ordertype', 'paymenttype', 'recordtype', 'inappownershiptype'],
])
const kindsWithoutPayment: ReadonlySet<string> = new Set([
  ...['refund', 'refunded', 'return', 'chargeback', 'reversal', 'void', 'creditnote', 'dispute'],
  // Another member of the family paid (App Store Server API, inAppOwnershipType).
  'familyshared',
])
/** What may have become of a payment, as flags and times say it. */
const undone = ['refunded', 'disputed', 'cancelled', 'canceled', 'voided', 'failed', 'deleted', 'reversed']
/** True of a record without payment … */
const flags: ReadonlySet<string> = new Set(
  [...undone, 'refund', 'void', 'chargeback', 'paymentfailed'].flatMap((name) => [name, `is${name}`]),
)
/** … and false of one. */
const paidFlags: ReadonlySet<string> = new Set(
  ['paid', 'captured', 'succeeded', 'success', 'successful'].flatMap((name) => [name, `is${name}`, `${name}flag`]),
)
const times: ReadonlySet<string> = new Set([
  ...undone.flatMap((name) => [`${name}at`, `${name}on`, `${name}date`, `date${name}`]),
  // A transaction of Apple's that was refunded (JWSTransactionDecodedPayload; the older receipts).
  ...['revocationdate', 'cancellationdate', 'cancellationdatems', 'refunddate'],
])
const refundedAmounts: ReadonlySet<string> = new Set([
  ...['amountrefunded', 'refundedamount', 'refundamount', 'totalrefunded', 'totalrefund', 'refundtotal'],
])
/** What was paid of it: an open invoice has 0 (Stripe, the invoice object). */
const paidAmounts: ReadonlySet<string> = new Set(['amountpaid', 'paidamount', 'totalpaid', 'amountcaptured'])

export function unpaidSignOf(key: string): UnpaidSign | undefined {
  const name = plainName(key)
  if (statuses.has(name)) return 'status'
  if (paymentStatuses.has(name)) return 'payment_status'
  if (refundStatuses.has(name)) return 'refund_status'
  if (kinds.has(name)) return 'kind'
  if (flags.has(name)) return 'flag'
  if (paidFlags.has(name)) return 'paid_flag'
  // A loader's own marks (_deleted_at) keep the row out.
  if (times.has(name)) return 'time'
  if (refundedAmounts.has(name)) return 'refunded_amount'
  return paidAmounts.has(name) ? 'paid_amount' : undefined
}

/** Objects that are the payment itself, where a status is its own: elsewhere it is a parcel's or a customer's. */
const payments: ReadonlySet<string> = new Set([
  ...['properties', 'payload', 'body', 'data', 'object', 'event', 'record', 'attributes', 'resource'],
  ...['order', 'payment', 'charge', 'transaction', 'invoice', 'purchase', 'checkout', 'sale'],
])

/** What a column says of a payment of which a part came in and stayed: it is one all the same, and nothing is to be kept out. */
export const parts = { wentBack: 'a part went back', cameIn: 'a part came in' } as const

/**
 * The condition of `where` that keeps such records out, or which part of it is a payment; undefined where the value says
 * nothing of the kind. `parent`: the key of the object it stands in, `beside` what else does.
 */
export function unpaidCondition(sign: UnpaidSign, value: Json, parent: string, beside: JsonObject): string | undefined {
  if (typeof value === 'object') return undefined
  if (!isOfPayment(sign, parent)) return undefined
  const text = asText(value)
  switch (sign) {
    case 'status':
    case 'payment_status':
      if (text === undefined || !isUnpaid(text)) return undefined
      if (/partial/i.test(text)) return /paid|captur/i.test(text) ? parts.cameIn : parts.wentBack
      return isNot(text)
    case 'refund_status':
      return text !== undefined && /^(refunded|returned)$/i.test(text) ? isNot(text) : undefined
    case 'kind':
      return text !== undefined && kindsWithoutPayment.has(plainName(text)) ? isNot(text) : undefined
    case 'flag':
      return asBoolean(value) === true ? '"is_not": true' : undefined
    case 'paid_flag':
      return asBoolean(value) === false ? '"is_not": false' : undefined
    case 'time':
      return text !== undefined && isTime(text) ? '"is_set": false' : undefined
    case 'refunded_amount':
      return Number(text) > 0 ? parts.wentBack : undefined
    case 'paid_amount':
      if (text !== undefined && Number(text) === 0) return '"is_not": 0'
      return Number(text) > 0 && Number(text) < wholeAmount(beside) ? parts.cameIn : undefined
  }
}

function isOfPayment(sign: UnpaidSign, parent: string): boolean {
  return parent === '' || sign === 'payment_status' || sign === 'refund_status' || payments.has(plainName(parent))
}

/** What was to be paid, beside what was (Stripe, the charge and invoice objects); 0 where nothing says so. */
function wholeAmount(beside: JsonObject): number {
  const key = wholeAmounts.find((name) => own(beside, name) !== undefined)
  return key === undefined ? 0 : Number(asText(own(beside, key) ?? null) ?? 0)
}

const wholeAmounts = ['amount', 'amount_due', 'total', 'total_amount', 'amount_total']

/** A refund that was not made: the money stays. A cancelled order is none of these: its cancellation is what is sent. */
export function unrefundedCondition(sign: UnpaidSign, value: Json, parent: string): string | undefined {
  if (sign !== 'status' && sign !== 'payment_status' && sign !== 'refund_status') return undefined
  if (!isOfPayment(sign, parent)) return undefined
  const text = asText(value)
  if (text === undefined) return undefined
  const words = wordsOf(text)
  const isNotMade = words.some((word) => notMade.test(word) || (sign === 'refund_status' && /^cancel/.test(word)))
  return isNotMade && !words.some((word) => paidWord.test(word)) ? isNot(text) : undefined
}

const notMade = /^(fail\w{0,10}|declin\w{0,10}|denied|reject\w{0,10}|pending|requested|requires|requiresaction)$/

function isNot(text: string): string {
  return `"is_not": ${JSON.stringify(text.toLowerCase())}`
}

function isTime(text: string): boolean {
  return /\d{4}|\d[/.]\d/.test(text) && /[1-9]/.test(text)
}

const wholeStatuses: ReadonlySet<string> = new Set([
  ...['error', 'draft', 'incomplete', 'incompleteexpired', 'uncollectible', 'authorized', 'authorised', 'onhold'],
  ...['requirespaymentmethod', 'requiresaction', 'requiresconfirmation', 'requirescapture', 'awaitingpayment'],
  ...['notpaid', 'pastdue', 'deleted', 'partiallypaid', 'unpaid', 'overdue'],
])
const unpaidWord =
  /^(fail\w{0,10}|declin\w{0,10}|denied|refus\w{0,10}|reject\w{0,10}|abort\w{0,10}|abandon\w{0,10}|expired|pending|refund\w{0,10}|returned|revers\w{0,10}|revoked|disput\w{0,10}|chargeback\w{0,10}|chargedback|cancel\w{0,10}|void\w{0,10}|fraud\w{0,10}|trash\w{0,10})$/
const paidWord = /^(paid|succeeded|captured|settled|completed?|approved|won|no|not|none|never)$/

/** A status of one word, or of more: `CANCELLED_BY_CUSTOMER`, `wc-failed`. */
function isUnpaid(text: string): boolean {
  if (wholeStatuses.has(plainName(text))) return true
  const words = wordsOf(text)
  return words.some((word) => unpaidWord.test(word)) && !words.some((word) => paidWord.test(word))
}
