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
  path: `/${WEB_API_VERSION}/s2s/inapps/app/web/{app_id}`,
  key: { in: 'header', name: 'authorization', prefix: 'Bearer ' },
  maxBodyBytes: limits.webBodyBytes,
  acceptedStatus: 202,
  answers: 'json',
  late: 'web',
  ip: 'any',
  takesUserAgent: true,
  dedupMember: 'customer_dedup_id',
  probe: {
    body: { event_name: 'connection_check' },
    // JSON, or the document's description; it gives no more.
    refusal: /^\s*\{|Invalid or missing|user_id/,
    provesKey: true,
  },
  document: documents.web,
} as const satisfies Contract
