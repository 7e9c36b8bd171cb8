import { limits } from '../../../spec/appsflyer/events/limits'
import { minorUnitDecimals } from '../../../spec/appsflyer/events/minor-units'
import type { AmountUnit } from '../../../spec/configuration/amount-unit'
import type { Json } from '../../json/json'
import type { Amount } from '../domain/event'

const plainDecimal = /^(-?)(\d*)(?:\.(\d*))?$/
/** An amount that is written as AppsFlyer takes it: nearly all are. */
const finished = /^(?:0|-?[1-9]\d{0,14})(?:\.\d{0,4}[1-9])?$/
/** No sum of money has more digits; a longer text is something else. */
const maxDigits = 40

/** What was read of an amount. */
export interface ReadAmount {
  readonly amount: Amount
  /** A digit beyond those that AppsFlyer takes was lost. */
  readonly isRounded: boolean
}

/**
 * A plain amount in the form AppsFlyer takes it (mobile v3 OpenAPI, eventValue: "without additional symbols or
 * formatting"): digits, one point, a leading minus, at most five decimals. All digits of a text are kept, however many;
 * `unit` says in which unit of the currency it is written. Undefined for everything else: money is never guessed, nor is
 * the smallest unit of a currency that is not known. 12.50 in cents is more likely 12.50 of the currency, and so is 12.00.
 */
export function readAmount(value: Json, unit: AmountUnit, currency: string | undefined): ReadAmount | undefined {
  const text = typeof value === 'number' ? plainText(value) : typeof value === 'string' ? value.trim() : undefined
  const decimals = decimalsOf(unit, currency)
  if (text === undefined || decimals === undefined) return undefined
  if (unit !== 'major' && hasFraction(text, decimals)) return undefined
  if (decimals === 0 && finished.test(text)) return { amount: text, isRounded: false }
  const read = readText(text, decimals)
  if (read === undefined || typeof value !== 'number' || !read.isRounded || text.length <= noiseLength) return read
  // 0.1 + 0.2 has a seventeenth digit that nobody wrote: it is no loss.
  return { ...read, isRounded: readText(plainText(Number(value.toPrecision(15))) ?? '', decimals)?.isRounded === true }
}

/** An amount of a unit that has no fractions, as it would be written for 48 of the currency. Undefined where nobody knows it. */
export function exampleIn(unit: AmountUnit, currency: string | undefined): string | undefined {
  const decimals = decimalsOf(unit, currency)
  return decimals === undefined ? undefined : `48${'0'.repeat(decimals)}`
}

/**
 * An amount as people write one and AppsFlyer does not take it: 108,10 or 1.234,50 €, $48. What is written plainly is none.
 */
export function isWrittenAmount(text: string): boolean {
  if (text.length > longestWritten || plainDecimal.test(text) || !/[1-9]/.test(text)) return false
  const [before = '', after = ''] = text.split(/\d.*\d|\d/)
  const number = text.slice(before.length, text.length - after.length)
  return beforeAmount.test(before.trim()) && behindAmount.test(after.trim()) && writtenNumber.test(number)
}

