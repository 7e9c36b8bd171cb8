import type { IdentityType } from '../../spec/appsflyer/erasure/opendsr'
import { mobileAppsflyerIdPattern } from '../../spec/appsflyer/events/app-id'
import type { DevicePlatform } from '../../spec/appsflyer/events/device-platforms'
import { type AppPlatform, isForDevices, platforms } from '../../spec/appsflyer/events/platforms'
import { type FieldName, fieldNames, fields as fieldTable, phoneIds } from '../../spec/configuration/fields'
import { comparableId } from '../core/domain/comparable-id'
import { guidIn, readDeviceIdList } from '../core/mapping/read-device-ids'
import { readDeviceIds } from '../core/mapping/read-devices'
import { FieldReader } from '../core/reading/field-reader'
import type { RawEvent } from '../core/reading/raw-event'
import type { Identities } from './erasure'
import { userIdToErase } from './user-id'

/** `<uuid>-p`: the id of AppsFlyer's web SDK. */
const webAppsflyerId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(-\w+)?$/i

/** The ids of a row, as apps of each platform know them. What is odd about one goes to the row's findings, once. */
export class IdsOfRow {
  readonly #raw: RawEvent
  readonly #fields: FieldReader
  /** The row says which app or platform it is for: then what has the general name, `advertising_id`, is of that. */
  readonly #isNamed: boolean
  readonly #known = new Map<AppPlatform, Identities>()
  /** The fields that hold the AppsFlyer ids that are named. */
  readonly #taken = new Set<FieldName>()

  constructor(raw: RawEvent, fields: FieldReader, isNamed: boolean) {
    this.#raw = raw
    this.#fields = fields
    this.#isNamed = isNamed
  }

  of(platform: AppPlatform): Identities {
    const known = this.#known.get(platform)
    if (known !== undefined) return known
    const ids: Identities = {
      appsflyer_id: this.#appsflyerId(platform),
      customer_user_id: userIdToErase(this.#fields),
      ...this.#deviceIds(platform),
    }
    this.#known.set(platform, ids)
    return ids
  }

  /** Fields with an id that no request names, and of which no finding tells why. */
  leftOut(named: readonly IdentityType[]): readonly FieldName[] {
    const told = new Set(this.#fields.findings.map(({ field }) => field))
    return idFields.flatMap((field) => {
      const isNamed = typesOf(field).some((type) =>
        type === 'appsflyer_id' ? this.#taken.has(field) : named.includes(type),
      )
      return isNamed || told.has(field) || !this.#fields.has(field) ? [] : [field]
    })
  }

  /** An id of an install is none of a website's, and the other way round; that of a PC, a console or a TV is a GUID. */
  #appsflyerId(platform: AppPlatform): string | undefined {
    const id = this.#fields.text('appsflyer_id')
    if (isForDevices(platform)) return this.#idOfDevice(id, platform as DevicePlatform)
    const taken = id === undefined ? undefined : this.#idOfBrowserOrInstall(id, platform)
    if (taken !== undefined) this.#taken.add('appsflyer_id')
    return taken
  }

  #idOfBrowserOrInstall(id: string, platform: AppPlatform): string | undefined {
    if (!mobileAppsflyerIdPattern.test(id) && !webAppsflyerId.test(id))
      this.#fields.note('unusual_appsflyer_id', 'appsflyer_id')
    if (this.#isNamed) return id
    if (platforms[platform].of === 'visitors') return mobileAppsflyerIdPattern.test(id) ? undefined : id
    return webAppsflyerId.test(id) ? undefined : id
  }

  /** Of two that differ the AppsFlyer id counts, and the other is told. */
  #idOfDevice(id: string | undefined, platform: DevicePlatform): string | undefined {
    const own = this.#ownDeviceId(platform)
    const asGuid = id === undefined ? undefined : guidIn(id)
    const isElsewhere = id === undefined || mobileAppsflyerIdPattern.test(id) || webAppsflyerId.test(id)
    const given = asGuid ?? (this.#isNamed && !isElsewhere ? id : undefined)
    if (given !== undefined) this.#taken.add('appsflyer_id')
    if (asGuid !== undefined && asGuid !== id) this.#fields.note('device_id_mended', 'appsflyer_id')
    if (own !== undefined && given !== undefined && comparableId(given) !== comparableId(own))
      this.#fields.note('value_conflict', 'device_id', 'The erasure names the AppsFlyer id.')
    return given ?? own
  }

  /** The app's own id of the device, which AppsFlyer has as the AppsFlyer id (PC/Console/CTV Events API, DeviceIds). */
  #ownDeviceId(platform: DevicePlatform): string | undefined {
    const reader = new FieldReader(this.#raw.fields)
    const all = readDeviceIdList(reader, platform, false)
    this.#takeFindings(reader)
    const own = all.find(({ type }) => type === 'custom')
    if (own !== undefined) this.#taken.add('device_id')
    // Its other ids are none that erasures know, and are told.
    if (own !== undefined && all.length === 1) this.#taken.add('device_ids')
    return own?.value
  }

  #deviceIds(platform: AppPlatform): Identities {
    if (platform === 'windows')
      return this.#isNamed ? { microsoft_advertising_id: this.#fields.text('advertising_id') } : {}
    if (platform !== 'ios' && platform !== 'android') return {}
    const reader = this.#raw.hasAmbiguousIds === true ? this.#fields : this.#withOwn(platform)
    const ids = readDeviceIds(reader, platform, false)
    if (reader !== this.#fields) this.#takeFindings(reader)
    const erasable = phoneIds.flatMap((name) => {
      const [ofPhones] = typesOf(name)
      const id = ids[name]
      return ofPhones === undefined || typeof id !== 'string' ? [] : [[ofPhones, id] as const]
    })
    return Object.fromEntries(erasable)
  }

  /** Its fields without the advertising id of the other platform: an IDFA is of iOS, whatever app the row names. */
  #withOwn(platform: 'ios' | 'android'): FieldReader {
    const fields = this.#raw.fields
    if (platform === 'android') return new FieldReader({ ...fields, idfa: undefined })
    return this.#isNamed ? this.#fields : new FieldReader({ ...fields, advertising_id: undefined })
  }

  #takeFindings({ findings }: FieldReader): void {
    for (const found of findings) {
      const isKnown = this.#fields.findings.some(({ code, field }) => code === found.code && field === found.field)
      if (!isKnown) this.#fields.findings.push(found)
    }
  }
}

const idNames = fieldNames.filter((name) => fieldTable[name].erasedAs !== undefined)
const [ofPhones, ofDevices] = [false, true].map((wanted) =>
  idNames.filter((name) => (fieldTable[name].on === 'devices') === wanted),
)
const isKnown = (name: FieldName) => typesOf(name).length > 0

/** Every id that a row can carry: those of phones first, and of either those that AppsFlyer knows in an erasure. */
const idFields: readonly FieldName[] = [ofPhones, ofDevices].flatMap((names = []) => [
  ...names.filter(isKnown),
  ...names.filter((name) => !isKnown(name)),
])

function typesOf(name: FieldName): readonly IdentityType[] {
  return fieldTable[name].erasedAs ?? []
}
