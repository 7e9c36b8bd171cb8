import { documents } from '../documents'
import type { Contract } from './contract'
import { limits } from './limits'
import { PBA_BASE_URL } from './versions'

/** Tells AppsFlyer which customer user id a visitor of a website has (people-based attribution). */
export const pbaSetCuid = {
  endpoint: 'pba_setcuid',
  family: 'pba',
  server: 'web_pba',
  baseUrl: PBA_BASE_URL,
  path: '/v1/{app_id}/setcuid',
  key: { in: 'body', name: 'webDevKey' },
  maxBodyBytes: limits.pbaBodyBytes,
  acceptedStatus: 200,
  answers: 'json',
  late: 'pba',
  ip: 'ipv4',
  takesUserAgent: false,
  probe: {
    // One of the two ids: nothing can be set.
    body: { customerUserId: 'connection_check' },
    refusal: /both user ids|customerUserId|afUserI[dD]/,
    // Its document does not say whether it looks at the key before the body.
    provesKey: false,
  },
  document: documents.pba,
} as const satisfies Contract
