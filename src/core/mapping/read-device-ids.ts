import {
  advertisingIdTypes,
  type DeviceIdType,
  type DevicePlatform,
  deviceIdTypes,
  devicePlatforms,
  ownIdOf,
} from '../../../spec/appsflyer/events/device-platforms'
import { type FieldName, fieldNames, fields as fieldTable } from '../../../spec/configuration/fields'
import { isObject, type Json, type JsonObject, own } from '../../json/json'
import { isRounded } from '../../json/whole-number'
import { comparableId } from '../domain/comparable-id'
import type { DeviceId } from '../domain/event'
import { finding } from '../domain/finding'
import { cleanText, madeOf } from '../person/clean-text'
import type { FieldReader } from '../reading/field-reader'
import { plainName } from '../reading/names'
import { asText, isPlaceholder } from '../reading/values'

/** The columns of single ids, with the type AppsFlyer has for each. */
const columns = fieldNames.flatMap((name) => {
  const { deviceIdType: type } = fieldTable[name]
  return type === undefined ? [] : [{ name, type }]
})

const typesByName: ReadonlyMap<string, DeviceIdType> = new Map([
  ...deviceIdTypes.map((type) => [plainName(type), type] as const),
  ...columns.map(({ name, type }) => [plainName(name), type] as const),
])

/** PC/Console/CTV Events API, DeviceIds: the form of every value, and of a `custom` one. */
const form = /^[A-Za-z0-9_-]+$/
/** A GUID without its dashes or in braces, as Windows writes it, is one all the same. */
const guid = /^\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$/i
/** The GUID that a text is, with its dashes and without braces; undefined where it is none. */
export function guidIn(text: string): string | undefined {
  return guid.exec(text)?.slice(1).join('-')
}

const allZeros = /^[0-]+$/
const mostIds = 100

interface Given {
  readonly field: FieldName
  readonly type: DeviceIdType | undefined
  readonly value: Json | undefined
}

/**
 * The ids of a PC, a console or a TV: of `device_ids`, of columns of their own, else the advertising id under its general name.
 * One of each type, never zeros, in the case in which it came: AppsFlyer's document names none. With `withhold` no advertising ids.
 */
export function readDeviceIdList(
  fields: FieldReader,
  platform: DevicePlatform,
  withhold: boolean,
): readonly DeviceId[] {
  const ids = new Map<DeviceIdType, DeviceId>()
  for (const given of [...listed(fields), ...inColumns(fields)]) {
    const id = readId(given, fields)
    if (id === undefined) continue
    const known = ids.get(id.type)
    if (known === undefined) ids.set(id.type, id)
    else if (comparableId(known.value) !== comparableId(id.value)) fields.note('value_conflict', given.field)
  }
  if (ids.size === 0) for (const id of underGeneralName(fields, platform)) ids.set(id.type, id)
  const all = [...ids.values()]
  const kept = withhold ? all.filter(({ type }) => !advertisingIdTypes.has(type)) : all
  if (kept.length < all.length) fields.findings.push(finding('advertising_id_withheld', 'device_ids'))
  return kept
}

/**
 * Tells of ids whose type is another platform's: a `rida` of a Steam app. An id of your own is of any, and a PC may well know who
 * plays by the store that the game came from.
 */
export function findForeignIds(ids: readonly DeviceId[], fields: FieldReader, platform: DevicePlatform): void {
  const own = ownIdOf(platform)
  const foreign = ids.filter(({ type }) => type !== 'custom' && type !== own && !isOfStoreOnPc(type, platform))
  if (foreign.length === 0) return
  const named = foreign.map((id) => columns.find(({ name, type }) => type === id.type && fields.has(name))?.name)
  const wanted = own === undefined ? 'device_id, a GUID of your own, is of every platform' : `its own type is ${own}`
  const field = [...new Set(named.map((name) => name ?? 'device_ids'))].join(', ')
  fields.findings.push(
    finding('foreign_device_id', field, `The app is for ${devicePlatforms[platform].title}: ${wanted}.`),
  )
}

