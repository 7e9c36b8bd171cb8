import { mapTexts } from './map-texts'

/** Texts that may be left out, and of which nobody means the word: keys, names of events and apps, addresses. */
const places: readonly RegExp[] = [
  /^(s2s_token|dev_key|api_token|mapping)$/,
  /^apps\[\d+\]\.(key|time_zone)$/,
  /^streams\[\d+\]\.(event_name|app_id|time_zone)$/,
  /^defaults\.\w+$/,
  /^endpoints\.\w+$/,
  /^object_storage_config\.(access_key_id|secret_access_key|role_arn|s3_endpoint|bucket_path)$/,
]

/**
 * The value without the word `null` where it means "not set". Airbyte's form writes it: a client of its API stores unset
 * fields as null, and the form that saves them again makes texts of them.
 */
export function withoutNullWords(value: unknown): unknown {
  return mapTexts(value, (text, path) =>
    text === 'null' && places.some((place) => place.test(path)) ? undefined : text,
  )
}
