import { documents } from '../documents'
import type { Contract } from './contract'
import { limits } from './limits'

/** Visits of a website. */
export const webVisit = {
  endpoint: 'web_visit',
  family: 'web',
  server: 'web',
  baseUrl: 'https://events.appsflyer.com',
  pathPrefix: '/v2.0/s2s/visits/app/web/',
  keyHeader: { name: 'authorization', prefix: 'Bearer ' },
  maxBodyBytes: limits.webBodyBytes,
  acceptedStatus: 202,
  document: documents.web,
} as const satisfies Contract
