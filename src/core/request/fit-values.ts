import { limits } from '../../../spec/appsflyer/events/limits'
import type { Json } from '../../json/json'
import type { CleanValues } from '../domain/event'
import { type Finding, finding } from '../domain/finding'
import { redactedText, shorten } from '../person/clean-text'

/** Never left out: without it the order cannot be recognised. Money and ids have places of their own in a body. */
const orderId = 'order_id'
const namedKeys = 10
const namedKeyLength = 40

/** How a body weighs its event values, in UTF-8 bytes of the finished JSON. */
export interface Scale {
  readonly maxBytes: number
  /** The whole body with these event values. */
  bodyBytes(values: CleanValues): number
  /** What one event value takes, its comma included. */
  entryBytes(key: string, value: Json): number
}

/** Event values that fit, and what it took. */
export interface Fitted {
  readonly values: CleanValues
  readonly dropped: readonly string[]
  readonly hasShortLists: boolean
}

/**
 * The event values that fit AppsFlyer's size limit: those that are not `af_*` go first, the largest first; then the
 * `af_*` product lists shrink to their first elements; then the lists go, and the receipt id where it repeats the order
 * id. Money, ids and the order id always stay. Undefined when even then the body is too large.
 */
export function fitValues(values: CleanValues, scale: Scale): Fitted | undefined {
  const dispensable = Object.keys(values).filter(isDispensable)
  const last = lastResort(values)
  const bare = without(values, [...dispensable, ...last])
  // Asked first, since weighing what can go is in vain, and long for a record of a hundred thousand values, when all of
  // it together is too little.
  if (scale.bodyBytes(bare) > scale.maxBytes) return undefined
  const dropped = largest(dispensable, values, scale)
  const kept = without(values, dropped)
  if (scale.bodyBytes(kept) <= scale.maxBytes) return { values: kept, dropped, hasShortLists: false }
  const shortened = shortenLists(kept, scale)
  if (shortened !== undefined) return { values: shortened, dropped, hasShortLists: true }
  return { values: bare, dropped: [...dropped, ...last], hasShortLists: false }
}

/** What was left out, in a sentence or two for the finding. */
export function describeFitted({ dropped, hasShortLists }: Fitted): string {
  const left = dropped.length > 0 ? [`Left out: ${listKeys(dropped)}.`] : []
  return [...left, ...(hasShortLists ? ['Product lists were cut to their first elements.'] : [])].join(' ')
}

/** The first few keys, shortened, and none with personal data in it, which the configuration may keep. */
function listKeys(keys: readonly string[], prefix = ''): string {
  const names = keys.slice(0, namedKeys).map((key) => prefix + shorten(redactedText(key, {}), namedKeyLength))
  return names.join(', ') + (keys.length > namedKeys ? ` and ${keys.length - namedKeys} more` : '')
}

function isDispensable(key: string): boolean {
  return !key.startsWith('af_') && key !== orderId
}

/** The fewest of these, the largest first, that bring the body down to its limit; all of them when they cannot. */
function largest(keys: readonly string[], values: CleanValues, scale: Scale): readonly string[] {
  const candidates = keys
    .map((key) => ({ key, bytes: scale.entryBytes(key, values[key] ?? null) }))
    .sort((a, b) => b.bytes - a.bytes)
  let excessBytes = scale.bodyBytes(values) - scale.maxBytes
  const dropped: string[] = []
  for (const { key, bytes } of candidates) {
    if (excessBytes <= 0) break
    dropped.push(key)
    excessBytes -= bytes
  }
  return dropped
}

/** All lists shrink together, so that parallel arrays stay parallel. Halving finds the most elements that fit. */
function shortenLists(values: CleanValues, scale: Scale): CleanValues | undefined {
  let longest = 0
  for (const [key, value] of Object.entries(values)) {
    if (isProductList(key, value)) longest = Math.max(longest, value.length)
  }
  let fitting: CleanValues | undefined
  let [low, high] = [1, longest - 1]
  while (low <= high) {
    const length = Math.floor((low + high) / 2)
    const shortened = firstElements(values, length)
    if (scale.bodyBytes(shortened) <= scale.maxBytes) {
      fitting = shortened
      low = length + 1
    } else high = length - 1
  }
  return fitting
}

function lastResort(values: CleanValues): readonly string[] {
  const lists = Object.entries(values).filter(([key, value]) => isProductList(key, value))
  const repeatsOrderId = values['af_receipt_id'] !== undefined && values['af_receipt_id'] === values['af_order_id']
  return [...lists.map(([key]) => key), ...(repeatsOrderId ? ['af_receipt_id'] : [])]
}

function isProductList(key: string, value: Json): value is readonly Json[] {
  return key.startsWith('af_') && Array.isArray(value)
}

/** A part of clean values is clean. */
function without(values: CleanValues, keys: readonly string[]): CleanValues {
  const dropped = new Set(keys)
  return Object.fromEntries(Object.entries(values).filter(([key]) => !dropped.has(key))) as unknown as CleanValues
}

function firstElements(values: CleanValues, length: number): CleanValues {
  const entries = Object.entries(values).map(([key, value]) => [
    key,
    isProductList(key, value) ? value.slice(0, length) : value,
  ])
  return Object.fromEntries(entries) as CleanValues
}

/** Tells of event values AppsFlyer may cut (spec/appsflyer/limits). */
export function findLongValues(values: CleanValues, findings: Finding[]): void {
  const long = Object.keys(values).filter((key) => {
    const value = values[key]
    return typeof value === 'string' && value.length > limits.eventValueLength
  })
  if (long.length > 0) findings.push(finding('value_long', listKeys(long, 'event_values.')))
}
