import { listedCurrencies } from '../../../spec/appsflyer/events/currencies'
import type { AmountUnit } from '../../../spec/configuration/amount-unit'
import type { Json, JsonObject } from '../../json/json'
import type { Amount } from '../domain/event'
import { type Finding, finding } from '../domain/finding'
import { redactedText, shorten } from '../person/clean-text'
import type { FieldReader } from '../reading/field-reader'
import { wordsOf } from '../reading/names'
import { amountNumber, asRefund, exampleIn, exampleOf, readAmount } from '../reading/parse-amount'
import type { RawEvent } from '../reading/raw-event'
import { asText, isPlaceholder, isSet, unquoted } from '../reading/values'
import { currencyBeside, isPerhapsOfOne, unitBeside } from './amount-context'
import { currencyInName } from './currency-in-name'
import type { Parameters } from './map-parameters'
import type { MoneyKind } from './money-events'

export interface Money {
  readonly revenue: Amount | undefined
  readonly currency: string | undefined
  /** Whether the record named the currency; else it is the configuration's. */
  readonly namesCurrency: boolean
}

/** Tells of an amount that a body rounds, since it takes a number; `why` says whose. */
export function noteRounding({ revenue }: Money, fields: FieldReader, why: string): void {
  if (revenue !== undefined && !amountNumber(revenue).isExact) fields.note('revenue_rounded', 'revenue', why)
}

/** The event's money, never guessed: what cannot be read exactly rejects the record, and what is missing is told. */
export function readMoney(
  parameters: Parameters,
  raw: RawEvent,
  kind: MoneyKind,
  defaultCurrency: string | undefined,
  fields: FieldReader,
): Money {
  const { findings } = fields
  const { revenue: rawRevenue } = parameters
  const hasRevenue = isThere(rawRevenue)
  const given = givenCurrency(parameters.currency, raw, hasRevenue, findings)
  const currency = readCurrency(given, hasRevenue, defaultCurrency, findings)
  const revenue = hasRevenue ? readRevenue(rawRevenue, raw, kind, currency, findings) : undefined
  if (revenue !== undefined && given === undefined) findMissingCurrency(parameters.values, currency, fields)
  if (revenue !== undefined && isScaled(raw) && isThere(parameters.values['af_price'])) findings.push(pricesAsTheyAre)
  return { revenue, currency, namesCurrency: given !== undefined }
}

/** Whether the revenue is written in another unit than the currency's own. */
function isScaled({ revenueUnit }: RawEvent): boolean {
  return revenueUnit !== undefined && revenueUnit !== 'major'
}

const pricesAsTheyAre = finding(
  'amount_unit_unclear',
  'event_values.af_price',
  "The unit that is given is the revenue's alone: prices went out as they are.",
)

/** Tells of an amount whose currency nobody names: the column that looks like it, or that not even a default is there. */
function findMissingCurrency(values: JsonObject, fallback: string | undefined, fields: FieldReader): void {
  const { findings } = fields
  const column = Object.keys(values).find((key) => currencyName.test(key) && isCurrency(values[key]))
  if (column !== undefined) {
    const name = shorten(redactedText(column, fields.own), namedLength)
    findings.push(finding('currency_not_mapped', `event_values.${name}`, 'Map it to currency.'))
  } else if (fallback === undefined) findings.push(finding('revenue_without_currency', 'currency'))
}

const currencyName = /currency|(^|_)(curr|ccy)(_|$)/i
const namedLength = 40

function isCurrency(value: Json | undefined): boolean {
  return listedCurrencies.has(asText(value)?.toUpperCase() ?? '')
}

function isThere(value: Json | undefined): value is Json {
  return isSet(value) && !(typeof value === 'string' && isPlaceholder(value.trim()))
}

function readRevenue(
  rawRevenue: Json,
  raw: RawEvent,
  kind: MoneyKind,
  currency: string | undefined,
  findings: Finding[],
): Amount | undefined {
  const { revenueUnit = 'major' } = raw
  const read = readAmount(rawRevenue, revenueUnit, currency)
  if (read === undefined) {
    findings.push(finding('invalid_revenue', 'revenue', howToWrite(revenueUnit, currency)))
    return undefined
  }
  if (read.isRounded) findings.push(finding('revenue_rounded', 'revenue'))
  findUnclearAmount(rawRevenue, raw, currency, findings)
  if (kind === 'refund') return asRefund(read.amount)
  if (kind === 'perhaps_refund' && !read.amount.startsWith('-') && read.amount !== '0')
    findings.push(
      finding('refund_positive', 'revenue', `Send a minus, or name the event cancel_purchase.${onlyPart(raw)}`),
    )
  return read.amount
}

