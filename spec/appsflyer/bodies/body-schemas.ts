import { z } from 'zod'
import type { Endpoint } from '../events/contract'
import { limits } from '../events/limits'
import type { WebEventBody, WebVisitBody } from './body'
import { deviceFirstOpen, deviceInapp, deviceSession } from './device-body'
import { mobileV2, mobileV3 } from './mobile-body'
import { pbaEvent, pbaSetCuid } from './pba-body'
import { currency, httpUrl } from './shapes'
import { webFields } from './web-body'

/** `event_name`: 1 to 64 characters without `@ = + -` (S2S API for Web Attribution, "Measure an event"). */
const webEventName = z
  .string()
  .min(1)
  .max(limits.webEventNameLength, 'is too long')
  .regex(/^[^@=+-]*$/, 'must not contain @ = + or -')

const webEvent: z.ZodType<WebEventBody> = z.strictObject({
  ...webFields,
  event_name: webEventName,
  event_revenue: z.number().optional(),
  event_revenue_currency: currency.optional(),
  event_url: httpUrl.optional(),
})

/** A visit has no event name and no revenue, and needs its URL (S2S API for Web Attribution, "Measure a visit"). */
const webVisit: z.ZodType<WebVisitBody> = z.strictObject({ ...webFields, event_url: httpUrl })

/** What each endpoint takes, checked: for the sandbox and the tests. The core, which writes bodies, is held by their types. */
export const bodySchemas: { readonly [Name in Endpoint]: z.ZodType } = {
  mobile_v2: mobileV2,
  mobile_v3: mobileV3,
  web_event: webEvent,
  web_visit: webVisit,
  pba_event: pbaEvent,
  pba_setcuid: pbaSetCuid,
  device_inapp: deviceInapp,
  device_first_open: deviceFirstOpen,
  device_session: deviceSession,
}
