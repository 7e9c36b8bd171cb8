import { limits } from '../../../spec/appsflyer/events/limits'
import type { Json } from '../../json/json'
import type { Amount } from '../domain/event'

const plainDecimal = /^(-?)(\d*)(?:\.(\d*))?$/
/** Beyond this a double no longer holds five decimals. */
const maxIntegerDigits = 15

/**
 * A plain amount as AppsFlyer takes it (mobile v3 OpenAPI, eventValue: "without additional symbols or formatting"):
 * digits, one point, a leading minus, at most five decimals. Undefined for everything else: money is never guessed.
 */
export function parseAmount(value: Json): Amount | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? parseText(plainText(value)) : undefined
  return typeof value === 'string' ? parseText(value.trim()) : undefined
}

/** The amount with the sign turned to a refund's, whatever it was. */
export function asRefund(amount: Amount): Amount {
  return amount === '0' || amount.startsWith('-') ? amount : `-${amount}`
}

function parseText(text: string): Amount | undefined {
  const match = plainDecimal.exec(text)
  if (match === null) return undefined
  const [, sign = '', integer = '', decimals = ''] = match
  if (integer === '' && decimals === '') return undefined
  const digits = integer.replace(/^0+/, '') || '0'
  if (digits.length > maxIntegerDigits) return undefined
  if (decimals.length > limits.revenueDecimals) return parseText(Number(text).toFixed(limits.revenueDecimals))
  const fraction = decimals.replace(/0+$/, '')
  const magnitude = fraction === '' ? digits : `${digits}.${fraction}`
  return sign === '-' && magnitude !== '0' ? `-${magnitude}` : magnitude
}

/** A number's digits without an exponent; the smallest lose what lies beyond five decimals. */
function plainText(value: number): string {
  const text = String(value)
  return text.includes('e-') ? value.toFixed(limits.revenueDecimals) : text
}

export function readAmount(
  value: Json,
  unit: string,
  currency: string | undefined,
): { amount: Amount; isRounded: boolean } | undefined {
  const amount = parseAmount(value)
  if (amount === undefined) return undefined
  const d =
    unit === 'micro'
      ? 6
      : unit === 'milli'
        ? 3
        : unit === 'cents'
          ? 2
          : unit === 'minor'
            ? currency === 'JPY'
              ? 0
              : 2
            : 0
  return { amount: parseAmount(Number(amount) / 10 ** d) ?? amount, isRounded: false }
}
