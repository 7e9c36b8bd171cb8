import { type Json, type JsonObject, own } from '../../json/json'
import { type Condition, filter, filterText } from './condition'
import { plainName, wordsOf } from './names'
import { asBoolean, asText } from './values'

/**
 * Columns that say that a record is no payment, or one that was taken back: Stripe's charges, invoices and refunds,
 * Shopify's and WooCommerce's orders, the transactions of the stores, and tables that name things likewise.
 */

/** What the name of a column says of payments. */
export type UnpaidSign =
  | 'status'
  | 'payment_status'
  | 'refund_status'
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
  ...['type', 'transactiontype', 'ordertype', 'paymenttype', 'recordtype', 'periodtype'],
  ...['inappownershiptype', 'revocationtype'],
])
const kindsWithoutPayment: ReadonlySet<string> = new Set([
  ...['refund', 'refunded', 'return', 'chargeback', 'reversal', 'void', 'creditnote', 'dispute', 'trial', 'freetrial'],
  // Another member of the family paid (App Store Server API, inAppOwnershipType).
  'familyshared',
])
/** A part of the price went back (App Store Server API, revocationType). */
const partialRefund = 'refundprorated'
/** What may have become of a payment, as flags and times say it. */
const undone = ['refunded', 'disputed', 'cancelled', 'canceled', 'voided', 'failed', 'deleted', 'reversed']
/** True of a record without payment … */
const flags: ReadonlySet<string> = new Set(
  [
    ...[...undone, 'refund', 'void', 'chargeback', 'paymentfailed', 'trial', 'trialperiod', 'freetrial'],
    ...['familyshare', 'familyshared'],
  ].flatMap((name) => [name, `is${name}`]),
)
/** … and false of one. */
const paidFlags: ReadonlySet<string> = new Set(
  ['paid', 'captured', 'succeeded', 'success', 'successful'].flatMap((name) => [name, `is${name}`, `${name}flag`]),
)
const times: ReadonlySet<string> = new Set([
  ...[...undone, 'chargeback', 'chargedback'].flatMap((name) => [
    ...[`${name}at`, `${name}on`, `${name}date`, `date${name}`],
  ]),
  // A transaction of Apple's that was refunded (JWSTransactionDecodedPayload; the older receipts).
  ...['revocationdate', 'cancellationdate', 'cancellationdatems', 'refunddate'],
])
const refundedAmounts: ReadonlySet<string> = new Set([
  ...['amountrefunded', 'refundedamount', 'refundamount', 'totalrefunded', 'totalrefund', 'refundtotal'],
  // Stripe, the invoice object.
  'postpaymentcreditnotesamount',
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
  ...['transactioninfo', 'eventvalues', 'eventvalue', 'eventproperties', 'eventparams'],
])

/**
 * What a column says of a payment that is none, or of which a part is none; undefined where it says nothing of the kind.
 * `parent`: the key of the object it stands in, `beside` what else does.
 */
export function unpaidCondition(
  sign: UnpaidSign,
  value: Json,
  parent: string,
  beside: JsonObject,
): Condition | undefined {
  if (typeof value === 'object') return undefined
  if (!isOfPayment(sign, parent)) return undefined
  const text = asText(value)
  switch (sign) {
    case 'status':
    case 'payment_status':
      return text === undefined ? undefined : unpaidStatus(text, sign === 'payment_status')
    case 'refund_status':
      return text === undefined ? undefined : refundedStatus(text)
    case 'kind':
      if (text === undefined) return undefined
      if (plainName(text) === partialRefund) return { part: 'went_back' }
      return kindsWithoutPayment.has(plainName(text)) ? filterText(text) : undefined
    case 'flag':
      return asBoolean(value) === true ? filter('"is_not": true') : undefined
    case 'paid_flag':
      return asBoolean(value) === false ? filter('"is_not": false') : undefined
    case 'time':
      return text !== undefined && isTime(text) ? filter('"is_set": false') : undefined
    case 'refunded_amount':
      if (!(Number(text) > 0)) return undefined
      return { part: Number(text) === wholeAmount(beside) ? 'all_went_back' : 'went_back', amount: Number(text) }
    case 'paid_amount':
      return text === undefined ? undefined : paidAmount(text, wholeAmount(beside))
  }
}

function unpaidStatus(text: string, isOfPaymentItself: boolean): Condition | undefined {
  if (isOfPaymentItself && openStatuses.has(plainName(text))) return filterText(text)
  if (!isUnpaid(text)) return undefined
  if (/partial/i.test(text)) return { part: /paid|captur/i.test(text) ? 'came_in' : 'went_back' }
  return filterText(text)
}

const openStatuses: ReadonlySet<string> = new Set(['open', 'due', 'outstanding', 'offen'])

