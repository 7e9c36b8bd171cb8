import type { InputField } from '@segment/actions-core'
import { isObject, type Json, type JsonObject, own } from '../src/json/json'

/** A property by the keys that lead to it. */
export type PropertyPath = readonly string[]

/** What an admin decided in a mapping, beyond what the payload shows. */
export interface Decisions {
  /**
   * The properties that were given to fields of their own, so that they are not sent a second time, raw, among the event
   * values. Fields with their default mapping do not count: what those use, the core knows. Nor does anything where the
   * event values are not simply all properties, since they were then chosen on purpose.
   */
  readonly properties: readonly PropertyPath[]
  /** The fields whose mapping is not the default one. */
  readonly changed: ReadonlySet<string>
  /** Whether the event's name is not simply the one of the call. */
  readonly namesEvent: boolean
  /** Whether the revenue is not simply the event's: what was chosen wins over the setting that chooses an amount. */
  readonly choosesRevenue: boolean
  /** The property that the revenue is, if it is one and all properties are among the event values. */
  readonly revenue: PropertyPath | undefined
}

export function readMapping(mapping: unknown, fields: Readonly<Record<string, InputField>>): Decisions {
  const entries = isObject(mapping) ? Object.entries(mapping) : []
  const changed = entries.filter(([name, directive]) => !isSame(directive, fields[name]?.default))
  const names = new Set(changed.map(([name]) => name))
  const keepsValues = isObject(mapping) && isSame(mapping['event_values'], fields['event_values']?.default)
  return {
    properties: keepsValues ? changed.flatMap(([, directive]) => pathsIn(directive)) : [],
    changed: names,
    namesEvent: names.has('event_name'),
    choosesRevenue: names.has('revenue'),
    revenue: keepsValues && isObject(mapping) ? pathsIn(mapping['revenue'] ?? null)[0] : undefined,
  }
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}

const property = /^\$?\.?properties\.(.+)$/
const inTemplate = /\{\{\{?\s*(\$?\.?properties\.[^{}\s]+)\s*\}/g

function pathsIn(value: unknown): readonly PropertyPath[] {
  if (typeof value === 'string') {
    const templated = [...value.matchAll(inTemplate)].map((match) => match[1] ?? '')
    return (templated.length > 0 ? templated : [value]).flatMap(toPath)
  }
  if (Array.isArray(value)) return value.flatMap(pathsIn)
  return isObject(value) ? Object.values(value).flatMap(pathsIn) : []
}

function toPath(text: string): readonly PropertyPath[] {
  const inside = property.exec(text.trim())?.[1]
  if (inside === undefined) return []
  const keys = inside.replace(/\[["']?([^\]["']+)["']?\]/g, '.$1').split('.')
  return [keys.filter((key) => key !== '')]
}

/** The properties without these. */
export function withoutProperties(properties: JsonObject, paths: readonly PropertyPath[]): JsonObject {
  return paths.reduce(without, properties)
}

function without(object: JsonObject, [key, ...rest]: PropertyPath): JsonObject {
  const value = key === undefined ? undefined : own(object, key)
  if (key === undefined || value === undefined) return object
  const { [key]: _dropped, ...others } = object
  if (rest.length === 0) return others
  return isObject(value) ? replace(object, key, without(value, rest)) : object
}

/** A copy with another value at the same place. */
export function replace(object: JsonObject, key: string, value: Json): JsonObject {
  return { ...object, [key]: value }
}
