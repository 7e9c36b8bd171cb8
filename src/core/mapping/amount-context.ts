import { type Json, type JsonObject, own } from '../../json/json'
import { plainName } from '../reading/names'
import { asText, isMeant } from '../reading/values'

/** The column of an amount, and the object that it stands in: what stands beside an amount tells how it is meant. */
export interface AmountContext {
  /** The last key of the column's path. */
  readonly name: string
  readonly beside: JsonObject
  /** In an object within the record, not at its top. */
  readonly isInside: boolean
}

/**
 * RevenueCat's `price` is in US dollars, whatever currency stands beside it (RevenueCat, webhook event fields). An amount
 * in an object of its own is in that object's currency: Shopify's `presentment_money`.
 */
export function currencyBeside({ name, beside, isInside }: AmountContext): string | undefined {
  if (plainName(name) === 'price' && isMeant(beside['price_in_purchased_currency'])) return 'USD'
  if (!isInside) return undefined
  const key = Object.keys(beside).find((candidate) => currencyKeys.has(plainName(candidate)))
  const text = key === undefined ? undefined : asText(own(beside, key))?.toUpperCase()
  return text !== undefined && /^[A-Z]{3}$/.test(text) ? text : undefined
}

const currencyKeys: ReadonlySet<string> = new Set(['currency', 'currencycode'])

/** The unit that the system behind a record writes its amounts in, and which system that is. */
export interface KnownUnit {
  readonly unit: 'minor' | 'milli'
  readonly system: string
}

const stripe: KnownUnit = { unit: 'minor', system: 'Stripe' }
const apple: KnownUnit = { unit: 'milli', system: 'The App Store' }
/** Stripe API reference: the charge, payment intent, invoice and checkout session objects. */
const stripeAmounts = /^(amount\w*|total|subtotal|unitamount)$/
const stripeColumns = [
  ...['livemode', 'paymentintent', 'balancetransaction', 'clientsecret', 'paymentmethodtypes', 'hostedinvoiceurl'],
  ...['amountcaptured', 'amountrefunded', 'amountreceived', 'amountremaining', 'statementdescriptor'],
]
/** App Store Server API, JWSTransactionDecodedPayload and JWSRenewalInfoDecodedPayload: price, renewalPrice. */
const appleAmounts = /^(price|renewalprice)$/
const appleColumns = ['inappownershiptype', 'transactionreason', 'autorenewproductid', 'signeddate']

export function unitBeside({ name, beside }: AmountContext, amount: Json): KnownUnit | undefined {
  if (!/^-?\d+$/.test(asText(amount) ?? '')) return undefined
  const plain = plainName(name)
  if (stripeAmounts.test(plain) && hasOneOf(beside, stripeColumns)) return stripe
  return appleAmounts.test(plain) && hasOneOf(beside, appleColumns) ? apple : undefined
}

const unitPrice = /^(price|unitprice|itemprice|productprice|priceperunit|unitamount)$/

/** Whether an amount may be the price of one of several. */
export function isPerhapsOfOne({ name, beside }: AmountContext): boolean {
  if (!unitPrice.test(plainName(name))) return false
  return Object.keys(beside).some((key) => /^(quantity|qty)$/.test(plainName(key)) && Number(own(beside, key)) > 1)
}

function hasOneOf(object: JsonObject, names: readonly string[]): boolean {
  return Object.keys(object).some((key) => names.includes(plainName(key)))
}
