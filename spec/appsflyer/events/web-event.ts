import { z } from 'zod'
import { documents } from '../documents'
import type { Contract } from './contract'
import { currency, httpUrl } from './fields'
import { limits } from './limits'
import { webFields } from './web-body'

/** `event_name`: 1 to 64 characters without `@ = + -` (S2S API for Web Attribution, "Measure an event"). */
const eventName = z
  .string()
  .min(1)
  .max(limits.webEventNameLength, 'is too long')
  .regex(/^[^@=+-]*$/, 'must not contain @ = + or -')

const body = z.strictObject({
  ...webFields,
  event_name: eventName,
  event_revenue: z.number().optional(),
  event_revenue_currency: currency.optional(),
  event_url: httpUrl.optional(),
})

export type WebEventBody = z.infer<typeof body>

/** Events of a website. */
export const webEvent = {
  endpoint: 'web_event',
  family: 'web',
  server: 'web',
  baseUrl: 'https://events.appsflyer.com',
  pathPrefix: '/v2.0/s2s/inapps/app/web/',
  keyHeader: { name: 'authorization', prefix: 'Bearer ' },
  body,
  maxBodyBytes: limits.webBodyBytes,
  acceptedStatus: 202,
  document: documents.web,
} as const satisfies Contract
