import { jsonText } from '../../json/json-text'
import type { CleanText } from '../domain/event'
import { type InputRecord, streamInId } from '../domain/record'
import { asCleanText } from '../person/clean-text'
import { sha256 } from '../person/sha256'
import { keyOf, listed } from './id-parts'

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
  const key = keyOf(record)
  const about = key === undefined ? [record.data] : [key, timeMs ?? null]
  const identity = [streamInId(record), name ?? null, ...about, ...listed(refunded)]
  return asCleanText(sha256(jsonText(identity)))
}
