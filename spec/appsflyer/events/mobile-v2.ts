import { documents } from '../documents'
import type { Contract } from './contract'
import { limits } from './limits'
import { mobileRefusal } from './mobile-refusal'
import { MOBILE_V2_BASE_URL } from './versions'

/** Mobile events of the legacy API. */
export const mobileV2 = {
  endpoint: 'mobile_v2',
  family: 'mobile',
  server: 'mobile_v2',
  baseUrl: MOBILE_V2_BASE_URL,
  path: '/inappevent/{app_id}',
  key: { in: 'header', name: 'authentication', prefix: '' },
  maxBodyBytes: limits.mobileBodyBytes,
  acceptedStatus: 200,
  answers: 'text',
  late: 'mobile',
  ip: 'ipv4',
  takesUserAgent: false,
  probe: {
    body: { eventName: 'connection_check', eventValue: '', af_events_api: 'true' },
    refusal: mobileRefusal,
    provesKey: true,
  },
  document: documents.mobileV2,
} as const satisfies Contract
