import { z } from 'zod'
import { documents } from '../documents'
import type { Contract } from './contract'
import { limits } from './limits'
import { isForOnePlatform, mobileFields, onePlatform, text } from './mobile-body'

const body = z
  .strictObject({
    ...mobileFields,
    /** Demanded by the API as first published. */
    af_events_api: z.literal('true'),
    /** The name of bundleIdentifier on iOS in the API as first published. */
    bundle_id: text.optional(),
  })
  .refine(isForOnePlatform, onePlatform)

export type MobileV2Body = z.infer<typeof body>

/** Mobile events of the legacy API. */
export const mobileV2 = {
  endpoint: 'mobile_v2',
  family: 'mobile',
  server: 'mobile_v2',
  baseUrl: 'https://api2.appsflyer.com',
  pathPrefix: '/inappevent/',
  keyHeader: { name: 'authentication', prefix: '' },
  body,
  maxBodyBytes: limits.mobileBodyBytes,
  acceptedStatus: 200,
  document: documents.mobileV2,
} as const satisfies Contract
