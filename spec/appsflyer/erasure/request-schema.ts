import { z } from 'zod'
import { readAppId } from '../events/platform-of-id'
import { opendsr } from './opendsr'

const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/** An app of the Microsoft store has the id of its product there: 12 letters and digits, such as 9NBLGGH4NNS1. */
const storeId = /^[0-9a-z]{12}$/i

/** The fields that every request needs, in the order of the codes by which AppsFlyer refuses them (OpenDSR API, Request). */
export const requestFields = {
  api_version: { form: z.literal(opendsr.apiVersion), code: 'e312' },
  subject_request_id: { form: z.string().regex(uuid4), code: 'e313' },
  submitted_time: { form: z.iso.datetime({ offset: true }), code: 'e314' },
  property_id: { form: z.string().refine((id) => readAppId(id).kind !== 'unknown' || storeId.test(id)), code: 'e317' },
  subject_request_type: { form: z.enum(['access', 'portability', 'rectification', 'erasure']), code: 'e322' },
} as const

/** One of `subject_identities`. */
export const identityForm = z.object({
  identity_type: z.string(),
  identity_value: z.string(),
  identity_format: z.literal('raw').optional(),
})

export const callbackUrl = z.url({ protocol: /^https?$/ })
