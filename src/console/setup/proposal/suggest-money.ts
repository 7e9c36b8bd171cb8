import { listedCurrencies } from '../../../../spec/appsflyer/events/currencies'
import { minorUnitDecimals } from '../../../../spec/appsflyer/events/minor-units'
import type { AmountUnit } from '../../../../spec/configuration/amount-unit'
import { type AmountContext, currencyBeside, isPerhapsOfOne, unitBeside } from '../../../core/mapping/amount-context'
import { currencyInName } from '../../../core/mapping/currency-in-name'
import { amountStrength } from '../../../core/mapping/find-missing-money'
import { wordsOf } from '../../../core/reading/names'
import { isWrittenAmount, numberOf, parseAmount } from '../../../core/reading/parse-amount'
import { asText } from '../../../core/reading/values'
import { type Column, countOf, mostly } from './columns'
import { columnItem, type Suggestion, share } from './suggestion'

/** What is known of the money of a stream. */
export interface MoneyProposal {
  readonly suggestions: readonly Suggestion[]
  readonly constants: readonly Suggestion[]
  readonly remarks: readonly string[]
  /** Columns that are called like money and written as nothing reads it, where no other is the revenue. */
  readonly unreadable: readonly string[]
  /** Whether rows bring revenue with the mapping as it is proposed. */
  readonly hasRevenue: boolean
}

/** Which column is the revenue, in which unit, and of which currency. `isSale`: the stream is called like sales. */
export function suggestMoney(columns: readonly Column[], isSale: boolean): MoneyProposal {
  const currency = findCurrency(columns)
  const known = columns.find((column) => column.known === 'revenue' && column.filled.length > 0)
  if (known !== undefined) return ofKnownRevenue(known, currency)
  const candidates = amountColumns(columns)
  const readable = candidates.filter((column) => mostly(column, isAmount))
  const written = candidates.filter(
    (column) => !readable.includes(column) && mostly(column, (text) => isAmount(text) || isWrittenAmount(text)),
  )
  const unreadable = written.map(({ column }) => column)
  const remarks = written.map(
    ({ column, filled }) =>
      `${column} is called like money, and not all of its ${filled.length.toLocaleString('en-US')} values are plain amounts (48.00, no sign, no thousands): such records would be rejected.`,
  )
  const ranked = readable
    .map((column) => ({ column, score: scoreOf(column, isSale || currency !== undefined, currency) }))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score)
  const [best, next] = ranked
  if (best === undefined) {
    const perhaps = readable.map(({ column }) => column)
    const unsaid =
      perhaps.length === 0
        ? []
        : [
            `${listed(perhaps)} may be money, and nothing beside says so: a line with field: revenue makes it the revenue.`,
          ]
    return {
      suggestions: ofCurrency(currency),
      constants: [],
      remarks: [...remarks, ...unsaid],
      unreadable,
      hasRevenue: false,
    }
  }
  const isAlone = next === undefined || next.score < best.score
  const isMoney = isSale || currency !== undefined || currencyInName(best.column.column) !== undefined
  const unit = unitOf(best.column, currency)
  const isSure = isAlone && isMoney && unit !== 'unclear'
  const others = ranked.slice(1).map(({ column }) => column.column)
  const beside =
    others.length === 0 ? '' : ` ${listed(others)} ${others.length === 1 ? 'looks' : 'look'} like money, too.`
  const choice = isAlone ? '' : ' Take the one that was paid.'
  const shown = isAlone ? [best] : ranked.filter(({ score }) => score === best.score)
  return {
    suggestions: [
      ...shown.map(({ column }, index) => ofAmount(column, currency, isSure, index === 0 ? beside + choice : '')),
      ...ofCurrency(currency),
    ],
    constants:
      currency === undefined && currencyInName(best.column.column) === undefined ? [askedCurrency(isSure)] : [],
    remarks,
    unreadable: isSure ? [] : unreadable,
    hasRevenue: isSure,
  }
}

