import type { Json } from '../../json/json'
import type { CleanValues, Event } from '../domain/event'
import { someOf, withShortLists } from '../person/clean-parts'
import { listKeys } from './list-keys'

/** Never left out: without it the order cannot be recognised. Money and ids have places of their own in a body. */
const orderIds: ReadonlySet<string> = new Set(['order_id', 'af_order_id'])

/** How a body weighs, in UTF-8 bytes of the finished JSON; where the event values alone have a limit, in characters of theirs. */
export interface Scale {
  readonly maxBytes: number
  /** The whole body of an event with these event values. */
  bodyBytes(event: Event, values: CleanValues): number
  /** What one event value takes, its comma included. */
  entryBytes(key: string, value: Json): number
}

/** An event that fits, and what it took. */
export interface Fitted {
  readonly event: Event
  readonly values: CleanValues
  readonly dropped: readonly string[]
  readonly hasShortLists: boolean
}

/**
 * The event as AppsFlyer's size limit lets it through. In this order, and only as much as needed: what is said twice (the
 * receipt id that repeats the order id); event values that are not AppsFlyer's (`af_*`), the largest first; optional
 * context; the hashes of the names; product lists, to their first elements, then altogether. Long `af_*` texts go only
 * where all of that is too little, and then before it. Never ids, the hashes of e-mail and phone, consent, revenue, currency, the order id. Undefined when even then the body
 * is too large.
 */
export function fitEvent(event: Event, scale: Scale): Fitted | undefined {
  const { values } = event
  const keys = Object.keys(values)
  const texts = keys.filter((key) => isLongText(key, values[key]))
  // Asked first, since weighing what can go is in vain, and long for a record of a hundred thousand values, when all of
  // it together is too little.
  const said = new Set(twice(values))
  const least = someOf(values, (key) => !said.has(key) && !isCustom(key) && !isProductList(key, values[key]))
  const bare: Fitted = { event: lightest(event), values: least, dropped: [], hasShortLists: false }
  if (scale.bodyBytes(bare.event, without(least, texts)) > scale.maxBytes) return undefined
  // Texts that have to go in any case go at once: nothing else is lost for them in vain.
  let fitted: Fitted = { event, values, dropped: [], hasShortLists: false }
  const dropTexts: Step = (whole) => dropKeys(whole, largest(bare, texts, scale))
  for (const step of [dropTexts, dropTwice, dropCustom, ...lighten, shortenLists, dropLists]) {
    const next = step(fitted, scale)
    // Nothing went, so nothing fits: weighing a body takes long.
    if (next === fitted) continue
    fitted = next
    if (scale.bodyBytes(fitted.event, fitted.values) <= scale.maxBytes) return fitted
  }
  return undefined
}

/** What was left out, in a sentence or two for the finding. */
export function describeFitted({ dropped, hasShortLists }: Fitted): string {
  const left = dropped.length > 0 ? [`Left out: ${listKeys(dropped)}.`] : []
  return [...left, ...(hasShortLists ? ['Product lists were cut to their first elements.'] : [])].join(' ')
}

type Step = (fitted: Fitted, scale: Scale) => Fitted

const dropTwice: Step = (fitted) => dropKeys(fitted, twice(fitted.values))
const dropCustom: Step = (fitted, scale) =>
  dropKeys(fitted, largest(fitted, Object.keys(fitted.values).filter(isCustom), scale))
const dropLists: Step = (fitted) => {
  const lists = Object.keys(fitted.values).filter((key) => isProductList(key, fitted.values[key]))
  return lists.length === 0 ? fitted : { ...dropKeys(fitted, lists), hasShortLists: false }
}

/** The event without something, or itself where it has nothing of the kind. */
type Lighten = (event: Event) => Event