function isOfStoreOnPc(type: DeviceIdType, platform: DevicePlatform): boolean {
  return platform === 'nativepc' && (type === 'steamid' || type === 'epicid')
}

/** Which platform has an id that only its devices have. */
export function platformWithIds(fields: FieldReader, among: readonly DevicePlatform[]): DevicePlatform | undefined {
  const types = new Set([...listed(fields), ...inColumns(fields)].map(({ type }) => type))
  // Of two apps for Steam either may be meant, and yet it is Steam.
  const named = [...new Set(among)].filter((platform) => {
    const own = ownIdOf(platform)
    return own !== undefined && types.has(own)
  })
  return named.length === 1 ? named[0] : undefined
}

function listed(fields: FieldReader): readonly Given[] {
  const structure = fields.structure('device_ids')
  if (structure === undefined) return []
  if (Array.isArray(structure)) return (structure as readonly Json[]).slice(0, mostIds).map(inList)
  if (!isObject(structure)) return [{ field: 'device_ids', type: undefined, value: undefined }]
  return Object.keys(structure)
    .slice(0, mostIds)
    .map((name) => ({ field: 'device_ids', type: typesByName.get(plainName(name)), value: structure[name] }))
}

function inList(entry: Json): Given {
  const object: JsonObject = isObject(entry) ? entry : {}
  const type = typesByName.get(plainName(asText(own(object, 'type')) ?? ''))
  return { field: 'device_ids', type, value: own(object, 'value') }
}

function inColumns(fields: FieldReader): readonly Given[] {
  return columns
    .filter(({ name }) => fields.has(name))
    .map(({ name, type }) => ({
      field: name,
      type,
      value: isRounded(fields.value(name)) ? fields.value(name) : fields.text(name),
    }))
}

function readId({ field, type, value }: Given, fields: FieldReader): DeviceId | undefined {
  if (isRounded(value)) {
    // Another device's, or nobody's.
    fields.note('invalid_number_dropped', field)
    return undefined
  }
  const text = asText(value)?.trim()
  if (text === undefined || type === undefined) {
    fields.note('invalid_device_id_dropped', field, `Its types are ${deviceIdTypes.join(', ')}.`)
    return undefined
  }
  if (text === '' || isPlaceholder(text)) {
    fields.note('placeholder_ignored', field)
    return undefined
  }
  if (allZeros.test(text)) {
    fields.note('zero_advertising_id_dropped', field)
    return undefined
  }
  const clean = cleanText(text, fields.own)
  const mended = clean !== undefined && isOfGuids(type) ? madeOf(clean, guidIn) : undefined
  if (mended !== undefined && mended !== clean) fields.note('device_id_mended', field)
  if (mended !== undefined) return { type, value: mended }
  if (type !== 'custom' && clean !== undefined && form.test(clean)) return { type, value: clean }
  const wanted = type === 'custom' ? 'An id of your own must be a GUID.' : 'It takes letters, digits, - and _ alone.'
  fields.note('invalid_device_id_dropped', field, wanted)
  return undefined
}

/** Advertising ids are GUIDs (IAB, Guidelines for Identifier for Advertising on OTT); an id of Epic's is 32 digits and none. */
function isOfGuids(type: DeviceIdType): boolean {
  return type === 'custom' || advertisingIdTypes.has(type)
}

/** Libraries call every platform's advertising id so. */
function underGeneralName(fields: FieldReader, platform: DevicePlatform): readonly DeviceId[] {
  const type = ownIdOf(platform)
  if (type === undefined || !advertisingIdTypes.has(type) || !fields.has('advertising_id')) return []
  const id = readId({ field: 'advertising_id', type, value: fields.text('advertising_id') }, fields)
  return id === undefined ? [] : [id]
}
