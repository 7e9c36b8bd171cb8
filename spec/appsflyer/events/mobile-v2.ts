import { documents } from '../documents'
import type { Contract } from './contract'
import { limits } from './limits'

/** Mobile events of the legacy API. */
export const mobileV2 = {
  endpoint: 'mobile_v2',
  family: 'mobile',
  server: 'mobile_v2',
  baseUrl: 'https://api2.appsflyer.com',
  pathPrefix: '/inappevent/',
  keyHeader: { name: 'authentication', prefix: '' },
  maxBodyBytes: limits.mobileBodyBytes,
  acceptedStatus: 200,
  document: documents.mobileV2,
} as const satisfies Contract
