import type { CleanText, MobileEvent } from '../domain/event'
import { finding } from '../domain/finding'
import type { FieldReader } from '../reading/field-reader'
import { readAppSetId } from './read-app-set-id'

export type DeviceIds = Pick<
  MobileEvent,
  'idfa' | 'idfv' | 'advertisingId' | 'oaid' | 'amazonAid' | 'imei' | 'appSetId'
>

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** A UUID without its dashes or in braces, which is one all the same. */
const looseUuid = /^\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$/i
const allZeros = /^[0-]+$/

/**
 * The device's ids in the form AppsFlyer takes: Apple's in upper case, Google's in lower case, never all zeros. The
 * advertising id of a table for both platforms counts for the platform of the record; other ids of the other one do not. With `withhold` only the vendor id and the app set id, which are no advertising ids,
 * remain.
 */
export function readDeviceIds(fields: FieldReader, platform: MobileEvent['platform'], withhold: boolean): DeviceIds {
  // AppsFlyer's document names no ids of Windows devices.
  if (platform === 'windows') return deviceIds({})
  const ids = platform === 'ios' ? readApple(fields) : readAndroid(fields)
  if (!withhold) return ids
  const withheld = advertisingIds.filter((name) => ids[name] !== undefined)
  if (withheld.length > 0) fields.findings.push(finding('advertising_id_withheld', withheld.map(fieldOf).join(', ')))
  return deviceIds({ idfv: ids.idfv, appSetId: ids.appSetId })
}

/** Tells of a mobile event without any device id, unless one was withheld on purpose. */
export function findMissingDeviceId(ids: DeviceIds, fields: FieldReader): void {
  const isMissing = everyId.every((name) => ids[name] === undefined)
  const isExplained = fields.findings.some(({ code }) => code === 'advertising_id_withheld')
  if (isMissing && !isExplained) fields.findings.push(finding('missing_device_id', null))
}

const advertisingIds = ['idfa', 'advertisingId', 'oaid', 'amazonAid', 'imei'] as const
const everyId = [...advertisingIds, 'idfv', 'appSetId'] as const

/** All of them, in one shape; spelled out, since spreading costs more than all that is spread. */
function deviceIds(ids: Partial<DeviceIds>): DeviceIds {
  const { idfa, idfv, advertisingId, oaid, amazonAid, imei, appSetId } = ids
  return { idfa, idfv, advertisingId, oaid, amazonAid, imei, appSetId }
}

function fieldOf(id: (typeof advertisingIds)[number]): string {
  return id === 'advertisingId' ? 'advertising_id' : id === 'amazonAid' ? 'amazon_aid' : id
}

function readApple(fields: FieldReader): DeviceIds {
  const idfa = readAdvertisingId('idfa', 'advertising_id', fields)?.toUpperCase()
  const idfv = readUuid('idfv', fields)?.toUpperCase()
  const isVendors = idfa !== undefined && idfa === idfv
  if (isVendors) fields.note('invalid_device_id_dropped', 'idfa', "It is the vendor's id (IDFV).")
  return deviceIds({ idfa: isVendors ? undefined : idfa, idfv })
}

function readAndroid(fields: FieldReader): DeviceIds {
  return deviceIds({
    advertisingId: readAdvertisingId('advertising_id', 'idfa', fields)?.toLowerCase(),
    oaid: readOpaque('oaid', fields),
    amazonAid: readOpaque('amazon_aid', fields),
    imei: readOpaque('imei', fields),
    appSetId: readAppSetId(fields),
  })
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
  const match = looseUuid.exec(text)
  if (match === null) {
    fields.note('invalid_device_id_dropped', name, 'It must be a UUID.')
    return undefined
  }
  fields.note('device_id_mended', name)
  return match.slice(1).join('-')
}

function readOpaque(name: 'oaid' | 'amazon_aid' | 'imei', fields: FieldReader): CleanText | undefined {
  const text = fields.clean(name)
  return text === undefined || dropZeros(text, name, fields) ? undefined : text
}

function dropZeros(
  text: string,
  name: 'idfa' | 'idfv' | 'advertising_id' | 'oaid' | 'amazon_aid' | 'imei',
  fields: FieldReader,
): boolean {
  const isZero = allZeros.test(text)
  if (isZero) fields.note('zero_advertising_id_dropped', name)
  return isZero
}
