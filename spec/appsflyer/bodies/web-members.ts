import { limits } from '../events/limits'
import type { Member } from './member'

const both = ['web_event', 'web_visit'] as const

/**
 * What a web event and a visit have, in the order in which it is written (S2S API for Web Attribution). A visit has no event name
 * and no revenue, and needs its URL ("Measure a visit").
 */
export const webMembers = {
  event_name: { shape: 'web_event_name', only: 'web_event', requiredBy: ['web_event'] },
  event_revenue: { shape: 'amount', only: 'web_event' },
  event_revenue_currency: { shape: 'currency', only: 'web_event' },
  event_url: { shape: 'http_url', requiredBy: ['web_visit'] },
  user_id: { shape: 'web_user_id', requiredBy: both },
  /** An object, unlike on mobile. */
  event_value: { shape: 'object' },
  timestamp: { shape: 'milliseconds' },
  ip: { shape: 'any_ip' },
  user_agent: { shape: 'text', longest: limits.webUserAgentLength },
  http_referrer: { shape: 'text' },
  customer_dedup_id: { shape: 'text' },
  email_hashed: { shape: 'sha256' },
  phone_number_hashed: { shape: 'sha256' },
  phone_number_e164_hashed: { shape: 'sha256' },
  first_name_hashed: { shape: 'sha256' },
  last_name_hashed: { shape: 'sha256' },
} as const satisfies Record<string, Member>
