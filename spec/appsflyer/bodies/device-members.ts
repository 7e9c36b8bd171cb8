import { limits } from '../events/limits'
import type { Member } from './member'

const all = ['device_inapp', 'device_first_open', 'device_session'] as const

/**
 * What the three calls for PCs, consoles and TVs have, in the order in which it is written: lengths and patterns as the OpenAPI of
 * the PC/Console/CTV Events API has them.
 */
export const deviceMembers = {
  timestamp: { shape: 'milliseconds' },
  request_id: { shape: 'uuid' },
  ip: { shape: 'ipv4', requiredBy: all },
  user_agent: {
    shape: 'text',
    longest: limits.deviceUserAgentLength,
    at: { device_first_open: { refused: /[@=]/ } },
  },
  device_os_version: {
    shape: 'text',
    longest: limits.deviceOsVersionLength,
    refused: /[^0-9.-]/,
    at: { device_first_open: { longest: limits.deviceFirstOsVersionLength } },
  },
  device_model: {
    shape: 'text',
    longest: limits.deviceModelLength,
    refused: /[^A-Za-z0-9.() -]/,
    requiredBy: ['device_session'],
  },
  device_ids: { shape: 'device_ids', requiredBy: ['device_inapp', 'device_first_open'] },
  limit_ad_tracking: { shape: 'boolean' },
  customer_user_id: { shape: 'text', longest: limits.deviceCustomerUserIdLength },
  app_version: {
    shape: 'text',
    longest: limits.deviceAppVersionLength,
    refused: /[^A-Za-z0-9.-]/,
    at: { device_session: { refused: /[^0-9.-]/ } },
  },
  sharing_filter: { shape: 'partners' },
  event_name: {
    shape: 'text',
    longest: limits.deviceEventNameLength,
    only: 'device_inapp',
    requiredBy: ['device_inapp'],
  },
  event_parameters: { shape: 'device_parameters', only: 'device_inapp' },
  event_custom_parameters: {
    shape: 'json_text',
    longest: limits.deviceCustomParametersLength,
    only: 'device_inapp',
  },
} as const satisfies Record<string, Member>
