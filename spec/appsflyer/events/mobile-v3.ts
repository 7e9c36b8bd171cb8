import { documents } from '../documents'
import type { Contract } from './contract'
import { limits } from './limits'
import { MOBILE_V3_BASE_URL } from './versions'

/** Mobile events of the current API. */
export const mobileV3 = {
  endpoint: 'mobile_v3',
  family: 'mobile',
  server: 'mobile_v3',
  baseUrl: MOBILE_V3_BASE_URL,
  pathPrefix: '/inappevent/',
  keyHeader: { name: 'authentication', prefix: '' },
  maxBodyBytes: limits.mobileBodyBytes,
  acceptedStatus: 200,
  document: documents.mobileV3,
} as const satisfies Contract
