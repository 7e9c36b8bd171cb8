import { documents } from '../documents'
import type { Contract } from './contract'
import { limits } from './limits'
import { PBA_BASE_URL } from './versions'

/**
 * Events of a website for people-based attribution. Its document has no refusal of a key: 401 and 404 were taken out of it,
 * so nothing is asked here about one.
 */
export const pbaEvent = {
  endpoint: 'pba_event',
  family: 'pba',
  server: 'web_pba',
  baseUrl: PBA_BASE_URL,
  path: '/v1/{app_id}/event',
  key: { in: 'body', name: 'webDevKey' },
  maxBodyBytes: limits.pbaBodyBytes,
  acceptedStatus: 200,
  answers: 'json',
  late: 'pba',
  ip: 'ipv4',
  takesUserAgent: true,
  document: documents.pba,
} as const satisfies Contract
