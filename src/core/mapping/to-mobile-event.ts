import { mobileAppsflyerIdPattern } from '../../../spec/appsflyer/events/app-id'
import type { AppPlatform } from '../../../spec/appsflyer/events/platforms'
import { isObject, type JsonObject } from '../../json/json'
import type { CleanText, MobileEvent } from '../domain/event'
import { finding } from '../domain/finding'
import { madeOf } from '../person/clean-text'
import { systemVersion } from '../reading/platform'
import { findOddities, findUnpaidRevenue } from './find-oddities'
import { mapParameters } from './map-parameters'
import type { Mapping } from './mapping'
import { fitEventName, nameEvent } from './name-event'
import { readOrigin } from './read-address'
import { readConsent } from './read-consent'
import { findMissingDeviceId, readDeviceIds } from './read-devices'
import { readEventValues } from './read-event-values'
import { readMoney } from './read-money'
import { readPerson, withheldPerson } from './read-person'
import { readSharingFilter } from './read-sharing-filter'
import { textsReader } from './read-texts'
import { readTime } from './read-time'
import { readTracking } from './read-tracking'
import { readValues } from './read-values'
import { findStoreRevenue } from './store-revenue'

const readTexts = textsReader('mobile')

/** A mobile event that lacks its AppsFlyer id, which a memory may know. */
export interface Unidentified {
  readonly kind: 'unidentified'
  readonly event: Omit<MobileEvent, 'appsflyerId'>
  /** The user opted out, or may have: the device's ids are not to be filled in. */
  readonly withholdsIds: boolean
}

/**
 * Reads a mobile event. Undefined when something it cannot do without is missing (a finding says what); `opted_out` when
 * the user opted out of ad tracking and the configuration sends no such events.
 */
export function toMobileEvent(mapping: Mapping): MobileEvent | Unidentified | 'opted_out' | undefined {
  const { raw, fields, stream, choice, plan, findings } = mapping
  const platform = mobilePlatformOf(choice.app.platform)
  const { privacy, defaults } = plan.configuration

  const tracking = readTracking(fields, platform)
  const policy = privacy.opted_out_users
  if (tracking.hasOptedOut && policy === 'skip') return 'opted_out'
  const withholds = policy !== 'send' && (tracking.hasOptedOut || tracking.isUnreadable)

  if (choice.wasBare) findings.push(finding('ios_app_id_prefixed', 'app_id'))
  const appsflyerId = readAppsflyerId(mapping)
  const named = nameEvent(raw, fields, stream, plan, findings)
  const { name, specEvent, money: moneyKind } = named
  if (name === undefined) findings.push(finding('missing_event_name', 'event_name'))
  const parameters = mapParameters(raw, fields, specEvent, moneyKind, plan.configuration.revenue_from, findings)
  const money = readMoney(parameters, raw, moneyKind, defaults.currency, fields)
  const ids = readDeviceIds(fields, platform, withholds)
  if (platform !== 'windows') findMissingDeviceId(ids, fields)
  const osVersion = readOsVersion(mapping, platform)
  const { ip, user_agent } = readOrigin(fields, choice.target.endpoint, findings)
  const person = withholds && policy === 'strip_ids' ? withheldPerson(fields) : readPerson(mapping)
  const timeMs = readTime(mapping)
  const consent = readConsent(fields)
  const sharingFilter = readSharingFilter(fields, privacy.sharing_filter)
  const { customData, values } = splitCustomData(mapping, parameters.values)
  const cleanValues = readEventValues(values, parameters, money, moneyKind, specEvent, mapping)
  findUnpaidRevenue(mapping, named, money)
  findStoreRevenue(mapping, named, money)
  findOddities(mapping)

  if (name === undefined) return undefined
  const event = {
    kind: 'mobile_event' as const,
    platform,
    appId: choice.app.id,
    appsflyerId,
    customer_user_id: fields.clean('customer_user_id'),
    name: fitEventName(name, 'mobile', fields.own, findings),
    revenue: money.revenue,
    currency: money.currency,
    namesCurrency: money.namesCurrency,
    ids,
    att_status: tracking.attStatus,
    ad_tracking_enabled: tracking.adTrackingEnabled,
    os_version: osVersion,
    ip,
    user_agent,
    texts: readTexts(fields),
    app_type: fields.text('app_type') === 'app_clip' ? ('app_clip' as const) : undefined,
    fb_login_id: readFacebookLoginId(mapping),
    person,
    timeMs,
    consent_data: consent,
    sharing_filter: sharingFilter,
    custom_data: customData && readValues(customData, mapping),
    values: cleanValues,
  }
  if (appsflyerId === undefined) return { kind: 'unidentified', event, withholdsIds: withholds }
  return event as MobileEvent
}

export function mobilePlatformOf(platform: AppPlatform): MobileEvent['platform'] {
  return platform === 'ios' || platform === 'windows' ? platform : 'android'
}

function readAppsflyerId({ fields, findings }: Mapping): CleanText | undefined {
  const appsflyerId = fields.clean('appsflyer_id')
  if (appsflyerId === undefined) findings.push(finding('missing_appsflyer_id', 'appsflyer_id'))
  else if (!mobileAppsflyerIdPattern.test(appsflyerId)) findings.push(finding('unusual_appsflyer_id', 'appsflyer_id'))
  return appsflyerId
}

function readOsVersion({ fields, findings }: Mapping, platform: MobileEvent['platform']): CleanText | undefined {
  const written = fields.clean('os_version')
  const osVersion = written === undefined ? undefined : madeOf(written, systemVersion)
  if (platform === 'ios' && osVersion === undefined) findings.push(finding('missing_os_version', 'os_version'))
  return osVersion
}

/** A numeric string (mobile v3 OpenAPI, fb_login_id). */
function readFacebookLoginId({ fields, findings }: Mapping): CleanText | undefined {
  const id = fields.clean('fb_login_id')
  if (id === undefined || /^\d+$/.test(id)) return id
  findings.push(finding('invalid_device_id_dropped', 'fb_login_id', 'It must be digits.'))
  return undefined
}

/** Custom data that is no object has no place of its own: it joins the event values. */
function splitCustomData({ fields }: Mapping, values: JsonObject): { customData?: JsonObject; values: JsonObject } {
  const customData = fields.structure('custom_data')
  if (customData === undefined) return { values }
  return isObject(customData) ? { customData, values } : { values: { ...values, custom_data: customData } }
}