/** An amount is written in the unit of its column: 48.00 in a column of cents would go out as 0.48. */
function howToWrite(unit: AmountUnit, currency: string | undefined): string {
  if (unit === 'major') return 'Send one such as 48.00: no currency sign, no thousands, no exponent.'
  const example = exampleIn(unit, currency)
  if (example === undefined) return `Its unit is ${unit}, and that needs a currency.`
  const amount = exampleOf(currency)
  const sample = amount === example ? `one such as ${example}` : `${example} for ${amount}`
  return `Its unit is ${unit}, which has no fractions: send ${sample}, no currency sign, no thousands. If the column is not in ${unit}, mend its unit.`
}

/** A payment of which a part went back (Stripe, charge.refunded) has the whole of it as its amount. */
function onlyPart({ marks }: RawEvent): string {
  const condition = marks?.unpaid?.condition
  const isPart = condition !== undefined && 'part' in condition && condition.part === 'went_back'
  return isPart ? ' Only a part went back: map that amount.' : ''
}

/** Tells of an amount that may be meant otherwise than the configuration says: in another unit, or of one of several. */
function findUnclearAmount(amount: Json, raw: RawEvent, currency: string | undefined, findings: Finding[]): void {
  const { revenueUnit, revenueContext: context } = raw
  if (raw.hasUnreadableUnit === true)
    findings.push(
      finding(
        'amount_unit_unclear',
        'revenue_unit',
        'What the mapping gives is none of these: the amount was taken as it is.',
      ),
    )
  const known = context === undefined || revenueUnit !== undefined ? undefined : unitBeside(context, amount)
  if (known !== undefined)
    findings.push(finding('amount_unit_unclear', 'revenue', `${known.system} writes such amounts in ${known.unit}.`))
  else if (revenueUnit === undefined && namesUnit(raw.mapped?.get('revenue')))
    findings.push(finding('amount_unit_unclear', 'revenue'))
  else if (revenueUnit === 'minor' && currency !== undefined && twoDecimalsAtStripe.has(currency))
    findings.push(finding('amount_unit_unclear', 'revenue', `Stripe writes ${currency} in cents, ISO 4217 has none.`))
  if (context !== undefined && isPerhapsOfOne(context)) findings.push(finding('revenue_per_unit', 'revenue'))
}

/** Currencies without decimals that Stripe's API writes with two all the same (Stripe, Supported currencies: special cases). */
const twoDecimalsAtStripe: ReadonlySet<string> = new Set(['ISK', 'UGX'])

const unitWords = /^(micros?|millis?|milliunits?|cents?|minor|pence|pennies|centavos)$/

function namesUnit(column: string | undefined): boolean {
  return column !== undefined && wordsOf(column).some((word) => unitWords.test(word))
}

/** The currency that the record names. A column that says its own (`value_in_usd`) is not in another one. */
function givenCurrency(
  rawCurrency: Json | undefined,
  raw: RawEvent,
  hasRevenue: boolean,
  findings: Finding[],
): string | undefined {
  // What is no text names no currency either, and must not pass for the default.
  const text = isThere(rawCurrency) ? (asText(rawCurrency) ?? '') : undefined
  const named = text === undefined ? undefined : (unquoted(text) ?? text)
  const column = raw.mapped?.get('revenue')
  const isConstant = raw.mapped?.has('currency') === true && raw.mapped.get('currency') === undefined
  if (!hasRevenue || column === undefined || isConstant) return named
  const own = currencyInName(column) ?? (raw.revenueContext && currencyBeside(raw.revenueContext))
  if (own === undefined || own === named?.toUpperCase()) return named
  findings.push(finding('currency_from_column', 'currency', `It is ${own}.`))
  return own
}

function readCurrency(
  given: string | undefined,
  hasRevenue: boolean,
  fallback: string | undefined,
  findings: Finding[],
): string | undefined {
  if (given === undefined) {
    if (hasRevenue && fallback !== undefined)
      findings.push(finding('currency_defaulted', 'currency', `It is ${fallback}.`))
    if (hasRevenue && fallback !== undefined && !listedCurrencies.has(fallback))
      findings.push(finding('unknown_currency', 'currency', 'It is that of defaults.'))
    return fallback
  }
  const code = given.toUpperCase()
  if (!/^[A-Z]{3}$/.test(code)) {
    findings.push(
      hasRevenue
        ? finding('invalid_currency', 'currency')
        : finding('unknown_currency', 'currency', 'It was left out.'),
    )
    return undefined
  }
  if (!listedCurrencies.has(code)) findings.push(finding('unknown_currency', 'currency'))
  return code
}
