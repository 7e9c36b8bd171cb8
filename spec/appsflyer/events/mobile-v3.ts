import { documents } from '../documents'
import type { Contract } from './contract'
import { limits } from './limits'
import { mobileRefusal } from './mobile-refusal'
import { MOBILE_V3_BASE_URL } from './versions'

/** Mobile events of the current API. */
export const mobileV3 = {
  endpoint: 'mobile_v3',
  family: 'mobile',
  server: 'mobile_v3',
  baseUrl: MOBILE_V3_BASE_URL,
  path: '/inappevent/{app_id}',
  key: { in: 'header', name: 'authentication', prefix: '' },
  maxBodyBytes: limits.mobileBodyBytes,
  acceptedStatus: 200,
  answers: 'text',
  late: 'mobile',
  ip: 'ipv4',
  takesUserAgent: true,
  probe: { body: { eventName: 'connection_check', eventValue: '' }, refusal: mobileRefusal, provesKey: true },
  document: documents.mobileV3,
} as const satisfies Contract
