import { z } from 'zod'
import type { Endpoint } from '../events/contract'
import { deviceCurrencies } from '../events/currencies'
import { deviceIdTypes } from '../events/device-platforms'
import { limits } from '../events/limits'
import type { TextForm } from './member'
import { type Family, formAt, membersAt, type Shape } from './members'
import {
  appleId,
  appSetId,
  consentData,
  currency,
  googleAdvertisingId,
  httpUrl,
  jsonText,
  mobileIp,
  sha256Hex,
  sharingFilter,
  webIp,
} from './shapes'

export const text = z.string().min(1)

/** One of the two is required (S2S API for Web Attribution, "User identification"). */
const webUserId = z
  .strictObject({
    customer_user_id: text.max(limits.webCustomerUserIdLength).optional(),
    appsflyer_id: text.optional(),
  })
  .refine((id) => id.customer_user_id !== undefined || id.appsflyer_id !== undefined, 'needs one of its two ids')

/** 1 to 64 characters without `@ = + -` (S2S API for Web Attribution, "Measure an event"). */
const webEventName = text
  .max(limits.webEventNameLength, 'is too long')
  .regex(/^[^@=+-]*$/, 'must not contain @ = + or -')

/** An object of texts (Web S2S API for PBA, eventValue). */
const objectOfTexts = z
  .record(z.string(), z.string())
  .refine((value) => JSON.stringify(value).length <= limits.pbaEventValueLength, 'is too long')

/** PC/Console/CTV Events API: DeviceIds, event_parameters, request_id. */
const deviceIds = z
  .array(z.strictObject({ type: z.enum(deviceIdTypes), value: z.string().regex(/^[A-Za-z0-9_-]+$/) }))
  .min(1)
const deviceParameters = z.strictObject({
  af_revenue: z.number().optional(),
  af_currency: z
    .string()
    .refine((code) => deviceCurrencies.has(code), 'is none of the listed codes')
    .optional(),
})
const uuid = z.string().regex(/^[a-z0-9]{8}-[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{12}$/, 'must be a UUID')

const schemas: { readonly [Name in Shape]: z.ZodType | ((form: TextForm) => z.ZodType) } = {
  text: ({ longest, refused }) => {
    const fitting = longest === undefined ? text : text.max(longest, 'is too long')
    return refused === undefined
      ? fitting
      : fitting.refine((value) => !refused.test(value), 'has characters that are not taken')
  },
  json_text: ({ longest }) =>
    longest === undefined ? jsonText : jsonText.refine(({ length }) => length <= longest, 'is too long'),
  currency,
  amount: z.number(),
  milliseconds: z.int().nonnegative(),
  boolean: z.boolean(),
  object: z.record(z.string(), z.unknown()),
  object_of_texts: objectOfTexts,
  ipv4: mobileIp,
  any_ip: webIp,
  http_url: httpUrl,
  sha256: sha256Hex,
  digits: z.string().regex(/^\d+$/, 'must be a numeric string'),
  uuid,
  key: text,
  apple_id: appleId,
  google_id: googleAdvertisingId,
  app_set_id: appSetId,
  att_status: z.int().min(0).max(3),
  app_clip: z.literal('app_clip'),
  consent_data: consentData,
  sharing_filter: sharingFilter,
  /** A list always: `["all"]` for every partner. */
  partners: z.array(z.string().min(1)).min(1),
  web_event_name: webEventName,
  web_user_id: webUserId,
  event_type: z.literal('EVENT'),
  device_ids: deviceIds,
  device_parameters: deviceParameters,
}

/** A body of an endpoint: its members as the tables have them, and others before and behind them. */
export function bodySchema(
  family: Family,
  endpoint: Endpoint,
  before: z.core.$ZodLooseShape = {},
  behind: z.core.$ZodLooseShape = {},
) {
  const members = membersAt(family, endpoint).map(([name, member]) => {
    const schema = schemas[member.shape as Shape]
    const whole = typeof schema === 'function' ? schema(formAt(member, endpoint)) : schema
    return [name, member.requiredBy?.includes(endpoint) === true ? whole : whole.optional()] as const
  })
  return z.strictObject({ ...before, ...Object.fromEntries(members), ...behind })
}
