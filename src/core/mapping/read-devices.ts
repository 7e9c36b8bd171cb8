import {
  fields as fieldTable,
  type OpaqueId,
  opaqueIds,
  type PhoneId,
  phoneIds,
} from '../../../spec/configuration/fields'
import type { CleanText, MobileEvent, PhoneIds } from '../domain/event'
import { finding } from '../domain/finding'
import type { FieldReader } from '../reading/field-reader'
import { readAppSetId } from './read-app-set-id'
import { guidIn } from './read-device-ids'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const allZeros = /^[0-]+$/

/**
 * The device's ids in the form AppsFlyer takes: Apple's in upper case, Google's in lower case, never all zeros. The
 * advertising id of a table for both platforms counts for the platform of the record; other ids of the other one do not. With `withhold` only the vendor id and the app set id, which are no advertising ids,
 * remain.
 */
export function readDeviceIds(fields: FieldReader, platform: MobileEvent['platform'], withhold: boolean): PhoneIds {
  // AppsFlyer's document names no ids of Windows devices.
  if (platform === 'windows') return phoneIdsOf({})
  const ids = platform === 'ios' ? readApple(fields) : readAndroid(fields)
  if (!withhold) return ids
  const withheld = advertisingIds.filter((name) => ids[name] !== undefined)
  if (withheld.length > 0) fields.findings.push(finding('advertising_id_withheld', withheld.join(', ')))
  return { ...ids, ...noAdvertisingIds }
}

/** Tells of a mobile event without any device id, unless one was withheld on purpose. */
export function findMissingDeviceId(ids: PhoneIds, fields: FieldReader): void {
  for (const name of phoneIds) if (ids[name] !== undefined) return
  const isExplained = fields.findings.some(({ code }) => code === 'advertising_id_withheld')
  if (!isExplained) fields.findings.push(finding('missing_device_id', null))
}

const advertisingIds = phoneIds.filter((name) => fieldTable[name].deviceId === 'advertising')

type WritableIds = { -readonly [Name in keyof PhoneIds]: PhoneIds[Name] }
const noIds = Object.fromEntries(phoneIds.map((name) => [name, undefined])) as unknown as WritableIds

/** All of them, in one shape: events of one shape are written more quickly. */
function phoneIdsOf({ idfa, idfv, advertising_id }: Partial<PhoneIds>): WritableIds {
  const ids = { ...noIds }
  ids.idfa = idfa
  ids.idfv = idfv
  ids.advertising_id = advertising_id
  return ids
}

const noAdvertisingIds = Object.fromEntries(advertisingIds.map((name) => [name, undefined]))

function readApple(fields: FieldReader): PhoneIds {
  const idfa = readAdvertisingId('idfa', 'advertising_id', fields)?.toUpperCase()
  const idfv = readUuid('idfv', fields)?.toUpperCase()
  const isVendors = idfa !== undefined && idfa === idfv
  if (isVendors) fields.note('invalid_device_id_dropped', 'idfa', "It is the vendor's id (IDFV).")
  return phoneIdsOf({ idfa: isVendors ? undefined : idfa, idfv })
}

function readAndroid(fields: FieldReader): PhoneIds {
  const advertising_id = readAdvertisingId('advertising_id', 'idfa', fields)?.toLowerCase()
  const ids = phoneIdsOf({ advertising_id })
  for (const name of opaqueIds) ids[name] = readOpaque(name, fields)
  ids.app_set_id = readAppSetId(fields)
  return ids
}

/** The platform's own, else what stands under the other's name. */
function readAdvertisingId(
  name: 'idfa' | 'advertising_id',
  other: 'idfa' | 'advertising_id',
  fields: FieldReader,
): string | undefined {
  if (fields.has(name) || !fields.has(other)) return readUuid(name, fields)
  const id = readUuid(other, fields)
  if (id !== undefined) fields.note('device_id_mended', other, `It was taken for ${name}, as the platform has it.`)
  return id
}

function readUuid(name: 'idfa' | 'idfv' | 'advertising_id', fields: FieldReader): string | undefined {
  const written = fields.value(name)
  // The id of zeros is what a device says that has none: told as such, not as a placeholder.
  if (written === undefined || written === null) return undefined
  const text = typeof written === 'string' && allZeros.test(written.trim()) ? written.trim() : fields.written(name)
  if (text === undefined || dropZeros(text, name, fields)) return undefined
  if (uuid.test(text)) return text
  const mended = guidIn(text)
  if (mended === undefined) {
    fields.note('invalid_device_id_dropped', name, 'It must be a UUID.')
    return undefined
  }
  fields.note('device_id_mended', name)
  return mended
}

function readOpaque(name: OpaqueId, fields: FieldReader): CleanText | undefined {
  const text = fields.clean(name)
  return text === undefined || dropZeros(text, name, fields) ? undefined : text
}

function dropZeros(text: string, name: PhoneId, fields: FieldReader): boolean {
  const isZero = allZeros.test(text)
  if (isZero) fields.note('zero_advertising_id_dropped', name)
  return isZero
}