function ofKnownRevenue(known: Column, currency: Column | undefined): MoneyProposal {
  const unit = unitOf(known, currency)
  const isClear = unit === undefined
  return {
    suggestions: [
      ...(isClear
        ? []
        : [ofAmount(known, currency, unit !== 'unclear', ` Without a line it is taken as it stands, ${asItStands}.`)]),
      ...ofCurrency(currency),
    ],
    constants: currency === undefined ? [askedCurrency(true)] : [],
    remarks: isClear ? [`${known.column} is the revenue: ${describeAmounts(known)}.`] : [],
    unreadable: mostly(known, isAmount) ? [] : [known.column],
    hasRevenue: true,
  }
}

const asItStands = '1099 as 1,099'

function ofAmount(column: Column, currency: Column | undefined, isSure: boolean, more: string): Suggestion {
  const unit = unitOf(column, currency)
  const facts = describeAmounts(column)
  const system = systemOf(column)
  const name = column.column
  const why =
    unit === 'unclear'
      ? `${name} looks like money, in which unit is not clear: ${facts}. With the unit minor, 1099 is 10.99; without one it is 1,099.`
      : unit === undefined
        ? `${name} looks like money: revenue. ${capitalized(facts)}.`
        : `${name} looks like money in ${words[unit]}: revenue, unit: ${unit} (${facts}${system === undefined ? '' : `; ${system} writes so`}).`
  const ofOne = column.filled.some(({ beside }) => isPerhapsOfOne({ name: column.name, beside, isInside: false }))
    ? ' It may be the price of one of several.'
    : ''
  return {
    why: `${why}${ofOne}${more}`,
    yaml: columnItem(name, 'revenue', unit === 'unclear' ? 'minor' : unit),
    isSure: isSure && unit !== 'unclear',
  }
}

const words: Readonly<Record<AmountUnit, string>> = {
  major: 'the unit of its currency',
  minor: 'minor units',
  cents: 'cents',
  milli: 'thousandths',
  micro: 'millionths',
}

function describeAmounts(column: Column): string {
  const numbers = column.filled.flatMap(({ value }) => numberOf(value) ?? []).sort((left, right) => left - right)
  const median = numbers[Math.floor(numbers.length / 2)] ?? 0
  const whole = countOf(column, (text) => /^-?\d+$/.test(text))
  const kind = whole === 0 ? 'have decimals' : 'are whole numbers'
  return `${share(whole === 0 ? column.filled.length : whole, column.filled.length)} ${kind}, median ${median.toLocaleString('en-US')}`
}

/** 48.00 is how people write a price; floating point writes a whole number as 48.0. */
function isWhole(text: string): boolean {
  return /^-?\d+(\.0)?$/.test(text)
}

const isAmount = (text: string) => parseAmount(text) !== undefined

/** What is taken off or added, not what was paid. */
const isPart = /discount|rabatt|remise|descuento|tax|steuer|mwst|shipping|versand|commission|intent/i

/** Columns that are called like amounts; of refunds only where nothing else is. */
function amountColumns(columns: readonly Column[]): readonly Column[] {
  const called = columns.filter(({ column, name, parents, filled, named }) => {
    if (filled.length === 0 || named !== undefined || isPart.test(name)) return false
    const strength = amountStrength(name)
    return strength !== 'none' && amountStrength(column) !== 'none' && (parents.length === 0 || strength === 'strong')
  })
  const others = called.filter(({ name }) => !/refund|return|erstatt|rembours|reembols/i.test(name))
  return others.length > 0 ? others : called
}

