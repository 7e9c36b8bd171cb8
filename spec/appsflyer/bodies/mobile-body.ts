import { z } from 'zod'
import { limits } from '../events/limits'
import {
  appleId,
  appSetId,
  consentData,
  currency,
  googleAdvertisingId,
  jsonText,
  mobileEventTime,
  mobileIp,
  sha256Hex,
  sharingFilter,
} from './shapes'

export const text = z.string().min(1)

/** What v2 and v3 share. Required: `appsflyer_id`, `eventName`, `eventValue` (mobile v3 OpenAPI, AndroidIds and IosIds). */
export const mobileFields = {
  appsflyer_id: text,
  eventName: text.max(limits.mobileEventNameLength, 'is too long'),
  /** A string always: "" for nothing, else JSON as text. An object here loses the revenue (mobile guide, troubleshooting). */
  eventValue: z.union([
    z.literal(''),
    jsonText.refine((value) => value.trimStart().startsWith('{'), 'must hold an object'),
  ]),
  eventTime: mobileEventTime.optional(),
  eventCurrency: currency.optional(),
  idfa: appleId.optional(),
  idfv: appleId.optional(),
  att: z.int().min(0).max(3).optional(),
  advertising_id: googleAdvertisingId.optional(),
  oaid: text.optional(),
  amazon_aid: text.optional(),
  imei: text.optional(),
  app_set_id: appSetId.optional(),
  aie: z.boolean().optional(),
  os: text.optional(),
  ip: mobileIp.optional(),
  customer_user_id: text.optional(),
  email_hashed: sha256Hex.optional(),
  phone_number_hashed: sha256Hex.optional(),
  phone_number_e164_hashed: sha256Hex.optional(),
  first_name_hashed: sha256Hex.optional(),
  last_name_hashed: sha256Hex.optional(),
  fb_login_id: z.string().regex(/^\d+$/, 'must be a numeric string').optional(),
  app_version_name: text.optional(),
  app_store: text.optional(),
  bundleIdentifier: text.optional(),
  custom_data: jsonText.optional(),
  app_type: z.literal('app_clip').optional(),
  sharing_filter: sharingFilter.optional(),
  consent_data: consentData.optional(),
}

const appleOnly = ['idfa', 'idfv', 'att'] as const
const androidOnly = ['advertising_id', 'oaid', 'amazon_aid', 'imei', 'app_set_id'] as const

/** A body is for iOS or for Android: the schema is a choice of AndroidIds and IosIds (mobile v3 OpenAPI, requestBody). */
export function isForOnePlatform(body: Partial<Record<string, unknown>>): boolean {
  return !(
    appleOnly.some((field) => body[field] !== undefined) && androidOnly.some((field) => body[field] !== undefined)
  )
}

export const onePlatform = 'mixes fields of iOS and Android'
