import { documents } from '../documents'
import type { Contract } from './contract'
import { limits } from './limits'

/** Events of a website. */
export const webEvent = {
  endpoint: 'web_event',
  family: 'web',
  server: 'web',
  baseUrl: 'https://events.appsflyer.com',
  pathPrefix: '/v2.0/s2s/inapps/app/web/',
  keyHeader: { name: 'authorization', prefix: 'Bearer ' },
  maxBodyBytes: limits.webBodyBytes,
  acceptedStatus: 202,
  document: documents.web,
} as const satisfies Contract
