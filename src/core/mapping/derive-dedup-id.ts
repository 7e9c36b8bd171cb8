import type { CleanText } from '../domain/event'
import type { InputRecord } from '../domain/record'
import { asCleanText } from '../person/clean-text'
import { sha256 } from '../person/sha256'
import { valueAt } from '../reading/places'
import { isSet } from '../reading/values'

/**
 * The same id for every try of the same record, so that AppsFlyer can tell a retry from a second event: a hash of its
 * stream, primary key and time, or of the whole record when it has no key. The time is part of it because one key may
 * stand for many events (a subscription and its renewals). Undefined for a record too deep to be written down.
 */
export function deriveDedupId(
  { stream, data, primaryKey = [] }: InputRecord,
  timeMs: number | undefined,
): CleanText | undefined {
  const key = primaryKey.map((path) => valueAt(data, path))
  const identity = key.length > 0 && key.every(isSet) ? [stream ?? null, key, timeMs ?? null] : [stream ?? null, data]
  try {
    return asCleanText(sha256(JSON.stringify(identity)))
  } catch {
    return undefined
  }
}
