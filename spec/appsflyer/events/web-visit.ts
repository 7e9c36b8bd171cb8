import { z } from 'zod'
import { documents } from '../documents'
import type { Contract } from './contract'
import { httpUrl } from './fields'
import { limits } from './limits'
import { webFields } from './web-body'

/** A visit has no event name and no revenue, and needs its URL (S2S API for Web Attribution, "Measure a visit"). */
const body = z.strictObject({ ...webFields, event_url: httpUrl })

export type WebVisitBody = z.infer<typeof body>

/** Visits of a website. */
export const webVisit = {
  endpoint: 'web_visit',
  family: 'web',
  server: 'web',
  baseUrl: 'https://events.appsflyer.com',
  pathPrefix: '/v2.0/s2s/visits/app/web/',
  keyHeader: { name: 'authorization', prefix: 'Bearer ' },
  body,
  maxBodyBytes: limits.webBodyBytes,
  acceptedStatus: 202,
  document: documents.web,
} as const satisfies Contract
