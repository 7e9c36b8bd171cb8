import type { Json } from '../../json/json'
import type { InputRecord } from '../domain/record'
import { valueAt } from '../reading/places'
import { isSet } from '../reading/values'

/** What ids are made of that are the same in every try of a record. */

/** What stands at the record's primary key; undefined where it has none, or a part of it says nothing. */
export function keyOf({ data, primaryKey = [] }: InputRecord): readonly (Json | undefined)[] | undefined {
  const key = primaryKey.map((path) => inQuotes(valueAt(data, path)))
  return key.length > 0 && key.every(isSet) ? key : undefined
}

/** A number is the same in quotes: another route may have written it so. */
function inQuotes(value: Json | undefined): Json | undefined {
  return typeof value === 'number' ? String(value) : value
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
