import type { MobileV2Body, MobileV3Body } from '../../../spec/appsflyer/bodies/body'
import type { JsonObject } from '../../json/json'
import type { CleanValues, MobileEvent } from '../domain/event'
import { mobileEventTime } from '../reading/parse-time'
import { utf8Bytes } from './utf8-bytes'

/**
 * The body of a mobile event: of v2, the API as first published, or of v3. One literal, since it is built for every
 * record: fields of the other version stay undefined, which JSON leaves out.
 */
export function toMobileBody(
  event: MobileEvent,
  endpoint: 'mobile_v2' | 'mobile_v3',
  values: CleanValues,
): MobileV2Body | MobileV3Body {
  const isV3 = endpoint === 'mobile_v3'
  const { person } = event
  const body = {
    appsflyer_id: event.appsflyerId,
    eventName: event.name,
    eventValue: toEventValue(event, values),
    eventTime: event.timeMs === undefined ? undefined : mobileEventTime(event.timeMs),
    eventCurrency: event.currency,
    customer_user_id: event.customerUserId,
    idfa: event.idfa,
    idfv: event.idfv,
    att: event.attStatus,
    advertising_id: event.advertisingId,
    oaid: event.oaid,
    amazon_aid: event.amazonAid,
    imei: event.imei,
    app_set_id: event.appSetId,
    aie: event.adTrackingEnabled,
    os: event.osVersion,
    ip: event.ip,
    ua: isV3 ? event.userAgent : undefined,
    email_hashed: person.email,
    phone_number_hashed: person.phoneDigits,
    phone_number_e164_hashed: person.phoneE164,
    first_name_hashed: person.firstName,
    last_name_hashed: person.lastName,
    fb_login_id: event.facebookLoginId,
    app_version_name: event.appVersion,
    app_store: event.appStore,
    bundleIdentifier: event.bundleIdentifier,
    bundle_id: isV3 || event.platform !== 'ios' ? undefined : event.bundleIdentifier,
    custom_data: event.customData === undefined ? undefined : JSON.stringify(event.customData),
    app_type: event.isAppClip ? ('app_clip' as const) : undefined,
    sharing_filter: typeof event.sharingFilter === 'object' ? [...event.sharingFilter] : event.sharingFilter,
    consent_data: event.consent,
    af_events_api: isV3 ? undefined : ('true' as const),
  }
  return body
}

/**
 * JSON in a text, or an empty text when there is nothing to say (mobile guide: "Ensure that the JSON is stringified").
 * The money stands before the values' own JSON: an amount and a currency code need no escaping.
 */
function toEventValue({ revenue, currency, namesCurrency }: MobileEvent, values: CleanValues): string {
  const json = JSON.stringify(values)
  let money = revenue === undefined ? '' : `"af_revenue":"${revenue}"`
  if (currency !== undefined && (namesCurrency || revenue !== undefined)) {
    money += `${money === '' ? '' : ','}"af_currency":"${currency}"`
  }
  if (money === '') return json === '{}' ? '' : json
  return json === '{}' ? `{${money}}` : `{${money},${json.slice(1)}`
}

/** A key that JSON writes as it is. */
const plainKey = /^[\w .:/-]*$/
/** A text that JSON writes as it is, one byte a character. */
const plainText = /^[ !#-[\]-~]*$/

/** What one event value takes in a mobile body, where it stands as JSON inside a JSON text. */
export function mobileEntryBytes(key: string, value: JsonObject[string]): number {
  const bracesQuotesAndComma = 3
  // The same, worked out: a row of thousands of columns is weighed one by one.
  if (typeof value === 'number' && plainKey.test(key)) return key.length + String(value).length + 6
  if (typeof value === 'string' && plainText.test(value) && plainKey.test(key)) return key.length + value.length + 10
  return utf8Bytes(JSON.stringify(JSON.stringify({ [key]: value }))) - bracesQuotesAndComma
}
