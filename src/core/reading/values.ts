import type { Json } from '../../json/json'

/** What a raw value is, however it is written. Every reader of a record asks here, so that all of them agree. */

/** Whether a value says something: null, undefined and blank text do not. */
export function isSet(value: unknown): boolean {
  return value !== null && value !== undefined && (typeof value !== 'string' || value.trim() !== '')
}

/** A raw value as trimmed text: numbers in digits; blank text, booleans, lists and objects say nothing. */
export function asText(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  return text === '' ? undefined : text
}

/** What exports and careless code write where nothing is set. `na` is none of them: it is Namibia. */
const placeholders: ReadonlySet<string> = new Set([
  ...['null', '(null)', '<null>', '[null]', 'undefined', '(undefined)', 'nil', '<nil>', 'none', '(none)'],
  ...['n/a', '#n/a', 'nan', 'unknown', '(unknown)', '-', '--', '\\n', '(not set)', 'not set', '""', "''"],
  '[object object]',
])
const longestPlaceholder = 40

/** Whether a trimmed text stands for "nothing is set". */
export function isPlaceholder(text: string): boolean {
  return text.length <= longestPlaceholder && placeholders.has(text.toLowerCase())
}

/** A raw value that should be an object or a list: JSON in a text is read. Other texts stay as they are. */
export function asStructure(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value ?? undefined
  const text = value.trim()
  if (!text.startsWith('{') && !text.startsWith('[')) return text === '' ? undefined : text
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
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

const throughFloat = /^(\d+)\.0+$/
const exponent = /^(\d)(?:\.(\d+))?[eE]\+?(\d{1,3})$/

/** A whole number that went through a column of floating point: `{ digits }` of what it was, or `lost` when they are gone. */
export function wholeNumber(text: string): { readonly digits: string } | 'lost' | undefined {
  const plain = throughFloat.exec(text)
  if (plain?.[1] !== undefined) return { digits: plain[1] }
  const match = exponent.exec(text)
  if (match === null) return undefined
  const [, first = '', rest = '', power = ''] = match
  // Zeros behind the last digit may have been other digits once.
  return rest.length === Number(power) ? { digits: first + rest } : 'lost'
}

/** The text within quotes: a JSON text that was written into a text column. */
export function unquoted(text: string): string | undefined {
  if (text.length < 3 || !text.startsWith('"') || !text.endsWith('"')) return undefined
  const inner = text.slice(1, -1).trim()
  return inner.includes('"') ? undefined : inner
}
