import { isObject, type Json, type JsonObject } from '../../json/json'
import { cutToWidth, displayWidth } from '../terminal/display-width'
import { safeText } from '../terminal/safe-text'
import type { Style } from '../terminal/style'

/** Fields that AppsFlyer wants as JSON in a text: they are shown as what they say. */
const jsonTexts = new Set(['eventValue', 'custom_data'])
const hash = /^[0-9a-f]{64}$/
const widestKey = 30
const margin = 2

interface Row {
  readonly key: string
  /** Absent for a heading: the rows below say what it holds. */
  readonly value?: string
  readonly remark?: string
}

/** A body as a table of keys and JSON values, what is nested indented; hashes are shortened. */
export function showBody(body: Json, style: Style, width: number): readonly string[] {
  const rows = isObject(body) ? objectRows(body, 0, width) : [{ key: '', value: JSON.stringify(body) }]
  const column = Math.min(widestKey, Math.max(...rows.map(({ key }) => displayWidth(key)))) + 2
  return rows.map(({ key, value, remark }) => {
    const shown = cutToWidth(key, widestKey)
    const padding = ' '.repeat(column - displayWidth(shown))
    const text = value === undefined ? style.dim(remark ?? '') : showValue(value, width - margin - column)
    return `${' '.repeat(margin)}${style.cyan(shown)}${padding}${text}`.trimEnd()
  })
}

function objectRows(object: JsonObject, depth: number, width: number): readonly Row[] {
  return Object.entries(object).flatMap(([name, value]) => {
    const key = `${'  '.repeat(depth)}${safeText(name)}`
    const inner = jsonTexts.has(name) && typeof value === 'string' ? parsedObject(value) : undefined
    if (inner !== undefined) return [{ key, remark: 'JSON in a text:' }, ...objectRows(inner, depth + 1, width)]
    return valueRows(key, value, depth, width)
  })
}

function valueRows(key: string, value: Json, depth: number, width: number): readonly Row[] {
  if (typeof value === 'string' && hash.test(value)) {
    return [{ key, value: `"${value.slice(0, 8)}…${value.slice(-4)}"` }]
  }
  const text = inline(value)
  if (typeof value !== 'object' || value === null || displayWidth(text) < width / 2) return [{ key, value: text }]
  if (isObject(value)) return [{ key }, ...objectRows(value, depth + 1, width)]
  const list = value as readonly Json[]
  if (!list.some((item) => typeof item === 'object' && item !== null)) return [{ key, value: text }]
  const indent = '  '.repeat(depth + 1)
  return [{ key }, ...list.flatMap((item, index) => valueRows(`${indent}${index + 1}.`, item, depth + 1, width))]
}

/** JSON on one line, with a blank after each comma and colon. */
function inline(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`
  if (isObject(value)) {
    const members = Object.entries(value).map(([key, member]) => `${quoted(key)}: ${inline(member)}`)
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
  }
  return typeof value === 'string' ? quoted(value) : JSON.stringify(value)
}

function quoted(text: string): string {
  return safeText(JSON.stringify(text))
}

/** A value too long for its column is cut, and its length told. */
function showValue(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  const remark = ` (${text.length.toLocaleString('en-US')} characters)`
  return `${cutToWidth(text, Math.max(10, columns - remark.length))}${remark}`
}

function parsedObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) && Object.keys(value).length > 0 ? value : undefined
  } catch {
    return undefined
  }
}
