import type { CleanText, MobileEvent } from '../domain/event'
import { type Finding, finding } from '../domain/finding'
import type { FieldReader } from '../reading/field-reader'

type Tracking = Pick<MobileEvent, 'attStatus' | 'adTrackingEnabled'>
type DeviceIds = Pick<MobileEvent, 'idfa' | 'idfv' | 'advertisingId' | 'oaid' | 'amazonAid' | 'imei'>

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const allZeros = /^[0-]+$/

const attStatuses: ReadonlyMap<string, 0 | 1 | 2 | 3> = new Map([
  ['notdetermined', 0],
  ['restricted', 1],
  ['denied', 2],
  ['authorized', 3],
  ['0', 0],
  ['1', 1],
  ['2', 2],
  ['3', 3],
] as const)

/** What the user allows: `att` on iOS, `aie` on both. */
export function readTracking(fields: FieldReader, platform: 'ios' | 'android'): Tracking {
  const attText = fields
    .text('att_status')
    ?.toLowerCase()
    .replace(/[\s_-]+/g, '')
  const attStatus = platform === 'ios' && attText !== undefined ? attStatuses.get(attText) : undefined
  const adTrackingEnabled = fields.flag('ad_tracking_enabled')
  return { attStatus, adTrackingEnabled }
}

export function hasOptedOut({ attStatus, adTrackingEnabled }: Tracking): boolean {
  return adTrackingEnabled === false || attStatus === 1 || attStatus === 2
}

/**
 * The device's ids in the form AppsFlyer takes: Apple's in upper case, Google's in lower case, never all zeros. Ids of
 * the other platform are not read. With `withhold` only the vendor id, which is no advertising id, remains.
 */
export function readDeviceIds(fields: FieldReader, platform: 'ios' | 'android', withhold: boolean): DeviceIds {
  const ids = platform === 'ios' ? readApple(fields) : readAndroid(fields)
  if (!withhold) return ids
  const withheld = Object.keys(none).filter((name) => name !== 'idfv' && ids[name as keyof DeviceIds] !== undefined)
  if (withheld.length > 0) fields.findings.push(finding('advertising_id_withheld', withheld.map(fieldOf).join(', ')))
  return { ...none, idfv: ids.idfv }
}

/** Tells of a mobile event without any device id, unless one was withheld on purpose. */
export function findMissingDeviceId(ids: DeviceIds, findings: Finding[]): void {
  const isMissing = Object.values(ids).every((id) => id === undefined)
  const isExplained = findings.some(({ code }) => code === 'advertising_id_withheld')
  if (isMissing && !isExplained) findings.push(finding('missing_device_id', null))
}

const none: DeviceIds = {
  idfa: undefined,
  idfv: undefined,
  advertisingId: undefined,
  oaid: undefined,
  amazonAid: undefined,
  imei: undefined,
}

function fieldOf(id: string): string {
  return id === 'advertisingId' ? 'advertising_id' : id === 'amazonAid' ? 'amazon_aid' : id
}

function readApple(fields: FieldReader): DeviceIds {
  return {
    ...none,
    idfa: readUuid('idfa', fields)?.toUpperCase(),
    idfv: readUuid('idfv', fields)?.toUpperCase(),
  }
}

function readAndroid(fields: FieldReader): DeviceIds {
  return {
    ...none,
    advertisingId: readUuid('advertising_id', fields)?.toLowerCase(),
    oaid: readOpaque('oaid', fields),
    amazonAid: readOpaque('amazon_aid', fields),
    imei: readOpaque('imei', fields),
  }
}

function readUuid(name: 'idfa' | 'idfv' | 'advertising_id', fields: FieldReader): string | undefined {
  const text = fields.text(name)
  if (text === undefined || dropZeros(text, name, fields.findings)) return undefined
  if (uuid.test(text)) return text
  fields.findings.push(finding('invalid_device_id_dropped', name, 'It must be a UUID.'))
  return undefined
}

function readOpaque(name: 'oaid' | 'amazon_aid' | 'imei', fields: FieldReader): CleanText | undefined {
  const text = fields.clean(name)
  return text === undefined || dropZeros(text, name, fields.findings) ? undefined : text
}

function dropZeros(text: string, name: string, findings: Finding[]): boolean {
  const isZero = allZeros.test(text)
  if (isZero) findings.push(finding('zero_advertising_id_dropped', name))
  return isZero
}
