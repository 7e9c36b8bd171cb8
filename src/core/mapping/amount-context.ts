import { listedCurrencies } from '../../../spec/appsflyer/events/currencies'
import { type Json, type JsonObject, own } from '../../json/json'
import { plainName, wordsOf } from '../reading/names'
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
  const key = currencyKeyOf(name, beside) ?? (isInside ? plainCurrencyKey(beside) : undefined)
  const text = key === undefined ? undefined : asText(own(beside, key))?.toUpperCase()
  return text !== undefined && /^[A-Z]{3}$/.test(text) ? text : undefined
}

function plainCurrencyKey(beside: JsonObject): string | undefined {
  return Object.keys(beside).find((candidate) => currencyKeys.has(plainName(candidate)))
}

const currencyKeys: ReadonlySet<string> = new Set(['currency', 'currencycode'])

/**
 * The column whose name says that it is this amount's currency: `presentment_currency` of `presentment_amount`,
 * `local_currency` of `amount_local`, `total.currency_code` of `total.amount`.
 */
function currencyKeyOf(name: string, beside: JsonObject): string | undefined {
  const whose = otherWords(name)
  const [plain, candidates] = [plainName(name), Object.keys(beside).filter((key) => isCurrencyKey(key, name, beside))]
  const named = candidates.find((key) => [`${plain}currency`, `${plain}currencycode`].includes(plainName(key)))
  return named ?? (whose === '' ? undefined : candidates.find((key) => otherWords(key) === whose))
}

function isCurrencyKey(key: string, name: string, beside: JsonObject): boolean {
  return /curr/i.test(key) && key !== name && isMeant(own(beside, key))
}

/** What is left of a name without the words of amounts and currencies; '' where it has none. */
function otherWords(name: string): string {
  const left = wordsOf(name).filter((word) => !ofMoney.test(word))
  return left.length === wordsOf(name).length ? '' : left.join(' ')
}

const ofMoney =
  /^(in|currency|curr|code|iso|amount|amt|price|value|revenue|gross|net|sum|cents|micros|minor|units?|number)$/

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

const unitPrice =
  /^((unit|item|product|sale|selling|sales|list|regular)?price|priceper(unit|item)|priceeach|unitamount)$/
/** The same amount under such a name is the total. */
const total = /(^|\b)(total|subtotal|amount|revenue|gross|net|paid)(\b|$)/

/** Whether an amount may be the price of one of several. */
export function isPerhapsOfOne({ name, beside }: AmountContext): boolean {
  const words = wordsOf(name).filter((word) => !listedCurrencies.has(word.toUpperCase()))
  if (!unitPrice.test(words.join(''))) return false
  const keys = Object.keys(beside)
  if (!keys.some((key) => /^(quantity|qty)$/.test(plainName(key)) && Number(own(beside, key)) > 1)) return false
  const amount = Number(own(beside, name))
  return !keys.some((key) => key !== name && total.test(wordsOf(key).join(' ')) && Number(own(beside, key)) === amount)
}

function hasOneOf(object: JsonObject, names: readonly string[]): boolean {
  return Object.keys(object).some((key) => names.includes(plainName(key)))
}
