import { documents } from '../documents'
import type { Contract } from './contract'
import { limits } from './limits'
import { MOBILE_V2_BASE_URL } from './versions'

/** Mobile events of the legacy API. */
export const mobileV2 = {
  endpoint: 'mobile_v2',
  family: 'mobile',
  server: 'mobile_v2',
  baseUrl: MOBILE_V2_BASE_URL,
  pathPrefix: '/inappevent/',
  keyHeader: { name: 'authentication', prefix: '' },
  maxBodyBytes: limits.mobileBodyBytes,
  acceptedStatus: 200,
  document: documents.mobileV2,
} as const satisfies Contract
