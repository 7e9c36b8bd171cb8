import { documents } from '../documents'
import type { Contract } from './contract'
import { limits } from './limits'
import { DEVICES_API_VERSION, DEVICES_BASE_URL } from './versions'

/** In-app events of PCs, consoles and TVs. */
export const deviceInapp = {
  endpoint: 'device_inapp',
  family: 'devices',
  server: 'devices',
  baseUrl: DEVICES_BASE_URL,
  path: `/${DEVICES_API_VERSION}/s2s/inapp/app/{platform}/{app_id}`,
  key: { in: 'signature', name: 'authorization' },
  maxBodyBytes: limits.deviceBodyBytes,
  maxValuesLength: limits.deviceCustomParametersLength,
  acceptedStatus: 202,
  answers: 'text',
  late: 'devices',
  ip: 'ipv4',
  takesUserAgent: true,
  document: documents.devices,
} as const satisfies Contract
