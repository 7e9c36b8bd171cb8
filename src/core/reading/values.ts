import type { Json } from '../../json/json'
import { parseJsonLine } from '../../json/parse-json-line'

/** What a raw value is, however it is written. Every reader of a record asks here, so that all of them agree. */

/** Whether a value says something: null, undefined and blank text do not. */
export function isSet(value: unknown): boolean {
  return value !== null && value !== undefined && (typeof value !== 'string' || trimmed(value) !== '')
}

/** The text without blanks at its ends. Nearly all have none: told by two looks, where trimming is a call. */
function trimmed(text: string): string {
  return isInk(text.charCodeAt(0)) && isInk(text.charCodeAt(text.length - 1)) ? text : text.trim()
}

/** Whether a UTF-16 unit is one of ASCII's visible signs; NaN, of an empty text, is none. */
function isInk(unit: number): boolean {
  return unit > blank && unit < lastOfAscii
}

const [blank, lastOfAscii] = [0x20, 0x7f]

/** A raw value as trimmed text: numbers in digits; blank text, booleans, lists and objects say nothing. */
export function asText(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined
  if (typeof value !== 'string') return undefined
  const text = trimmed(value)
  return text === '' ? undefined : text
}

/** What exports and careless code write where nothing is set. `na` is none of them: it is Namibia. */
const placeholders: ReadonlySet<string> = new Set([
  ...['null', '(null)', '<null>', '[null]', 'undefined', '(undefined)', 'nil', '<nil>', 'none', '(none)'],
  ...['n/a', '#n/a', 'nan', 'unknown', '(unknown)', '-', '--', '\\n', '(not set)', 'not set', 'not_set', '""', "''"],
  ...['"null"', '"undefined"', '(empty)', '[object object]'],
])
const longestPlaceholder = 20
/** What placeholders begin with, as UTF-16 units: nearly every text is told from them by its first. */
const isFirstUnit = marked([...placeholders].flatMap((text) => [text, text.toUpperCase()]))

function marked(texts: readonly string[]): Uint8Array {
  const isFirst = new Uint8Array(128)
  for (const text of texts) isFirst[text.charCodeAt(0)] = 1
  return isFirst
}

/** Whether a trimmed text stands for "nothing is set". Cheap tests first: every field is asked, and few are. */
export function isPlaceholder(text: string): boolean {
  return (
    text.length <= longestPlaceholder && isFirstUnit[text.charCodeAt(0)] === 1 && placeholders.has(text.toLowerCase())
  )
}

/** What systems write for a user who is not known; it may be an id all the same. */
const nobody =
  /^\(?(0|-1|(anon|anonymous|guest|unknown)([-_ ]?user)?|nobody|visitor|unidentified|unregistered|no[-_ ]?(user|login)|not[-_ ]?logged[-_ ]?in|logged[-_ ]?out|false)\)?$/i
const longestNobody = 18

/** Whether a customer user id is one that systems write for a user who is not known: many people share it. */
export function isNobody(text: string): boolean {
  return text.length <= longestNobody && nobody.test(text)
}

/** Whether a value says something and is no placeholder: a field that has one gives way to the next of its names. */
export function isMeant(value: Json | undefined): boolean {
  if (typeof value !== 'string') return value !== null && value !== undefined
  const text = trimmed(value)
  return text !== '' && !isPlaceholder(text)
}

/**
 * A raw value that should be an object or a list: JSON in a text is read, also where that text was written as JSON once
 * more. Other texts stay as they are.
 */
export function asStructure(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value ?? undefined
  const text = value.trim()
  if (jsonStart.test(text)) return (jsonEnd.test(text.slice(-1)) ? parsed(text) : undefined) ?? text
  if (!twiceJsonStart.test(text)) return text === '' ? undefined : text
  const inner = parsed(text)
  return (typeof inner === 'string' && jsonStart.test(inner) ? parsed(inner) : undefined) ?? text
}

/** Whether a value is an object or a list, or JSON text of one. */
export function isStructure(value: Json | undefined): boolean {
  const structure = asStructure(value)
  return typeof structure === 'object' && structure !== null
}

const jsonStart = /^[{[]/
const jsonEnd = /[}\]]/
const twiceJsonStart = /^"[{[]/

/** Numbers keep all their digits. The last long text is remembered: several paths may lead into it. */
function parsed(text: string): Json | undefined {
  if (text === lastLong.text) return lastLong.value
  const value = parsedAnew(text)
  if (text.length >= longText) lastLong = { text, value }
  return value
}

const longText = 1_000
let lastLong: { readonly text: string; readonly value: Json | undefined } = { text: '', value: undefined }

function parsedAnew(text: string): Json | undefined {
  try {
    return parseJsonLine(text) as Json
  } catch {
    return undefined
  }
}

const yes: ReadonlySet<string> = new Set(['true', 't', 'yes', 'y', 'on', '1', '1.0'])
const no: ReadonlySet<string> = new Set(['false', 'f', 'no', 'n', 'off', '0', '0.0'])

/** A raw value as a boolean, as databases and forms write it: true, t, yes, y, on, 1 and their opposites, in any case. */
export function asBoolean(value: Json | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value
  const text = asText(value)?.toLowerCase()
  if (text === undefined) return undefined
  if (yes.has(text)) return true
  return no.has(text) ? false : undefined
}

/** The text within quotes: a JSON text that was written into a text column. */
export function unquoted(text: string): string | undefined {
  if (text.length < 3 || !text.startsWith('"') || !text.endsWith('"')) return undefined
  const inner = text.slice(1, -1).trim()
  return inner.includes('"') ? undefined : inner
}

/** Whether a value is a user's no to tracking: it wins over any other column's answer. */
export function saysNo(field: string, value: Json | undefined): boolean {
  if (field === 'ad_tracking_enabled') return asBoolean(value) === false
  if (field === 'limit_ad_tracking') return asBoolean(value) === true
  return field === 'att_status' && /^\D*(2|denied)$/i.test(asText(value) ?? '')
}
