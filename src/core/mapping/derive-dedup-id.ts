import type { Json } from '../../json/json'
import { jsonText } from '../../json/json-text'
import type { CleanText } from '../domain/event'
import { type InputRecord, streamInId } from '../domain/record'
import { asCleanText } from '../person/clean-text'
import { sha256 } from '../person/sha256'
import { valueAt } from '../reading/places'
import { isSet } from '../reading/values'

/**
 * The same id for every try of the same record, so that AppsFlyer can tell a retry from a second event: a hash of its
 * stream (with its namespace), the event's name, its primary key and time, or of the whole record when it has no key. Name and time are part
 * of it because one key may stand for many events (an order and its refund; a subscription and its renewals). `name` is
 * that under which the event goes out, undefined for what has none. `refunded` is the amount of a refund (`refundIn`).
 */
export function deriveDedupId(
  record: InputRecord,
  name: string | undefined,
  timeMs: number | undefined,
  refunded?: string,
): CleanText {
  const { data, primaryKey = [] } = record
  // A number is the same in quotes: another route may have written it so.
  const key = primaryKey.map((path) => inQuotes(valueAt(data, path)))
  const hasKey = key.length > 0 && key.every(isSet)
  const identity = [streamInId(record), name ?? null, ...(hasKey ? [key, timeMs ?? null] : [data]), ...listed(refunded)]
  return asCleanText(sha256(jsonText(identity)))
}

/**
 * The amount of a refund, as a part of ids that are made of it: an order may be refunded in several parts, which its key, and a day
 * for a time, do not tell apart. Of money that comes in it is none, since a corrected order must not count twice.
 */
export function refundIn(revenue: string | undefined): string | undefined {
  return revenue?.startsWith('-') === true ? revenue : undefined
}

/** Nothing, or one part more: ids of what is no refund stay as they are. */
export function listed(refunded: string | undefined): readonly string[] {
  return refunded === undefined ? [] : [refunded]
}

export function inQuotes(value: Json | undefined): Json | undefined {
  return typeof value === 'number' ? String(value) : value
}
