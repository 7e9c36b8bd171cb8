import { documents } from '../documents'
import type { Contract } from './contract'
import { limits } from './limits'
import { DEVICES_API_VERSION, DEVICES_BASE_URL } from './versions'

/** Sessions on PCs, consoles and TVs. */
export const deviceSession = {
  endpoint: 'device_session',
  family: 'devices',
  server: 'devices',
  baseUrl: DEVICES_BASE_URL,
  path: `/${DEVICES_API_VERSION}/s2s/session/app/{platform}/{app_id}`,
  key: { in: 'signature', name: 'authorization' },
  maxBodyBytes: limits.deviceBodyBytes,
  maxValuesLength: limits.deviceCustomParametersLength,
  acceptedStatus: 202,
  answers: 'text',
  late: 'devices',
  ip: 'ipv4',
  takesUserAgent: true,
  probe: {
    // Without ip and device_model.
    body: { user_agent: 'connection_check' },
    // "The authentication succeeded, but mandatory fields in the message body are missing"; it shows no text.
    refusal: /^\s*(\{|$)/,
    provesKey: true,
  },
  document: documents.devices,
} as const satisfies Contract