/** The more, the likelier it is what was paid in all. */
function scoreOf(column: Column, isMoney: boolean, currency: Column | undefined): number {
  const { name, parents, filled } = column
  const names = wordsOf(name)
  const isWeak = amountStrength(name) === 'weak'
  if (isWeak && !isMoney) return 0
  const isOtherCurrency = filled.some(({ value, beside }) => {
    const own = currencyBeside(contextOf(column, beside))
    const said = currency && beside[currency.name]
    return value !== null && own !== undefined && typeof said === 'string' && own !== said.toUpperCase()
  })
  return (
    (isWeak ? 10 : 20) +
    (names.some((word) => /^(total|revenue|umsatz|gesamt\w*|grand)$/.test(word)) ? 20 : 0) -
    (names.some((word) =>
      /^(sub|subtotal|net|netto|cost|fee|unit|per|item|line|due|remaining|tip|outstanding)$/.test(word),
    )
      ? 25
      : 0) -
    (isOtherCurrency ? 15 : 0) -
    parents.length * 5 -
    names.length
  )
}

function contextOf({ name, parents }: Column, beside: AmountContext['beside']): AmountContext {
  return { name, beside, isInside: parents.length > 0 }
}

function systemOf(column: Column): string | undefined {
  for (const { value, beside } of column.filled) {
    const known = unitBeside(contextOf(column, beside), value)
    if (known !== undefined) return known.system
  }
  return undefined
}

/** The unit that the values are written in: undefined for the currency's own. */
function unitOf(column: Column, currency: Column | undefined): AmountUnit | 'unclear' | undefined {
  const named = wordsOf(column.name)
  if (named.some((word) => /^micros?$/.test(word))) return 'micro'
  if (named.some((word) => /^(millis?|milliunits?)$/.test(word))) return 'milli'
  const hasDecimals = !mostly(column, isWhole)
  if (!hasDecimals && named.some((word) => /^(cents?|minor|pence|pennies|centavos|centimes)$/.test(word)))
    // Without a currency the digits of its smallest unit are not known.
    return currency !== undefined && currency.filled.length >= column.filled.length ? 'minor' : 'cents'
  for (const { value, beside } of column.filled) {
    const known = unitBeside(contextOf(column, beside), value)
    if (known !== undefined) return known.unit
  }
  if (hasDecimals || hasDecimalPoints(column)) return undefined
  const codes = currency === undefined ? [] : codesOf(currency)
  return codes.length > 0 && codes.every((code) => minorUnitDecimals(code) === 0) ? undefined : 'unclear'
}

/** 48.00 is written in the currency's own unit, however whole it is. */
function hasDecimalPoints(column: Column): boolean {
  return column.filled.some(({ value }) => typeof value === 'string' && value.includes('.'))
}

function codesOf(currency: Column): readonly string[] {
  // A stray value may be anything, an address too.
  return [...new Set(currency.filled.map(({ value }) => (asText(value) ?? '').toUpperCase()))].filter(isCurrency)
}

const isCurrency = (text: string) => listedCurrencies.has(text.toUpperCase())

/** The column of currencies: by its usual name, else by its values. */
function findCurrency(columns: readonly Column[]): Column | undefined {
  const all = columns.filter((column) => mostly(column, isCurrency))
  return (
    all.find(({ known }) => known === 'currency') ??
    all.find(({ named }) => named === 'currency') ??
    all.find(({ named, column }) => named === undefined && currencyNames.test(column)) ??
    all.find(({ named, filled }) => named === undefined && filled.length >= 5)
  )
}

const currencyNames = /curr|ccy|w(ä|ae)hrung|devise|moneda|moeda|valuta|monnaie/i

function ofCurrency(currency: Column | undefined): readonly Suggestion[] {
  if (currency === undefined || currency.known === 'currency') return []
  const codes = codesOf(currency)
  const which = codes.length > 3 ? `${codes.length} currencies` : listed(codes)
  const why = `${currency.column} says the currency (${which}).`
  return [{ why, yaml: columnItem(currency.column, 'currency'), isSure: true }]
}

/** Nobody says it: AppsFlyer would take the app's. */
function askedCurrency(hasRevenue: boolean): Suggestion {
  const why = `No column says the currency${hasRevenue ? ', and AppsFlyer takes the currency of the app then' : ''}. Is it this one?`
  return { why, yaml: ['- field: currency', '  value: USD'], isSure: false }
}

function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
