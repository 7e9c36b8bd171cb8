import { z } from 'zod'
import type { Endpoint } from '../events/contract'
import { limits } from '../events/limits'
import { bodySchema, text } from './member-schemas'
import { mobileMembersOn } from './mobile-members'
import { jsonText, mobileEventTime } from './shapes'

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

/** `af_events_api` is demanded by the API as first published. */
const onlyV2 = { af_events_api: z.literal('true') }

type Body = Partial<Record<string, unknown>>

/** A body is for iOS or for Android: the schema is a choice of AndroidIds and IosIds (mobile v3 OpenAPI, requestBody). */
function isForOnePlatform(body: Body): boolean {
  const hasAny = (platform: 'ios' | 'android') => mobileMembersOn(platform).some((member) => body[member] !== undefined)
  return !(hasAny('ios') && hasAny('android'))
}
const mixes = 'mixes fields of iOS and Android'

const hasVisitor = ({ customerUserId, afUserId }: Body) => customerUserId !== undefined || afUserId !== undefined

/** What each endpoint takes, checked: for the sandbox and the tests. The core, which writes bodies, is held by the same tables. */
export const bodySchemas: { readonly [Name in Endpoint]: z.ZodType } = {
  mobile_v2: bodySchema('mobile', 'mobile_v2', always, onlyV2).refine(isForOnePlatform, mixes),
  mobile_v3: bodySchema('mobile', 'mobile_v3', always).refine(isForOnePlatform, mixes),
  web_event: bodySchema('web', 'web_event'),
  web_visit: bodySchema('web', 'web_visit'),
  pba_event: bodySchema('pba', 'pba_event').refine(hasVisitor, 'needs customerUserId or afUserId'),
  pba_setcuid: bodySchema('pba', 'pba_setcuid'),
  device_inapp: bodySchema('devices', 'device_inapp'),
  device_first_open: bodySchema('devices', 'device_first_open'),
  device_session: bodySchema('devices', 'device_session'),
}
