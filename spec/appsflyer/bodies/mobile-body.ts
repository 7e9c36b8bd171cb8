import { z } from 'zod'
import { limits } from '../events/limits'
import { type MobileShape, mobileMembers, mobileMembersOf, mobileMembersOn } from './mobile-members'
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
const always = {
  appsflyer_id: text,
  eventName: text.max(limits.mobileEventNameLength, 'is too long'),
  /** A string always: "" for nothing, else JSON as text. An object here loses the revenue (mobile guide, troubleshooting). */
  eventValue: z.union([
    z.literal(''),
    jsonText.refine((value) => value.trimStart().startsWith('{'), 'must hold an object'),
  ]),
  eventTime: mobileEventTime.optional(),
}

const shapes: { readonly [Shape in MobileShape]: z.ZodType } = {
  text,
  currency,
  apple_id: appleId,
  att_status: z.int().min(0).max(3),
  google_id: googleAdvertisingId,
  app_set_id: appSetId,
  boolean: z.boolean(),
  ipv4: mobileIp,
  sha256: sha256Hex,
  digits: z.string().regex(/^\d+$/, 'must be a numeric string'),
  json_text: jsonText,
  app_clip: z.literal('app_clip'),
  sharing_filter: sharingFilter,
  consent_data: consentData,
}

function mobileBody(version: 'mobile_v2' | 'mobile_v3', more: z.core.$ZodLooseShape): z.ZodType {
  const members = mobileMembersOf(version).map((name) => [name, shapes[mobileMembers[name].shape].optional()])
  return z
    .strictObject({ ...always, ...Object.fromEntries(members), ...more })
    .refine(isForOnePlatform, 'mixes fields of iOS and Android')
}

/** `af_events_api` is demanded by the API as first published. */
export const mobileV2 = mobileBody('mobile_v2', { af_events_api: z.literal('true') })
export const mobileV3 = mobileBody('mobile_v3', {})

/** A body is for iOS or for Android: the schema is a choice of AndroidIds and IosIds (mobile v3 OpenAPI, requestBody). */
function isForOnePlatform(body: Partial<Record<string, unknown>>): boolean {
  const hasAny = (platform: 'ios' | 'android') => mobileMembersOn(platform).some((member) => body[member] !== undefined)
  return !(hasAny('ios') && hasAny('android'))
}
