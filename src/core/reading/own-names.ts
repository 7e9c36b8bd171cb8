import type { FieldName } from '../../../spec/configuration/fields'
import type { JsonObject } from '../../json/json'
import { remembered } from '../domain/remembered'
import { plainName } from './names'
import type { RawFields } from './raw-event'
import { isMeant, isSet, saysNo } from './values'

/**
 * Properties of an event that carry AppsFlyer's own names (mobile v3 OpenAPI; S2S API for Web Attribution, Request body)
 * mean its fields, in any spelling. An advertising id or a consent is none of the event values, wherever it stands.
 */
const ownNames: ReadonlyMap<string, FieldName> = new Map([
  ...fieldsOf('consent_data', 'sharing_filter', 'gdpr_applies', 'ad_user_data_enabled', 'ad_personalization_enabled'),
  ...fieldsOf('idfa', 'idfv', 'advertising_id', 'oaid', 'amazon_aid', 'imei', 'app_set_id', 'att_status'),
  ...fieldsOf(
    'email_hashed',
    'phone_number_hashed',
    'phone_number_e164_hashed',
    'first_name_hashed',
    'last_name_hashed',
  ),
  ...fieldsOf('customer_user_id', 'custom_data', 'bundle_identifier', 'fb_login_id'),
  ...fieldsOf('ad_tracking_enabled', 'limit_ad_tracking'),
  ['att', 'att_status'],
  ['aie', 'ad_tracking_enabled'],
  ['appversionname', 'app_version'],
  ['customerdedupid', 'dedup_id'],
  ['iabtcftcstring', 'tcf_string'],
  ['iabtcfgdprapplies', 'tcf_gdpr_applies'],
  ['iabtcfpolicyversion', 'tcf_policy_version'],
  ['iabtcfpolicyvesrion', 'tcf_policy_version'],
  ['iabtcfcmpsdkid', 'tcf_cmp_sdk_id'],
  ['iabtcfcmpsdkversion', 'tcf_cmp_sdk_version'],
])

function fieldsOf(...names: readonly FieldName[]): readonly (readonly [string, FieldName])[] {
  return names.map((name) => [plainName(name), name])
}

const fieldOf = remembered((key) => ownNames.get(plainName(key)) ?? null)

/** Fills what the event itself leaves open; the properties are marked as used either way. */
export function readOwnNames(properties: JsonObject, fields: RawFields, used: Set<string>): void {
  for (const key of Object.keys(properties)) {
    const field = fieldOf(key)
    const value = properties[key]
    if (field === null || !isSet(value)) continue
    used.add(key)
    if (!isMeant(fields[field]) || saysNo(field, value)) fields[field] = value
  }
}
