import { mapTexts } from './map-texts'

/** Texts that may be left out, and of which nobody means the word: keys, names of events and apps, addresses. */
const ofNull: readonly RegExp[] = [
  /^(s2s_token|dev_key|api_token|mapping)$/,
  /^apps\[\d+\]\.(key|time_zone)$/,
  /^streams\[\d+\]\.(event_name|app_id|time_zone)$/,
  /^defaults\.\w+$/,
  /^endpoints\.\w+$/,
  /^(object_storage_config|ledger)\.(access_key_id|secret_access_key|role_arn|s3_endpoint|bucket_path)$/,
  /^(memory|ledger)\.hash_key$/,
]

/** Texts and choices that may be left out. Not what a row is compared with: there, an empty text is a slip. */
const ofBlank: readonly RegExp[] = [
  ...ofNull,
  /^(revenue_from|late_events|unreadable_lines)$/,
  /^apps\[\d+\]\.(api_version|platform)$/,
  /^streams\[\d+\]\.(send_as|columns\[\d+\]\.unit|event_values\[\d+\]\.(column|value))$/,
  /^event_names\.style$/,
  /^privacy\.(opted_out_users|sharing_filter|personal_data_in_event_values|event_values)$/,
  /^delivery\.\w+$/,
  /^(object_storage_config|ledger)\.s3_bucket_region$/,
  /^custom_data\.delivery_id$/,
  /^memory\.on_failure$/,
]

/**
 * The value without texts that mean "not set": empty ones, which a form or a template leaves, and the word `null`. Airbyte's
 * form writes that: a client of its API stores unset fields as null, and the form that saves them again makes texts of them.
 */
export function withoutUnsetTexts(value: unknown): unknown {
  return mapTexts(value, (text, path) => {
    const places = text === 'null' ? ofNull : text.trim() === '' ? ofBlank : []
    return places.some((place) => place.test(path)) ? undefined : text
  })
}
