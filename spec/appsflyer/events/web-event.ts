import { documents } from '../documents'
import type { Contract } from './contract'
import { limits } from './limits'
import { WEB_API_VERSION, WEB_BASE_URL } from './versions'

/** Events of a website. */
export const webEvent = {
  endpoint: 'web_event',
  family: 'web',
  server: 'web',
  baseUrl: WEB_BASE_URL,
  pathPrefix: `/${WEB_API_VERSION}/s2s/inapps/app/web/`,
  keyHeader: { name: 'authorization', prefix: 'Bearer ' },
  maxBodyBytes: limits.webBodyBytes,
  acceptedStatus: 202,
  document: documents.web,
} as const satisfies Contract
