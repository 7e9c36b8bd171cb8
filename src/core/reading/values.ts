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

/** A raw value as a boolean: true and false, their names, 1 and 0. */
export function asBoolean(value: Json | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value
  const text = asText(value)?.toLowerCase()
  if (text === 'true' || text === '1') return true
  if (text === 'false' || text === '0') return false
  return undefined
}