/** Optional context, the least telling first, and the hashes of the names. */
export const optionalContext: readonly (readonly [name: string, without: Lighten])[] = [
  ['app_store', withoutText('app_store')],
  ['app_version', withoutText('app_version')],
  [
    'custom_data',
    (event) =>
      event.kind === 'mobile_event' && event.custom_data !== undefined ? { ...event, custom_data: undefined } : event,
  ],
  [
    'http_referrer',
    (event) => (event.kind === 'pba_event' && event.http_referrer ? { ...event, http_referrer: undefined } : event),
  ],
  [
    'user_agent',
    (event) =>
      (event.kind === 'mobile_event' || event.kind === 'pba_event') && event.user_agent
        ? { ...event, user_agent: undefined }
        : event,
  ],
  [
    'first_name, last_name',
    (event) =>
      event.kind === 'mobile_event' && (event.person.first_name_hashed ?? event.person.last_name_hashed) !== undefined
        ? { ...event, person: { ...event.person, first_name_hashed: undefined, last_name_hashed: undefined } }
        : event,
  ],
]

function withoutText(name: 'app_store' | 'app_version'): Lighten {
  return (event) =>
    event.kind === 'mobile_event' && event.texts[name] !== undefined
      ? { ...event, texts: { ...event.texts, [name]: undefined } }
      : event
}

const lighten: readonly Step[] = optionalContext.map(([name, without]) => (fitted) => {
  const event = without(fitted.event)
  return event === fitted.event ? fitted : { ...fitted, event, dropped: [...fitted.dropped, name] }
})

function lightest(event: Event): Event {
  return optionalContext.reduce((lighter, [, without]) => without(lighter), event)
}

/** All lists shrink together, so that parallel arrays stay parallel. Halving finds the most elements that fit. */
function shortenLists(fitted: Fitted, scale: Scale): Fitted {
  const { event, values } = fitted
  let longest = 0
  for (const [key, value] of Object.entries(values)) {
    if (isProductList(key, value)) longest = Math.max(longest, value.length)
  }
  let fitting: CleanValues | undefined
  let [low, high] = [1, longest - 1]
  while (low <= high) {
    const length = Math.floor((low + high) / 2)
    const shortened = withShortLists(values, length, isProductList)
    if (scale.bodyBytes(event, shortened) <= scale.maxBytes) {
      fitting = shortened
      low = length + 1
    } else high = length - 1
  }
  return fitting === undefined ? fitted : { ...fitted, values: fitting, hasShortLists: true }
}

/** The fewest of these, the largest first, that bring the body down to its limit; all of them when they cannot. */
function largest({ event, values }: Fitted, keys: readonly string[], scale: Scale): readonly string[] {
  const candidates = keys
    .map((key) => ({ key, bytes: scale.entryBytes(key, values[key] ?? null) }))
    .sort((a, b) => b.bytes - a.bytes)
  let excessBytes = scale.bodyBytes(event, values) - scale.maxBytes
  const dropped: string[] = []
  for (const { key, bytes } of candidates) {
    if (excessBytes <= 0) break
    dropped.push(key)
    excessBytes -= bytes
  }
  return dropped
}

/** Not one of AppsFlyer's own parameters. */
export function isCustom(key: string): boolean {
  return !key.startsWith('af_') && !orderIds.has(key)
}

function twice(values: CleanValues): readonly string[] {
  return values['af_receipt_id'] !== undefined && values['af_receipt_id'] === values['af_order_id']
    ? ['af_receipt_id']
    : []
}

function isProductList(key: string, value: Json | undefined): value is readonly Json[] {
  return key.startsWith('af_') && Array.isArray(value)
}

/** Shorter texts may be ids. */
const longText = 100
const idTexts: ReadonlySet<string> = new Set(['af_order_id', 'af_receipt_id', 'af_content_id'])

export function isLongText(key: string, value: Json | undefined): boolean {
  return key.startsWith('af_') && !idTexts.has(key) && typeof value === 'string' && value.length > longText
}

function dropKeys(fitted: Fitted, keys: readonly string[]): Fitted {
  if (keys.length === 0) return fitted
  return { ...fitted, values: without(fitted.values, keys), dropped: [...fitted.dropped, ...keys] }
}

function without(values: CleanValues, keys: readonly string[]): CleanValues {
  const dropped = new Set(keys)
  return someOf(values, (key) => !dropped.has(key))
}
