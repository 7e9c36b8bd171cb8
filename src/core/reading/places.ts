import { isObject, type Json, type JsonObject, own } from '../../json/json'
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

/** What stands at the end of a path of keys. */
export function valueAt(data: unknown, path: readonly string[]): Json | undefined {
  let value: unknown = data
  for (const name of path) value = isObject(value) ? own(value, name) : undefined
  return value as Json | undefined
}
