import { z } from 'zod'
import { limits } from '../events/limits'

/** Shapes of single values, shared by the endpoints' bodies. */

/** SHA-256 in hex, any case (S2S API for Web Attribution, "Hashed PII fields"). */
export const sha256Hex = z.string().regex(/^[a-fA-F0-9]{64}$/, 'must be 64 hexadecimal digits')

/** `idfa`, `idfv`: an upper-case UUID (mobile v3 OpenAPI, IosIds), and not the all-zero one, which stands for "none". */
export const appleId = z
  .string()
  .regex(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/, 'must be an upper-case UUID')
  .refine(isSet, 'must not be all zeros')

/** `advertising_id`: a lower-case UUID (mobile v3 OpenAPI, AndroidIds), and not the all-zero one. */
export const googleAdvertisingId = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a lower-case UUID')
  .refine(isSet, 'must not be all zeros')

/** `app_set_id`: Android's app set id; scope 1 is this app, 2 is all apps of the developer (mobile v2 and v3 OpenAPI, AndroidIds). */
export const appSetId = z.strictObject({ scope: z.union([z.literal(1), z.literal(2)]), id: z.guid() })

/** `eventTime`: UTC, exactly three decimals, no `T`, no zone (mobile v3 OpenAPI, eventTime). */
export const mobileEventTime = z
  .string()
  .regex(
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}$/,
    'must be yyyy-MM-dd HH:mm:ss.SSS in UTC',
  )

/** ISO 4217, upper case. */
export const currency = z.string().regex(/^[A-Z]{3}$/, 'must be an upper-case ISO 4217 code')

const ipv4Pattern = /^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/

/** `ip` on mobile: IPv4 only (mobile v3 OpenAPI, ip). */
export const mobileIp = z.string().max(limits.mobileIpLength).regex(ipv4Pattern, 'must be an IPv4 address')

/** `ip` on the web: IPv4 or IPv6, at most 46 characters (S2S API for Web Attribution, ip). */
export const webIp = z
  .string()
  .max(limits.webIpLength)
  .pipe(z.union([z.ipv4(), z.ipv6()]))

/** An absolute http or https URL (S2S API for Web Attribution, event_url). */
export const httpUrl = z.url({ protocol: /^https?$/, hostname: /./ }).max(limits.urlLength)

/** A JSON document as text. */
export const jsonText = z.string().refine(isJson, 'must be JSON as text')

/** `sharing_filter`: partner ids, or "all" (mobile v3 OpenAPI, sharing_filter). */
export const sharingFilter = z.union([z.literal('all'), z.array(z.string().min(1)).min(1)])

/** `consent_data` (mobile v3 OpenAPI, ConsentData): the TCF string, or the three answers given by hand. */
export const consentData = z.union([
  z.strictObject({
    tcf: z.strictObject({
      policy_version: z.int(),
      gdpr_applies: z.union([z.literal(-1), z.literal(0), z.literal(1)]),
      cmp_sdk_id: z.int(),
      cmp_sdk_version: z.int(),
      tcstring: z.string(),
    }),
  }),
  z.strictObject({
    manual: z.strictObject({
      gdpr_applies: z.boolean(),
      ad_user_data_enabled: z.boolean(),
      ad_personalization_enabled: z.boolean(),
    }),
  }),
])

function isSet(id: string): boolean {
  return !/^[0-]+$/.test(id)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