/** Of a sale: it went back. */
function refundedStatus(text: string): Condition | undefined {
  const words = wordsOf(text)
  if (words.some((word) => negation.test(word)) || words.some((word) => notMade.test(word))) return undefined
  if (words.some((word) => /^partial/.test(word))) return { part: 'went_back' }
  return words.some((word) => refundMade.test(word)) ? filterText(text) : undefined
}

const refundMade = /^(refunded|returned|completed?|succeeded|success|done|processed|approved|full|fully)$/

function paidAmount(text: string, whole: number): Condition | undefined {
  const paid = Number(text)
  if (paid === 0) return filter('"is_not": 0', /^0(\.0{1,9})?$/.test(text))
  // A hundredth or a thousandth is the same amount in another unit.
  const isOtherUnit = [10, 100, 1_000, 1_000_000].some((factor) => Math.abs(paid * factor - whole) < 0.01)
  return paid > 0 && paid < whole && !isOtherUnit ? { part: 'came_in', amount: paid } : undefined
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
export function unrefundedCondition(
  sign: UnpaidSign,
  value: Json,
  parent: string,
  beside: JsonObject,
): Condition | undefined {
  if (sign !== 'status' && sign !== 'payment_status' && sign !== 'refund_status') return undefined
  if (!isOfPayment(sign, parent)) return undefined
  const text = asText(value)
  if (text === undefined) return undefined
  const words = wordsOf(text)
  const isOfRefund = sign === 'refund_status' || own(beside, 'object') === 'refund' || plainName(parent) === 'refund'
  const isNotMade = words.some(
    (word) => notMade.test(word) || (isOfRefund && /^(cancel\w{0,10}|void\w{0,10})$/.test(word)),
  )
  return isNotMade && !words.some((word) => paidWord.test(word)) ? filterText(text) : undefined
}

/** The epoch, and the first and last days of calendars, are what systems write for no time. */
const noDay = /^(0001|1900|1899|1970|9999|2999)-(01-01|12-3[01])/

function isTime(text: string): boolean {
  return /\d{4}|\d[/.]\d/.test(text) && /[1-9]/.test(text) && !noDay.test(text)
}

const wholeStatuses: ReadonlySet<string> = new Set([
  ...['error', 'draft', 'incomplete', 'incompleteexpired', 'uncollectible', 'authorized', 'authorised', 'onhold'],
  ...['requirespaymentmethod', 'requiresaction', 'requiresconfirmation', 'requirescapture', 'awaitingpayment'],
  ...[
    'notpaid',
    'pastdue',
    'deleted',
    'partiallypaid',
    'unpaid',
    'overdue',
    'insufficientfunds',
    'timedout',
    'timeout',
  ],
  ...['trial', 'trialing', 'intrial', 'freetrial'],
  // German, French, Spanish and Portuguese, Italian.
  ...['storniert', 'annulliert', 'erstattet', 'abgelehnt', 'fehlgeschlagen', 'annulé', 'annulée', 'remboursé'],
  ...['remboursée', 'refusé', 'refusée', 'échoué', 'échouée', 'cancelado', 'cancelada', 'reembolsado', 'reembolsada'],
  ...['rechazado', 'rechazada', 'fallido', 'fallida', 'pendiente', 'pendente', 'devuelto', 'estornado', 'annullato'],
  ...['annullata', 'rimborsato', 'rifiutato'],
])
const unpaidWord =
  /^(fail\w{0,10}|declin\w{0,10}|denied|refus\w{0,10}|reject\w{0,10}|abort\w{0,10}|abandon\w{0,10}|expired|pending|returned|revoked|disput\w{0,10}|cancel\w{0,10}|fraud\w{0,10}|trash\w{0,10})$/
/** Money that went back, whatever else became of it. */
const backWord = /^(refund\w{0,10}|revers\w{0,10}|chargeback\w{0,10}|chargedback|void\w{0,10})$/
const negation = /^(no|not|none|never|non|without)$/
const paidWord =
  /^(paid|succeeded|captured|settled|completed?|approved|won|received|confirmed|shipped|delivered|fulfilled|no|not|none|never)$/
/** What waits is the parcel. */
const parcel = /^(ship\w{0,10}|fulfil\w{0,10}|deliver\w{0,10}|pickup|dispatch\w{0,10}|pick|packing)$/
const notMade = /^(fail\w{0,10}|declin\w{0,10}|denied|reject\w{0,10}|pending|requested|requires|requiresaction)$/

/** A status of one word, or of more: `CANCELLED_BY_CUSTOMER`, `wc-failed`. */
function isUnpaid(text: string): boolean {
  if (wholeStatuses.has(plainName(text))) return true
  const words = wordsOf(text)
  const isDenied = words.some((word) => negation.test(word))
  if (!isDenied && words.some((word) => backWord.test(word)) && !words.some((word) => notMade.test(word))) return true
  if (words.some((word) => paidWord.test(word))) return false
  return words.some(
    (word) => unpaidWord.test(word) && !(word === 'pending' && words.some((other) => parcel.test(other))),
  )
}
