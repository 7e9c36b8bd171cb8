import { deviceCurrencies } from '../../../spec/appsflyer/events/currencies'
import type { DevicePlatform } from '../../../spec/appsflyer/events/device-platforms'
import { limits } from '../../../spec/appsflyer/events/limits'
import type { FieldName } from '../../../spec/configuration/fields'
import { comparableId } from '../domain/comparable-id'
import type { DeviceEvent } from '../domain/event'
import { finding } from '../domain/finding'
import { noCleanValues } from '../person/clean-parts'
import { sha256 } from '../person/sha256'
import { deriveDedupId } from './derive-dedup-id'
import { findOddities, findUnpaidRevenue } from './find-oddities'
import { findEventWithoutPlace, findWithoutPlace, peopleFields } from './find-without-place'
import { listed, refundIn } from './id-parts'
import { mapParameters } from './map-parameters'
import type { Mapping } from './mapping'
import { fitEventName, nameEvent } from './name-event'
import { findConsentWithoutPlace } from './read-consent'
import { findForeignIds, readDeviceIdList } from './read-device-ids'
import { readDeviceTexts } from './read-device-texts'
import { readEventValues } from './read-event-values'
import { readIp } from './read-ip'
import { type Money, noteRounding, readMoney } from './read-money'
import { readSharingFilter } from './read-sharing-filter'
import { readTime } from './read-time'
import { readTracking } from './read-tracking'

type Read = DeviceEvent | 'opted_out' | undefined
type Call = DeviceEvent['call']

/**
 * Reads an in-app event of a PC, a console or a TV. Undefined when something it cannot do without is missing (a finding says
 * what); `opted_out` when the user opted out of ad tracking and the configuration sends no such events.
 */
export function toDeviceEvent(mapping: Mapping): Read {
  const shared = readShared(mapping, 'inapp')
  if (shared === 'opted_out') return shared
  const { raw, fields, stream, plan, findings } = mapping
  const { revenue_from: revenueFrom, defaults } = plan.configuration
  const named = nameEvent(raw, fields, stream, plan, findings)
  const { name, specEvent, money: moneyKind } = named
  if (name === undefined) findings.push(finding('missing_event_name', 'event_name'))
  const parameters = mapParameters(raw, fields, specEvent, moneyKind, revenueFrom, findings)
  const money = withListedCurrency(readMoney(parameters, raw, moneyKind, defaults.currency, fields), mapping)
  const values = readEventValues(parameters.values, parameters, money, moneyKind, specEvent, mapping)
  findUnpaidRevenue(mapping, named, money)
  findOddities(mapping)
  if (name === undefined || shared === undefined) return undefined
  const dedup_id = requestIdOf(mapping, shared, name, refundIn(money.revenue))
  return { ...shared, ...money, dedup_id, name: fitEventName(name, 'devices', fields.own, findings), values }
}

/** Reads a first open or a session, which has no name, no money and no event values. */
export function toDeviceOpening(mapping: Mapping): Read {
  const call = mapping.choice.kind === 'session' ? 'session' : 'first_open'
  const shared = readShared(mapping, call)
  if (shared === 'opted_out' || shared === undefined) return shared
  const dedup_id = requestIdOf(mapping, shared, undefined)
  return {
    ...shared,
    dedup_id,
    name: undefined,
    revenue: undefined,
    currency: undefined,
    namesCurrency: false,
    values: noCleanValues,
  }
}

type Shared = Omit<DeviceEvent, keyof Money | 'name' | 'values' | 'dedup_id'>

function readShared(mapping: Mapping, call: Call): Shared | 'opted_out' | undefined {
  const { fields, choice, plan, findings } = mapping
  const { opted_out_users: policy, sharing_filter: partners } = plan.configuration.privacy
  const { adTrackingEnabled, hasOptedOut, isUnreadable } = readTracking(fields, 'android')
  if (hasOptedOut && policy === 'skip') return 'opted_out'
  const withholds = policy !== 'send' && (hasOptedOut || isUnreadable)
  const platform = choice.app.platform as DevicePlatform
  const deviceIds = readDeviceIdList(fields, platform, withholds)
  findForeignIds(deviceIds, fields, platform)
  const texts = readDeviceTexts(fields, call)
  const ip = readIp(fields, true)
  const timeMs = readTime(mapping)
  const customerUserId = fields.clean('customer_user_id')
  if (customerUserId !== undefined && customerUserId.length > limits.deviceCustomerUserIdLength)
    findings.push(finding('customer_user_id_too_long', 'customer_user_id'))
  const sharingFilter = readSharingFilter(fields, partners)
  findConsentWithoutPlace(fields, ['consent_data'], 'Devices have no field for it.')
  const without: readonly FieldName[] = [...peopleFields, 'appsflyer_id']
  if (call === 'inapp') findWithoutPlace(mapping, without)
  else findEventWithoutPlace(mapping, without)
  findMissing(
    call,
    { hasIds: deviceIds.length > 0, hasIp: ip !== undefined, hasModel: texts.device_model !== undefined },
    mapping,
  )
  if (ip === undefined) return undefined
  return {
    kind: 'device_event',
    call,
    appId: choice.app.id,
    device_ids: deviceIds.length === 0 ? undefined : deviceIds,
    ...texts,
    ip,
    limit_ad_tracking: adTrackingEnabled === undefined ? undefined : !adTrackingEnabled,
    customer_user_id: customerUserId,
    sharing_filter: sharingFilter,
    timeMs,
  }
}

/** PC/Console/CTV Events API: `required` of each call. */
function findMissing(
  call: Call,
  { hasIds, hasIp, hasModel }: { readonly hasIds: boolean; readonly hasIp: boolean; readonly hasModel: boolean },
  { findings }: Mapping,
): void {
  if (!hasIds && call === 'session')
    findings.push(
      finding('missing_device_id', 'device_ids', 'A session without one is of no device that AppsFlyer knows.'),
    )
  else if (!hasIds) findings.push(finding('missing_device_ids', 'device_ids'))
  if (!hasIp) findings.push(finding('missing_device_ip', 'ip'))
  if (!hasModel && call === 'session') findings.push(finding('missing_device_model', 'device_model'))
}

/** AppsFlyer refuses a body with a code that is not in its list: the whole event would be lost for it. */
function withListedCurrency(money: Money, { fields, findings }: Mapping): Money {
  const { revenue, currency } = money
  noteRounding(money, fields, 'Devices take a number.')
  if (currency === undefined || deviceCurrencies.has(currency)) return money
  if (revenue !== undefined) findings.push(finding('invalid_currency', 'currency', 'Devices take no such code.'))
  return { ...money, currency: undefined, namesCurrency: false }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * The record's own id where it is a UUID, else one that is made of it: the same for every try, and another for another event. An
 * id of the record's may be an order's, which its refunds have, too: the event's name is part of it, and so is the amount of a refund.
 */
function requestIdOf(
  { fields, record, choice }: Mapping,
  { call, timeMs }: Pick<Shared, 'call' | 'timeMs'>,
  name: string | undefined,
  refunded?: string,
): string | undefined {
  const given = fields.text('dedup_id')
  const isUuid = given !== undefined && uuid.test(given)
  if (isUuid && refunded === undefined) return given.toLowerCase()
  const own = (given && comparableId(given)) ?? (record && deriveDedupId(record, name, timeMs, refunded))
  if (own === undefined) return undefined
  const hash = sha256(JSON.stringify([choice.app.id, call, name ?? null, own, ...listed(refunded)]))
  return [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join('-')
}
