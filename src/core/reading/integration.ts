import { isObject, type Json, type JsonObject, own } from '../../json/json'
import { remembered } from '../domain/remembered'
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
  const all = switchesOf(record)
  const keys = Object.keys(all)
  if (keys.length === 0) return nothing
  const key = keys.find((name) => plainName(name) === 'appsflyer') ?? keys.find(isAppsflyer)
  const value = key === undefined ? undefined : own(all, key)
  const structure = asStructure(value)
  const options = isObject(structure) ? structure : {}
  return { options, all, isExcluded: isExcluded(value, all) }
}

/** The object, in any spelling of its key; some libraries have it in the context. */
function switchesOf(record: JsonObject): JsonObject {
  const direct = objectAt(record, 'integrations')
  if (Object.keys(direct).length > 0) return direct
  const key = Object.keys(record).find((name) => switchNames.has(plainName(name)) && isSet(record[name]))
  return key === undefined ? objectAt(objectAt(record, 'context'), 'integrations') : objectAt(record, key)
}

const switchNames: ReadonlySet<string> = new Set(['integrations', 'contextintegrations'])

/** The same of a row: a column with the object, or one for each name (`context_integrations_apps_flyer`). */
export function excludesAppsflyer(row: JsonObject): boolean {
  if (integrationOf(row).isExcluded) return true
  const switches = Object.keys(row).filter((key) => integrationNamed(key) !== null)
  if (switches.length === 0) return false
  const all: Record<string, Json> = {}
  for (const key of switches) all[integrationNamed(key) ?? ''] = own(row, key) ?? null
  const key = Object.keys(all).find(isAppsflyer)
  return isExcluded(key === undefined ? undefined : own(all, key), all)
}

/** Whether a column may switch integrations: it holds them, or one of them. */
export function isSwitch(key: string): boolean {
  return switchNames.has(plainName(key)) || integrationNamed(key) !== null
}

const column = /^(?:context[_.])?integrations[_.](.+)$/i

/** The integration that a column switches; null for every other column. */
const integrationNamed = remembered((key) => column.exec(key)?.[1] ?? null)

/** `AppsFlyer`, `AppsFlyer (Actions)`, `actions-appsflyer`, and RudderStack's `AF`, in any spelling. */
function isAppsflyer(key: string): boolean {
  const name = plainName(key)
  return name.includes('appsflyer') || name === 'af'
}

function isExcluded(value: Json | undefined, all: JsonObject): boolean {
  if (isSet(value)) return !isObject(value) && asBoolean(value) === false
  const key = Object.keys(all).find((name) => plainName(name) === 'all')
  return key !== undefined && asBoolean(own(all, key)) === false
}
