import type { Json } from '../../json/json'
import type { CleanValues, MobileEvent } from '../domain/event'
import { remembered } from '../domain/remembered'

/** A text that JSON writes as it is, one byte a character, be it within another JSON text. */
export const plainText = /^[ !#-[\]-~]*$/

/**
 * The event value of a mobile body as it stands there: JSON in a text, or an empty text when there is nothing to say (mobile
 * guide: "Ensure that the JSON is stringified"). It is written escaped at once, which is twice as quick as having it
 * written and then escaped. The money stands before the values: an amount and a currency code need no escaping.
 */
export function writeEventValue({ revenue, currency, namesCurrency }: MobileEvent, values: CleanValues): string {
  let json = revenue === undefined ? '' : `{\\"af_revenue\\":\\"${revenue}\\"`
  if (currency !== undefined && (namesCurrency || revenue !== undefined)) {
    json += `${json === '' ? '{' : ','}\\"af_currency\\":\\"${currency}\\"`
  }
  const keys = Object.keys(values)
  if (keys.length > mostByHand) return `"${json}${json === '' ? '{' : ','}${escapedAnyhow(values).slice(1)}"`
  for (const key of keys) {
    const value = values[key]
    if (value === undefined) continue
    const { first, next } = openingOf(key)
    json += json === '' ? first : next
    json += escapedValue(value)
  }
  return json === '' ? '""' : `"${json}}"`
}

/** What stands before the value of a key, escaped, and joined into one piece: keys are the same from record to record. */
const openingOf = remembered((key) => {
  const opening = escapedText(key)
  return { first: ['{', opening, ':'].join(''), next: [',', opening, ':'].join('') }
})

/** So many pieces are quicker written by the engine. */
const mostByHand = 100

function escapedValue(value: Json): string {
  if (typeof value === 'string') return escapedText(value)
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  return Array.isArray(value) && value.length <= shortList ? escapedList(value) : escapedAnyhow(value)
}

/** Those of products are short; a longer one is left to the engine. */
const shortList = 5

/** By place: lists of numbers and of texts take turns here, and the engine walks such by calls of an iterator. */
function escapedList(list: readonly Json[]): string {
  if (list.length === 0) return '[]'
  let json = '['
  for (let index = 0; index < list.length; index++) {
    if (index > 0) json += ','
    json += escapedValue(list[index] ?? null)
  }
  return `${json}]`
}

function escapedText(text: string): string {
  return plainText.test(text) ? `\\"${text}\\"` : escapedAnyhow(text)
}

function escapedAnyhow(value: Json): string {
  return JSON.stringify(JSON.stringify(value)).slice(1, -1)
}
