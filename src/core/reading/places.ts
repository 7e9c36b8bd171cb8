import { isObject, type Json, type JsonObject, own } from '../../json/json'
import { plainName } from './names'
import { asStructure, isSet } from './values'

/** Where a value stands in a record. */

/** The first of several values that says something. Spelled out: a list of them for every field of every record costs. */
export function firstSet(
  first: Json | undefined,
  second: Json | undefined,
  third?: Json,
  fourth?: Json,
  fifth?: Json,
): Json | undefined {
  if (isSet(first)) return first
  if (isSet(second)) return second
  if (isSet(third)) return third
  if (isSet(fourth)) return fourth
  return isSet(fifth) ? fifth : undefined
}

/** The first value that says something, of these keys in the first of these objects that has one. */
export function firstOf(objects: readonly JsonObject[], keys: readonly string[]): Json | undefined {
  for (const object of objects) {
    for (const key of keys) {
      const value = own(object, key)
      if (isSet(value)) return value
    }
  }
  return undefined
}

/** The object under a key; a warehouse table of events holds it as JSON in a text. */
export function objectAt(object: JsonObject, key: string): JsonObject {
  const value = asStructure(own(object, key))
  return isObject(value) ? value : {}
}

/** What stands at the end of a path of keys; JSON in a text is read on the way, and a digit counts into a list. */
export function valueAt(data: unknown, path: readonly string[]): Json | undefined {
  let value = data as Json | undefined
  for (const name of path) value = step(value, name)
  return value
}

function step(value: Json | undefined, name: string): Json | undefined {
  const structure = asStructure(value)
  if (isObject(structure)) return own(structure, keyLike(structure, name))
  if (Array.isArray(structure) && /^\d{1,6}$/.test(name)) return (structure as readonly Json[])[Number(name)]
  return undefined
}

/** The key of an object that is a name in its own spelling or, failing that, in another: `ORDER_TOTAL` for `order_total`. */
function keyLike(object: JsonObject, name: string): string {
  if (own(object, name) !== undefined) return name
  const plain = plainName(name)
  return (plain !== '' && Object.keys(object).find((key) => plainName(key) === plain)) || name
}

/** A configured column: its whole name, and the keys of the path that it may be instead. */
export interface ColumnPlace {
  readonly column: string
  /** Of `event.price.value` or `items[0].price`; one key alone where the name has neither dot nor bracket. */
  readonly path: readonly string[]
}

export function columnPlace(column: string): ColumnPlace {
  const path = column
    .replace(/\[["']?([^\]"']*)["']?\]/g, '.$1')
    .split('.')
    .filter((key) => key !== '')
  return { column, path: path.length > 1 ? path : [column] }
}

/**
 * What a configured column holds: a column whose whole name this is wins over a path, and a column's own spelling over
 * another.
 */
export function columnValue(data: JsonObject, { column, path }: ColumnPlace): Json | undefined {
  const whole = own(data, column)
  if (whole !== undefined) return whole
  if (path.length > 1) {
    const inside = valueAt(data, path)
    if (inside !== undefined) return inside
  }
  return own(data, keyLike(data, column))
}

/** The same object without what stands at the end of a path; JSON in a text becomes the object it says. */
export function withoutPath(object: JsonObject, [key, ...rest]: readonly string[]): JsonObject {
  if (key === undefined) return object
  const found = keyLike(object, key)
  const value = own(object, found)
  if (value === undefined) return object
  if (rest.length > 0) {
    const inner = asStructure(value)
    return isObject(inner) ? { ...object, [found]: withoutPath(inner, rest) } : object
  }
  const { [found]: _dropped, ...others } = object
  return others
}
