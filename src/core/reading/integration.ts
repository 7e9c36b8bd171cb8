import { isObject, type Json, type JsonObject, own } from '../../json/json'
import { plainName } from './names'
import { objectAt } from './places'
import { asBoolean, asStructure, isSet } from './values'

/** What `integrations` says of AppsFlyer (Segment's spec, common fields: the integrations object). */
export interface Integration {
  /** The object under AppsFlyer's name; empty where it is a boolean or missing. */
  readonly options: JsonObject
  /** Beside it: Segment documents consent_data here. */
  readonly all: JsonObject
  /** The event is not meant for AppsFlyer. */
  readonly isExcluded: boolean
}

const nothing: Integration = { options: {}, all: {}, isExcluded: false }

export function integrationOf(record: JsonObject): Integration {
  const all = objectAt(record, 'integrations')
  const keys = Object.keys(all)
  if (keys.length === 0) return nothing
  const key = keys.find(isAppsflyer)
  const value = key === undefined ? undefined : own(all, key)
  const structure = asStructure(value)
  const options = isObject(structure) ? structure : {}
  return { options, all, isExcluded: isExcluded(value, all) }
}

/** `AppsFlyer`, `AppsFlyer (Actions)`, and RudderStack's `AF`, in any spelling. */
function isAppsflyer(key: string): boolean {
  const name = plainName(key)
  return name.startsWith('appsflyer') || name === 'af'
}

function isExcluded(value: Json | undefined, all: JsonObject): boolean {
  if (isSet(value)) return !isObject(value) && asBoolean(value) === false
  return asBoolean(own(all, 'All') ?? own(all, 'all')) === false
}
