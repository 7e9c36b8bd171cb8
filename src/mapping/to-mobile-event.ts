import { mobileAppsflyerIdPattern } from '../../spec/appsflyer/app-id'
import type { CleanText, MobileEvent } from '../domain/event'
import { finding } from '../domain/finding'
import { isObject, type JsonObject } from '../domain/json'
import { mapParameters } from './map-parameters'
import { fitEventName, nameEvent } from './name-event'
import { asStructure, asText } from './raw-event'
import { readOrigin } from './read-address'
import { readConsent, readSharingFilter } from './read-consent'
import { findMissingDeviceId, hasOptedOut, readDeviceIds, readTracking } from './read-devices'
import { readMoney } from './read-money'
import { type Reading, readPerson, readTime, readValues } from './reading'

/**
 * Reads a mobile event. Undefined when something it cannot do without is missing (a finding says what); `opted_out` when
 * the user opted out of ad tracking and the configuration sends no such events.
 */
export function toMobileEvent(reading: Reading, platform: 'ios' | 'android'): MobileEvent | 'opted_out' | undefined {
  const { raw, stream, choice, plan, contacts, texts, findings } = reading
  const { fields } = raw
  const { privacy, defaults } = plan.configuration

  const tracking = readTracking(fields, platform)
  const optedOut = hasOptedOut(tracking)
  if (optedOut && privacy.opted_out_users === 'skip') return 'opted_out'

  if (choice.wasBare) findings.push(finding('ios_app_id_prefixed', 'app_id'))
  const appsflyerId = readAppsflyerId(reading)
  const { name, specEvent } = nameEvent(raw, stream, plan, findings)
  if (name === undefined) findings.push(finding('missing_event_name', 'event_name'))
  const parameters = mapParameters(raw, specEvent, findings)
  const money = readMoney(parameters, specEvent?.isRefund ?? false, defaults.currency, findings)
  const ids = readDeviceIds(fields, platform, optedOut && privacy.opted_out_users === 'strip_ids', texts, findings)
  findMissingDeviceId(ids, findings)
  const osVersion = readOsVersion(reading, platform)
  const { ip, userAgent } = readOrigin(fields, choice.target.endpoint, texts, findings)
  const person = readPerson(reading)
  const timeMs = readTime(reading, 'mobile')
  const consent = readConsent(fields.consent_data, contacts, findings)
  const sharingFilter = readSharingFilter(fields.sharing_filter, privacy.sharing_filter, contacts, findings)
  const { customData, values } = splitCustomData(reading, parameters.values)

  if (appsflyerId === undefined || name === undefined) return undefined
  return {
    kind: 'mobile_event',
    platform,
    appId: choice.app.id,
    appsflyerId,
    customerUserId: texts.read('customer_user_id'),
    name: fitEventName(name, 'mobile', contacts, findings),
    revenue: money.revenue,
    currency: money.currency,
    namesCurrency: money.namesCurrency,
    idfa: ids.idfa,
    idfv: ids.idfv,
    advertisingId: ids.advertisingId,
    oaid: ids.oaid,
    amazonAid: ids.amazonAid,
    imei: ids.imei,
    attStatus: tracking.attStatus,
    adTrackingEnabled: tracking.adTrackingEnabled,
    osVersion,
    ip,
    userAgent,
    appVersion: texts.read('app_version'),
    appStore: texts.read('app_store'),
    bundleIdentifier: texts.read('bundle_identifier'),
    isAppClip: asText(fields.app_type) === 'app_clip',
    facebookLoginId: readFacebookLoginId(reading),
    person,
    timeMs,
    consent,
    sharingFilter,
    customData: customData && readValues(customData, reading),
    values: readValues(values, reading),
  }
}

function readAppsflyerId({ texts, findings }: Reading): CleanText | undefined {
  const appsflyerId = texts.read('appsflyer_id')
  if (appsflyerId === undefined) findings.push(finding('missing_appsflyer_id', 'appsflyer_id'))
  else if (!mobileAppsflyerIdPattern.test(appsflyerId)) findings.push(finding('unusual_appsflyer_id', 'appsflyer_id'))
  return appsflyerId
}

function readOsVersion({ texts, findings }: Reading, platform: 'ios' | 'android'): CleanText | undefined {
  const osVersion = texts.read('os_version')
  if (platform === 'ios' && osVersion === undefined) findings.push(finding('missing_os_version', 'os_version'))
  return osVersion
}

/** A numeric string (mobile v3 OpenAPI, fb_login_id). */
function readFacebookLoginId({ texts, findings }: Reading): string | undefined {
  const id = texts.read('fb_login_id')
  if (id === undefined || /^\d+$/.test(id)) return id
  findings.push(finding('invalid_device_id_dropped', 'fb_login_id', 'It must be digits.'))
  return undefined
}

/** Custom data that is no object has no place of its own: it joins the event values. */
function splitCustomData({ raw }: Reading, values: JsonObject): { customData?: JsonObject; values: JsonObject } {
  const customData = asStructure(raw.fields.custom_data)
  if (customData === undefined) return { values }
  return isObject(customData) ? { customData, values } : { values: { ...values, custom_data: customData } }
}