/** A sign, and the sign or the letters of a currency: $, -€, EUR, kr. */
const beforeAmount = /^[-−+]?\s?(?:(?:[A-Z]{3}|kr|zł|Fr|SFr|Ft|Kč|Rs)\.?(?:\s[-−])?|[A-Z]{0,2}\p{Sc}\s?[-−]?)?$/u
const behindAmount = /^(?:[.,][-−]{1,2})?[-−]?\s?(?:(?:[A-Z]{3}|kr|zł|Fr|SFr|Ft|Kč|Rs)\.?|\p{Sc})?$/u
const writtenNumber = /^(?:\d+|\d{1,3}(?:[.,'’\s]\d{3})+)(?:[.,]\d{1,2})?$/
const longestWritten = 30

/** How 48 of the currency is written in its own unit: 48.00, and 48 of one without decimals. */
export function exampleOf(currency: string | undefined): string {
  const decimals = currency === undefined ? 2 : minorUnitDecimals(currency)
  return decimals === 0 ? '48' : `48.${'0'.repeat(decimals)}`
}

/**
 * Whether an amount has a fraction, which the smaller units do not have. 1200.0 has none: floating point writes a whole
 * number so. Two zeros, or as many as the unit has decimals, are how people write a price.
 */
function hasFraction(text: string, decimals: number): boolean {
  const written = text.length > noiseLength && perhapsNoise.test(text) ? withoutNoise(text) : text
  const fraction = plainDecimal.exec(written)?.[3] ?? ''
  if (/[1-9]/.test(fraction)) return true
  return fraction !== '' && (fraction.length === 2 || fraction.length === decimals)
}

/** Fifteen digits hold its first decimals. */
const perhapsNoise = /^-?\d{1,13}\.\d/

/** 19.99 · 100 is 1998.9999999999998 in floating point. */
function withoutNoise(text: string): string {
  return plainText(Number(Number(text).toPrecision(15))) ?? text
}

/** A number as it stands where it is a plain amount, rounded to AppsFlyer's decimals; undefined where it is none. */
export function numberOf(value: Json): number | undefined {
  // Most are short: the same number comes back.
  if (typeof value === 'number' && Math.abs(value) < 1e9 && Math.round(value * 1e5) / 1e5 === value) return value + 0
  const amount = parseAmount(value)
  return amount === undefined ? undefined : Number(amount)
}

/** The amount, in the currency's own unit. */
export function parseAmount(value: Json): Amount | undefined {
  return readAmount(value, 'major', undefined)?.amount
}

/** The amount with the sign turned to a refund's, whatever it was. */
export function asRefund(amount: Amount): Amount {
  return amount === '0' || amount.startsWith('-') ? amount : `-${amount}`
}

/** An amount as a JSON number, which the web's API wants; not every long one is a number exactly. */
export function amountNumber(amount: Amount): { readonly value: number; readonly isExact: boolean } {
  const value = Number(amount)
  return { value, isExact: plainText(value) === amount }
}

/** How many digits of an amount in this unit are decimals. */
function decimalsOf(unit: AmountUnit, currency: string | undefined): number | undefined {
  switch (unit) {
    case 'major':
      return 0
    case 'cents':
      return 2
    case 'milli':
      return 3
    case 'micro':
      return 6
    case 'minor':
      return currency === undefined ? undefined : minorUnitDecimals(currency)
  }
}

function readText(text: string, shift: number): ReadAmount | undefined {
  const match = plainDecimal.exec(text)
  if (match === null) return undefined
  const [, sign = '', integer = '', fraction = ''] = match
  if (integer === '' && fraction === '') return undefined
  const whole = integer.padStart(shift + 1, '0')
  const point = whole.length - shift
  const digits = whole.slice(0, point).replace(/^0+/, '') || '0'
  if (digits.length > maxDigits || fraction.length > maxDigits) return undefined
  const decimals = shift === 0 ? fraction : whole.slice(point) + fraction
  const rounded = round(digits, decimals)
  const amount = sign === '-' && rounded.magnitude !== '0' ? `-${rounded.magnitude}` : rounded.magnitude
  return { amount, isRounded: rounded.isRounded }
}

/** To AppsFlyer's number of decimals, half of the last one up (away from zero). */
function round(digits: string, decimals: string): { magnitude: string; isRounded: boolean } {
  const most = limits.revenueDecimals
  const kept = decimals.slice(0, most).replace(/(?<!0)0+$/, '')
  if (decimals.length <= most) return { magnitude: kept === '' ? digits : `${digits}.${kept}`, isRounded: false }
  const lost = decimals.slice(most)
  const isRounded = /[1-9]/.test(lost)
  if (lost < '5') return { magnitude: kept === '' ? digits : `${digits}.${kept}`, isRounded }
  const units = (BigInt(digits + decimals.slice(0, most)) + 1n).toString().padStart(most + 1, '0')
  const fraction = units.slice(-most).replace(/(?<!0)0+$/, '')
  const integer = units.slice(0, -most)
  return { magnitude: fraction === '' ? integer : `${integer}.${fraction}`, isRounded }
}

/** Fifteen digits and a point: a double that is longer has noise at its end. */
const noiseLength = 16
const withExponent = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/

/** A number's digits without an exponent; undefined for what is no number. */
function plainText(value: number): string | undefined {
  if (!Number.isFinite(value)) return undefined
  const text = String(value)
  if (!text.includes('e')) return text
  const match = withExponent.exec(text)
  if (match === null) return text
  const [, sign = '', first = '', rest = '', exponent = '0'] = match
  const power = Number(exponent)
  // So large a number has lost digits: it is no sum of money that anybody counted.
  if (power > 0) return undefined
  return `${sign}0.${'0'.repeat(-power - 1)}${first}${rest}`
}
