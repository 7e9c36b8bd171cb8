import type { CleanValues, Event } from '../domain/event'
import { type EntryBytes, fewestKeys, largestFirst, shortenLists, withoutKeys } from './fit-values'
import { lighterEvents } from './optional-context'
import { type SortedKeys, sortKeys } from './sort-values'

/** How an endpoint weighs a body, in UTF-8 bytes. */
export interface Scale {
  readonly maxBytes: number
  /** The whole body of an event with these event values. */
  bodyBytes(event: Event, values: CleanValues): number
  readonly entryBytes: EntryBytes
}

/** What of an event fits, and what it took. */
export interface Trimmed {
  readonly event: Event
  readonly values: CleanValues
  /** The keys of event values that were left out. */
  readonly keys: readonly string[]
  /** The fields that were left out. */
  readonly fields: readonly string[]
  /** The number of elements that lists were cut to. */
  readonly listLength: number | undefined
}

/**
 * What of an event fits its endpoint. One step after the other, each only as far as needed, and none before the one
 * before it is used up: order ids said twice; custom values, the largest first; optional context; the hashes of names;
 * the product lists, shortened together, then left out. Parameters of AppsFlyer's own that are no ids and no money (a
 * description) go where the rest would be too large without any of those, the largest first: then they are the reason,
 * and need not cost the products too. Undefined when that is still too large: ids, the hashes of e-mail and phone,
 * consent, money and order ids always stay.
 */
export function trimEvent(event: Event, scale: Scale): Trimmed | undefined {
  const sorted = sortKeys(event.values)
  const tooLarge = keysTooLarge(event, sorted, scale)
  if (tooLarge === undefined) return undefined
  const start = leaveOut({ event, values: event.values, keys: [], fields: [], listLength: undefined }, tooLarge)
  return isFitting(start, scale) ? start : trimStepwise(start, sorted, scale)
}

/**
 * The parameters that fit no request, whatever else is left out; undefined when all else does not fit without them. Asked
 * first, since weighing what can go is in vain, and long for a record of a hundred thousand values, when all of it
 * together is too little.
 */
function keysTooLarge(event: Event, sorted: SortedKeys, scale: Scale): readonly string[] | undefined {
  const lightest = lighterEvents(event).at(-1)?.event ?? event
  const { repeated, custom, products, lists, own } = sorted
  const essential = withoutKeys(event.values, [...repeated, ...custom, ...products, ...lists])
  const excess = scale.bodyBytes(lightest, essential) - scale.maxBytes
  if (excess <= 0) return []
  if (scale.bodyBytes(lightest, withoutKeys(essential, own)) > scale.maxBytes) return undefined
  return fewestKeys(largestFirst(own, essential, scale.entryBytes), essential, excess, scale.entryBytes)
}

function trimStepwise(start: Trimmed, { repeated, custom, products, lists }: SortedKeys, scale: Scale): Trimmed {
  let trimmed = leaveOutAsNeeded(start, repeated, scale)
  if (isFitting(trimmed, scale)) return trimmed
  trimmed = leaveOutAsNeeded(trimmed, largestFirst(custom, trimmed.values, scale.entryBytes), scale)
  if (isFitting(trimmed, scale)) return trimmed
  for (const lighter of lighterEvents(trimmed.event)) {
    trimmed = { ...trimmed, ...lighter }
    if (isFitting(trimmed, scale)) return trimmed
  }
  const all = [...products, ...lists]
  const withLists = shorten(trimmed, all, scale)
  if (withLists !== undefined) return withLists
  const withProducts = leaveOut(trimmed, lists)
  if (lists.length > 0 && isFitting(withProducts, scale)) return withProducts
  return shorten(withProducts, products, scale) ?? leaveOut(trimmed, all)
}

function isFitting({ event, values }: Trimmed, scale: Scale): boolean {
  return scale.bodyBytes(event, values) <= scale.maxBytes
}

function leaveOutAsNeeded(trimmed: Trimmed, keys: readonly string[], scale: Scale): Trimmed {
  const excess = scale.bodyBytes(trimmed.event, trimmed.values) - scale.maxBytes
  return leaveOut(trimmed, fewestKeys(keys, trimmed.values, excess, scale.entryBytes))
}

function leaveOut(trimmed: Trimmed, keys: readonly string[]): Trimmed {
  return { ...trimmed, values: withoutKeys(trimmed.values, keys), keys: [...trimmed.keys, ...keys] }
}

function shorten(trimmed: Trimmed, keys: readonly string[], scale: Scale): Trimmed | undefined {
  const fits = (values: CleanValues) => scale.bodyBytes(trimmed.event, values) <= scale.maxBytes
  const shortened = shortenLists(keys, trimmed.values, fits)
  return shortened && { ...trimmed, values: shortened.values, listLength: shortened.length }
}
