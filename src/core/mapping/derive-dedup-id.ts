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
 * that under which the event goes out, undefined for what has none.
 */
export function deriveDedupId(record: InputRecord, name: string | undefined, timeMs: number | undefined): CleanText {
  const { data, primaryKey = [] } = record
  const key = primaryKey.map((path) => valueAt(data, path))
  const hasKey = key.length > 0 && key.every(isSet)
  const identity = [streamInId(record), name ?? null, ...(hasKey ? [key, timeMs ?? null] : [data])]
  return asCleanText(sha256(jsonText(identity)))
}
