import type { MobileV2Body, MobileV3Body } from '../../../spec/appsflyer/bodies/body'
import type { JsonObject } from '../../json/json'
import type { CleanValues, MobileEvent } from '../domain/event'
import { mobileEventTime } from '../reading/parse-time'
import { utf8Bytes } from './utf8-bytes'
import { plainText, writeEventValue } from './write-event-value'

/**
 * The body of a mobile event: of v2, the API as first published, or of v3. It is written out by hand, since it is written
 * for every record: JSON.stringify of the same object takes twice as long.
 */
export function toMobileBody(event: MobileEvent, endpoint: 'mobile_v2' | 'mobile_v3', values: CleanValues): string {
  const isV3 = endpoint === 'mobile_v3'
  const { person } = event
  const required = `{"appsflyer_id":${jsonOf(event.appsflyerId)},"eventName":${jsonOf(event.name)}`
  return (
    `${required},"eventValue":${writeEventValue(event, values)}` +
    plain('eventTime', event.timeMs === undefined ? undefined : mobileEventTime(event.timeMs)) +
    text('eventCurrency', event.currency) +
    text('customer_user_id', event.customerUserId) +
    plain('idfa', event.idfa) +
    plain('idfv', event.idfv) +
    other('att', event.attStatus) +
    plain('advertising_id', event.advertisingId) +
    text('oaid', event.oaid) +
    text('amazon_aid', event.amazonAid) +
    text('imei', event.imei) +
    other('app_set_id', event.appSetId) +
    other('aie', event.adTrackingEnabled) +
    text('os', event.osVersion) +
    plain('ip', event.ip) +
    text('ua', isV3 ? event.userAgent : undefined) +
    plain('email_hashed', person.email) +
    plain('phone_number_hashed', person.phoneDigits) +
    plain('phone_number_e164_hashed', person.phoneE164) +
    plain('first_name_hashed', person.firstName) +
    plain('last_name_hashed', person.lastName) +
    text('fb_login_id', event.facebookLoginId) +
    text('app_version_name', event.appVersion) +
    text('app_store', event.appStore) +
    text('bundleIdentifier', event.bundleIdentifier) +
    text('bundle_id', isV3 || event.platform !== 'ios' ? undefined : event.bundleIdentifier) +
    text('custom_data', event.customData === undefined ? undefined : JSON.stringify(event.customData)) +
    plain('app_type', event.isAppClip ? 'app_clip' : undefined) +
    other('sharing_filter', event.sharingFilter) +
    other('consent_data', event.consent) +
    `${plain('af_events_api', isV3 ? undefined : 'true')}}`
  )
}

type Name = keyof MobileV2Body | keyof MobileV3Body

/** A member whose text is ours (a hash, a UUID, an address, a time): nothing in it needs escaping. */
function plain(name: Name, value: string | undefined): string {
  return value === undefined ? '' : `,"${name}":"${value}"`
}

function text(name: Name, value: string | undefined): string {
  return value === undefined ? '' : `,"${name}":${jsonOf(value)}`
}

function other(name: Name, value: number | boolean | string | object | undefined): string {
  return value === undefined ? '' : `,"${name}":${JSON.stringify(value)}`
}

/** Most texts are short, and JSON writes them as they are: asking that is quicker than having them escaped. */
function jsonOf(value: string): string {
  return plainText.test(value) ? `"${value}"` : JSON.stringify(value)
}

/** A key that JSON writes as it is. */
const plainKey = /^[\w .:/-]*$/
/** What one event value takes in a mobile body, where it stands as JSON inside a JSON text. */
export function mobileEntryBytes(key: string, value: JsonObject[string]): number {
  const bracesQuotesAndComma = 3
  // The same, worked out: a row of thousands of columns is weighed one by one.
  if (typeof value === 'number' && plainKey.test(key)) return key.length + String(value).length + 6
  if (typeof value === 'string' && plainText.test(value) && plainKey.test(key)) return key.length + value.length + 10
  return utf8Bytes(JSON.stringify(JSON.stringify({ [key]: value }))) - bracesQuotesAndComma
}
