import { isObject, type Json, type JsonObject, own } from '../../json/json'
import { type Finding, finding } from '../domain/finding'
import { remembered } from '../domain/remembered'
import { redactedText, shorten } from '../person/clean-text'
import type { OwnPerson } from '../person/own-person'
import { wordsOf } from '../reading/names'
import { isWrittenAmount, parseAmount } from '../reading/parse-amount'
import { asStructure } from '../reading/values'
import type { MoneyKind } from './money-events'
import type { SpecEvent } from './spec-events'

/** A name with one of these is an amount, whatever the event … */
const amountWords =
  /^(revenue|amount|price|proceeds|gmv|turnover|paid|payment|cost|micros|cents|\w{0,20}(betrag|umsatz|preis)|montant|prix|importe|precio|importo|prezzo|bedrag|prijs|kwota)$/
/** … and with one of these where the event is a sale or carries a currency. */
const weakWords = /^(total|value|subtotal|sum|net|gross|fee|charge|arr|mrr|\w{0,20}summe|brutto|netto|valor|wert)$/
/** Beside these it counts, names or describes something else. */
const otherWords =
  /^(id|ids|type|name|code|currency|count|number|num|qty|quantity|items|item|products|users|score|level|time|date|at|index|position|list|rate|percent|percentage|discount|tax|shipping|method|status|tier|label|text|category|range|old|previous|max|min|average|avg|lifetime|ltv|country|provider|session|sessions|seconds|minutes|days|af|\w{0,20}(steuer|rabatt|versand)\w{0,20})$/
/** What an amount is measured in is not what it is: `price_in_purchased_currency`. */
const measure = /[_ -]in[_ -]\w{1,40}$/i
const ofRefund = /refund|return/i
const namedColumns = 3
const namedLength = 40

/**
 * Tells of money that is not there: a purchase, subscription or refund without an amount, and columns among the event
 * values that look like the amount that nobody mapped.
 */
export function findMissingMoney(
  values: JsonObject,
  kind: MoneyKind,
  specEvent: SpecEvent | undefined,
  hasCurrency: boolean,
  person: OwnPerson,
  findings: Finding[],
): void {
  const isSale = kind !== 'none'
  // A known event without money (a product viewed) has its amounts under AppsFlyer's names.
  const columns = isSale || specEvent === undefined ? amountColumns(values, isSale || hasCurrency) : []
  // Of a sale the amount is sought in objects, too, as webhooks have it: `event_properties.price`.
  const isRefund = kind === 'refund' || kind === 'perhaps_refund'
  const namesRefund = columns.some(({ place }) => ofRefund.test(place))
  if (isSale && (columns.length === 0 || (isRefund && !namesRefund))) columns.push(...innerAmounts(values, '', 0))
  // Of a refund, what is named after it comes first: GA4's refund_value, not its event_value_in_usd.
  if (isRefund) columns.sort((a, b) => Number(ofRefund.test(b.place)) - Number(ofRefund.test(a.place)))
  if (isSale) findings.push(finding('purchase_without_revenue', 'revenue'))
  const [first] = columns
  if (first === undefined) return
  const names = columns.slice(0, namedColumns).map(({ place }) => shown(place, person))
  const andCurrency = hasCurrency ? '' : ' Map its currency, too.'
  const andForm = first.isPlain ? '' : notPlain
  const how = `Map it with {"column": "${shown(first.place, person)}", "field": "revenue"} (Segment: the field Revenue).${andCurrency}${andForm}`
  findings.push(finding('amount_not_mapped', names.map((name) => `event_values.${name}`).join(', '), how))
}

const notPlain =
  ' Its amount is not a plain one: write such as 48.00, else the record is rejected once the column is mapped.'

const deepest = 3
const mostKeys = 100

/** The paths of amounts in objects, and in JSON in texts; the first few keys of each are looked at. */
function innerAmounts(object: JsonObject, path: string, depth: number): AmountColumn[] {
  const found: AmountColumn[] = []
  for (const key of Object.keys(object).slice(0, mostKeys)) {
    const value = own(object, key)
    const place = `${path}${key}`
    const inner = typeof value === 'string' && !value.startsWith('{') ? value : asStructure(value)
    if (isObject(inner)) {
      if (depth < deepest) found.push(...innerAmounts(inner, `${place}.`, depth + 1))
    } else if (depth > 0 && looksLikeAmount(place, value, true)) found.push({ place, isPlain: isPlain(value) })
    if (found.length >= namedColumns) break
  }
  return found
}

function amountColumns(values: JsonObject, withWeak: boolean): AmountColumn[] {
  return Object.keys(values)
    .filter((key) => looksLikeAmount(key, values[key], withWeak))
    .map((place) => ({ place, isPlain: isPlain(values[place]) }))
}

interface AmountColumn {
  readonly place: string
  /** Whether AppsFlyer takes the amount as it is written: 48.00, and not 48,00. */
  readonly isPlain: boolean
}

function isPlain(value: Json | undefined): boolean {
  return value !== undefined && parseAmount(value) !== undefined
}

function looksLikeAmount(key: string, value: Json | undefined, withWeak: boolean): boolean {
  if (typeof value !== 'number' && typeof value !== 'string') return false
  if (!isAmountName(key, withWeak)) return false
  const amount = parseAmount(value)
  return amount === undefined ? typeof value === 'string' && isWrittenAmount(value) : amount !== '0'
}

function isAmountName(key: string, withWeak: boolean): boolean {
  const strength = amountStrength(key)
  return strength === 'strong' || (withWeak && strength === 'weak')
}

/** How much the name of a column says that it is an amount. */
export const amountStrength = remembered((key): 'strong' | 'weak' | 'none' => {
  const words = wordsOf(key.replace(measure, ''))
  if (words.some((word) => otherWords.test(word))) return 'none'
  if (words.some((word) => amountWords.test(word))) return 'strong'
  return words.some((word) => weakWords.test(word)) ? 'weak' : 'none'
})

function shown(key: string, person: OwnPerson): string {
  return shorten(redactedText(key, person), namedLength)
}
