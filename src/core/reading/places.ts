import { isObject, type Json, type JsonObject, own } from '../../json/json'
import { plainName } from './names'
import { asStructure, isMeant, isSet } from './values'

/** Where a value stands in a record. */

/**
 * The first of several values that says something; a placeholder only where there is nothing else. Spelled out: a list of
 * them for every field of every record costs.
 */
export function firstSet(
  first: Json | undefined,
  second: Json | undefined,
  third?: Json,
  fourth?: Json,
  fifth?: Json,
): Json | undefined {
  if (isMeant(first)) return first
  if (isMeant(second)) return second
  if (isMeant(third)) return third
  if (isMeant(fourth)) return fourth
  if (isMeant(fifth)) return fifth
  // Nearly always nothing at all: no list is made for that.
  if (first === undefined && second === undefined && third === undefined && fourth === undefined) return setOf(fifth)
  return [first, second, third, fourth, fifth].find(isSet)
}

function setOf(value: Json | undefined): Json | undefined {
  return isSet(value) ? value : undefined
}

/** The first value that says something, of these keys in the first of these objects that has one; else a placeholder. */
export function firstOf(objects: readonly JsonObject[], keys: readonly string[]): Json | undefined {
  let placeholder: Json | undefined
  for (const object of objects) {
    for (const key of keys) {
      const value = own(object, key)
      if (isMeant(value)) return value
      if (isSet(value)) placeholder ??= value
    }
  }
  return placeholder
}

/** The object under a key; a warehouse table of events holds it as JSON in a text. */
export function objectAt(object: JsonObject, key: string): JsonObject {
  const value = asStructure(own(object, key))
  return isObject(value) ? value : nothing
}

const nothing: JsonObject = Object.freeze({})

/** What stands at the end of a path of keys; JSON in a text is read on the way, and a digit counts into a list. */
export function valueAt(data: unknown, path: readonly string[]): Json | undefined {
  let value = data as Json | undefined
  for (const name of path) value = step(value, name)
  return value
}

function step(value: Json | undefined, name: string): Json | undefined {
  const structure = asStructure(value)
  if (isObject(structure)) return own(structure, keyLike(structure, name))
  const index = Array.isArray(structure) ? indexOf(name) : undefined
  return index === undefined ? undefined : (structure as readonly Json[])[index]
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

/** Whether the column may be a path: its name has steps. */
export function isPath({ column, path }: ColumnPlace): boolean {
  return path.length > 1 || path[0] !== column
}

export function columnPlace(column: string): ColumnPlace {
  const keys: string[] = []
  for (const [, quoted, index, key] of column.matchAll(steps)) keys.push(quoted ?? index ?? key ?? '')
  const path = keys[0] === '$' ? keys.slice(1) : keys
  return { column, path: path.length > 1 || keys.length > path.length ? path : [column] }
}

/** `["a.b"]`, `[0]`, `a`. */
const steps = /\[["']([^"']*)["']\]|\[([^\]["']*)\]|([^.[\]]+)/g

/**
 * What a configured column holds: a column whose whole name this is (in any case) wins over a path, and a column's own
 * spelling over another.
 */
export function columnValue(data: JsonObject, { column, path }: ColumnPlace): Json | undefined {
  const whole = own(data, column)
  if (whole !== undefined) return whole
  if (isPath({ column, path })) {
    const lower = column.toLowerCase()
    const key = Object.keys(data).find((name) => name.length === lower.length && name.toLowerCase() === lower)
    const inside = key === undefined ? valueAt(data, path) : own(data, key)
    if (inside !== undefined) return inside
  }
  return own(data, keyLike(data, column))
}

/** The object in which a configured column stands: the record itself, or the one that its path leads to. */
export function objectAround(data: JsonObject, place: ColumnPlace): JsonObject {
  if (!isPath(place) || own(data, place.column) !== undefined) return data
  const inner = asStructure(valueAt(data, place.path.slice(0, -1)))
  return isObject(inner) ? inner : data
}

/**
 * The same object or list without what stands at the end of a path, and without the objects and lists that are empty then; JSON in
 * a text becomes what it says. Undefined when nothing is left.
 */
export function withoutPath(value: Json | undefined, [name, ...rest]: readonly string[]): Json | undefined {
  if (name === undefined) return undefined
  const structure = asStructure(value)
  if (Array.isArray(structure)) {
    const list = structure as readonly Json[]
    const index = indexOf(name)
    if (index === undefined || index >= list.length) return value
    // The others stay where they stand.
    const left = list.map((member, at) => (at === index ? (withoutPath(member, rest) ?? null) : member))
    return left.every((member) => member === null) ? undefined : left
  }
  if (!isObject(structure)) return value
  const key = keyLike(structure, name)
  const inner = own(structure, key)
  if (inner === undefined) return value
  const left = withoutPath(inner, rest)
  if (left === inner) return value
  const { [key]: _changed, ...others } = structure
  if (left !== undefined) return { ...structure, [key]: left }
  return Object.keys(others).length > 0 ? others : undefined
}

/** A digit counts into a list. */
function indexOf(name: string): number | undefined {
  return /^\d{1,6}$/.test(name) ? Number(name) : undefined
}
