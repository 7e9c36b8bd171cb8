import { documents } from '../documents'
import type { Contract } from './contract'
import { limits } from './limits'
import { WEB_API_VERSION, WEB_BASE_URL } from './versions'

/** Visits of a website. */
export const webVisit = {
  endpoint: 'web_visit',
  family: 'web',
  server: 'web',
  baseUrl: WEB_BASE_URL,
  pathPrefix: `/${WEB_API_VERSION}/s2s/visits/app/web/`,
  keyHeader: { name: 'authorization', prefix: 'Bearer ' },
  maxBodyBytes: limits.webBodyBytes,
  acceptedStatus: 202,
  document: documents.web,
} as const satisfies Contract
