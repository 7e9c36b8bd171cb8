import { isObject, type Json } from '../../json/json'
import { firstSet } from './places'
import { asStructure, isSet } from './values'

/** Segment and RudderStack list ids of other systems as `{type, id}`, some of their sources as `{type, value}`. */
export function externalId(value: Json | undefined): Json | undefined {
  const list = asStructure(value)
  if (!Array.isArray(list)) return undefined
  for (const entry of list) {
    if (!isObject(entry)) continue
    const type = entry['type']
    const id = firstSet(entry['id'], entry['value'])
    if (typeof type === 'string' && type.toLowerCase().includes('appsflyer') && isSet(id)) return id
  }
  return undefined
}
