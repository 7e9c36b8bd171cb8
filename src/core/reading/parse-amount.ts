import { limits } from '../../../spec/appsflyer/events/limits'
import { minorUnitDecimals } from '../../../spec/appsflyer/events/minor-units'
import type { AmountUnit } from '../../../spec/configuration/amount-unit'
import type { Json } from '../../json/json'
import type { Amount } from '../domain/event'

export interface ReadAmount {
  readonly amount: Amount
  /** Whether a digit other than zero was lost: AppsFlyer takes five decimals. */
  readonly isRounded: boolean
}

const plainDecimal = /^(-?)(\d*)(?:\.(\d*))?$/
const printedNumber = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/
/** Ours: no money has more, and a longer number is an id or broken. */
const maxIntegerDigits = 30
/** How many places the point moves to the left. */
const shifts = { major: 0, cents: 2, milli: 3, micro: 6 } as const

/**
 * A plain amount as AppsFlyer takes it (mobile v3 OpenAPI, eventValue: "without additional symbols or formatting"):
 * digits, one point, a leading minus, at most five decimals, the sixth rounded half away from zero. Undefined for
 * everything else, and for `minor` where the currency has no ISO 4217 minor unit: money is never guessed. It is reckoned
 * on the digits as they are written, so none is lost that a double could not hold.
 */
export function readAmount(value: Json, unit: AmountUnit, currency: string | undefined): ReadAmount | undefined {
  const match =
    typeof value === 'number'
      ? printedNumber.exec(String(value))
      : typeof value === 'string'
        ? plainDecimal.exec(value.trim())
        : null
  if (match === null) return undefined
  const [, sign = '', integer = '', decimals = '', exponent = '0'] = match
  if (integer === '' && decimals === '') return undefined
  const shift = unit === 'minor' ? minorUnitDecimals(currency?.trim().toUpperCase() ?? '') : shifts[unit]
  if (shift === undefined) return undefined
  return toAmount(sign, integer, decimals, Number(exponent), shift)
}

/** A plain amount in whole units of its currency. */
export function parseAmount(value: Json): Amount | undefined {
  return readAmount(value, 'major', undefined)?.amount
}

/** The amount with the sign turned to a refund's, whatever it was. */
export function asRefund(amount: Amount): Amount {
  return amount === '0' || amount.startsWith('-') ? amount : `-${amount}`
}

/** The amount as a JSON number, for bodies that take no text; not exact where a double has too few digits for it. */
export function amountNumber(amount: Amount): { readonly value: number; readonly isExact: boolean } {
  const value = Number(amount)
  return { value, isExact: String(value) === amount || parseAmount(value) === amount }
}

/** The digits, point and all, shifted; what lies beyond five decimals rounds. */
function toAmount(
  sign: string,
  integer: string,
  decimals: string,
  exponent: number,
  shift: number,
): ReadAmount | undefined {
  const whole = integer.slice(firstDigit(integer, 0))
  const point = whole.length + exponent
  if (point > maxIntegerDigits) return undefined
  if (exponent === 0 && shift === 0 && decimals.length <= limits.revenueDecimals) {
    return { amount: written(sign, whole, decimals), isRounded: false }
  }
  const digits = whole + decimals
  // As many digits are kept as make a whole number of hundred-thousandths; the next one rounds.
  const kept = point - shift + limits.revenueDecimals
  const scaled = BigInt(kept > 0 ? digits.slice(0, kept).padEnd(kept, '0') : 0)
  const roundsUp = kept >= 0 && digits.charAt(kept) >= '5'
  const text = (roundsUp ? scaled + 1n : scaled).toString().padStart(limits.revenueDecimals + 1, '0')
  const amount = written(sign, text.slice(0, -limits.revenueDecimals), text.slice(-limits.revenueDecimals))
  return { amount, isRounded: firstDigit(digits, Math.max(kept, 0)) < digits.length }
}

/** Where the first digit other than zero stands, from an index on; the length when there is none. */
function firstDigit(digits: string, from: number): number {
  let index = from
  while (digits.charAt(index) === '0') index++
  return Math.min(index, digits.length)
}

/** An amount without needless zeros, and without the minus of nothing. */
function written(sign: string, whole: string, decimals: string): Amount {
  const fraction = decimals.replace(/0+$/, '')
  const integer = whole.slice(firstDigit(whole, 0)) || '0'
  const magnitude = fraction === '' ? integer : `${integer}.${fraction}`
  return sign === '-' && magnitude !== '0' ? `-${magnitude}` : magnitude
}
