import type { Json } from '../../json/json'
import type { CleanValues } from '../domain/event'

/** What one event value takes in a body, in UTF-8 bytes of the finished JSON, its comma included. */
export type EntryBytes = (key: string, value: Json) => number

/** As many of these keys, in their order, as hold the bytes that are too many; all of them when they do not. */
export function fewestKeys(
  keys: readonly string[],
  values: CleanValues,
  excessBytes: number,
  entryBytes: EntryBytes,
): readonly string[] {
  let [count, left] = [0, excessBytes]
  for (const key of keys) {
    if (left <= 0) break
    left -= entryBytes(key, values[key] ?? null)
    count++
  }
  return keys.slice(0, count)
}

/** The keys of the largest values first. */
export function largestFirst(keys: readonly string[], values: CleanValues, entryBytes: EntryBytes): readonly string[] {
  return keys
    .map((key) => ({ key, bytes: entryBytes(key, values[key] ?? null) }))
    .sort((a, b) => b.bytes - a.bytes)
    .map(({ key }) => key)
}

export interface Shortened {
  readonly values: CleanValues
  /** No list has more elements. */
  readonly length: number
}

/**
 * The lists cut to as many of their first elements as fit, at least one: all to the same length, so that parallel lists
 * stay parallel. Halving finds the length. Undefined when even one element each is too much.
 */
export function shortenLists(
  keys: readonly string[],
  values: CleanValues,
  fits: (values: CleanValues) => boolean,
): Shortened | undefined {
  let longest = 0
  for (const key of keys) longest = Math.max(longest, listAt(values, key)?.length ?? 0)
  let fitting: Shortened | undefined
  let [low, high] = [1, longest - 1]
  while (low <= high) {
    const length = Math.floor((low + high) / 2)
    const shortened = firstElements(keys, values, length)
    if (fits(shortened)) {
      fitting = { values: shortened, length }
      low = length + 1
    } else high = length - 1
  }
  return fitting
}

/** A part of clean values is clean. */
export function withoutKeys(values: CleanValues, keys: readonly string[]): CleanValues {
  if (keys.length === 0) return values
  const dropped = new Set(keys)
  return Object.fromEntries(Object.entries(values).filter(([key]) => !dropped.has(key))) as unknown as CleanValues
}

function firstElements(keys: readonly string[], values: CleanValues, length: number): CleanValues {
  const shortened: Record<string, Json> = { ...values }
  for (const key of keys) {
    const list = listAt(values, key)
    if (list !== undefined) shortened[key] = list.slice(0, length)
  }
  return shortened as CleanValues
}

function listAt(values: CleanValues, key: string): readonly Json[] | undefined {
  const value = values[key]
  return Array.isArray(value) ? value : undefined
}
