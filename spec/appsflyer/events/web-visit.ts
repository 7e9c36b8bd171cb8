import { documents } from '../documents'
import type { Contract } from './contract'
import { limits } from './limits'
import { WEB_API_VERSION, WEB_BASE_URL } from './versions'

/** Visits of a website. No probe: a visit has no name by which the question could be known. */
export const webVisit = {
  endpoint: 'web_visit',
  family: 'web',
  server: 'web',
  baseUrl: WEB_BASE_URL,
  path: `/${WEB_API_VERSION}/s2s/visits/app/web/{app_id}`,
  key: { in: 'header', name: 'authorization', prefix: 'Bearer ' },
  maxBodyBytes: limits.webBodyBytes,
  acceptedStatus: 202,
  answers: 'json',
  late: 'web',
  ip: 'any',
  takesUserAgent: true,
  dedupMember: 'customer_dedup_id',
  document: documents.web,
} as const satisfies Contract
