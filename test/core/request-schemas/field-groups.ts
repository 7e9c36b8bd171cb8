import fc from 'fast-check'
import { fieldNames, fields } from '../../../spec/configuration/fields'
import { anyEmail, anyPhone } from '../prepare-arbitraries'
import {
  amount,
  appSetId,
  asText,
  att,
  consent,
  currency,
  digits,
  flag,
  hash,
  ip,
  mostly,
  name,
  type Parts,
  partners,
  referrer,
  time,
  url,
  userAgent,
  userId,
  uuid,
  values,
  version,
  word,
} from './field-values'

export const platforms = {
  ios: ['ios', 'iPhone OS', 'IOS'],
  android: ['android', 'Android', 'google play'],
  web: ['web', 'Web'],
}
export type Platform = keyof typeof platforms

/** The fields of a device, by the project's names of them. */
export const deviceFields: Readonly<Record<Platform, Parts>> = {
  ios: { idfa: mostly(uuid), idfv: mostly(uuid), att_status: mostly(att), ad_tracking_enabled: flag },
  android: {
    advertising_id: mostly(uuid),
    oaid: mostly(fc.oneof(fc.uuid(), fc.constant('0000-0000'))),
    amazon_aid: mostly(uuid),
    imei: mostly(fc.oneof(digits(15, 15), fc.constant('AA-BBBBBB-CCCCCC-D'))),
    app_set_id: mostly(appSetId),
    ad_tracking_enabled: mostly(fc.constantFrom<unknown>(true, true, 'true', false)),
    limit_ad_tracking: fc.constantFrom<unknown>(false, false, 'f', true),
  },
  web: {
    event_url: mostly(url),
    http_referrer: mostly(referrer),
    dedup_id: mostly(fc.oneof(fc.uuid(), userId)),
  },
}
export const personFields = {
  email: mostly(anyEmail),
  phone: mostly(anyPhone.map(({ text }) => text)),
  first_name: mostly(name),
  last_name: mostly(name),
  country: fc.constantFrom('US', 'Germany', 'zz'),
}
export const hashFields = {
  email_hashed: mostly(hash),
  phone_number_hashed: mostly(hash),
  phone_number_e164_hashed: mostly(hash),
  first_name_hashed: mostly(hash),
  last_name_hashed: mostly(hash),
}
export const consentFields = { consent_data: mostly(consent), sharing_filter: mostly(partners) }
export const consentColumns = {
  gdpr_applies: flag,
  ad_user_data_enabled: flag,
  ad_personalization_enabled: flag,
  tcf_string: fc.constantFrom('CPokAsAPokAsABEACBENC7', 5),
  tcf_gdpr_applies: fc.constantFrom<unknown>(-1, '0', 1),
  tcf_policy_version: fc.constantFrom<unknown>(4, '4.0'),
  tcf_cmp_sdk_id: fc.constantFrom<unknown>(7, '300'),
  tcf_cmp_sdk_version: fc.constantFrom<unknown>(2, '2'),
}
export const appFields = {
  app_version: mostly(word),
  app_store: mostly(word),
  app_type: fc.constantFrom('app_clip', 'app', ''),
  bundle_identifier: mostly(fc.constantFrom('com.example.app', 'com.example.app.Clip')),
  fb_login_id: mostly(fc.oneof(digits(8, 17), digits(8, 15).map(Number))),
  custom_data: mostly(fc.oneof(values, asText(values))),
}
export const commonFields = {
  event_time: mostly(time),
  customer_user_id: mostly(userId),
  ip: mostly(ip),
  user_agent: mostly(userAgent),
  os_version: mostly(version),
}
export const moneyFields = { revenue: mostly(amount), currency: mostly(currency) }

/** Where AppsFlyer's own bodies call a field otherwise than the project. */
export const appsflyerNames: Readonly<Record<Platform, Readonly<Record<string, string>>>> = {
  ios: mobileNames(),
  android: mobileNames(),
  web: { ...namesIn('web'), event_time: 'timestamp' },
}

function mobileNames() {
  const others = { event_name: 'eventName', event_values: 'eventValue', event_time: 'eventTime', revenue: 'af_revenue' }
  return { ...namesIn('mobile'), ...others }
}

function namesIn(family: 'mobile' | 'web'): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fieldNames.flatMap((field) => {
      const { [family]: member } = fields[field]
      return member === undefined ? [] : [[field, member]]
    }),
  )
}

/** One arbitrary out of three, each made once. */
export function eachPlatform<T>(make: (on: Platform) => fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof(make('ios'), make('android'), make('web'))
}
