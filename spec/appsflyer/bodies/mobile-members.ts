import type { Member } from './member'

interface MobileMemberData extends Member {
  /** The platform that alone has it. */
  readonly on?: 'ios' | 'android'
}

/**
 * What a mobile body has besides its required members and `eventTime`, in the order in which it is written: the shape of each, and
 * the platform or version that alone has it (mobile v2 and v3 OpenAPI).
 */
export const mobileMembers = {
  eventCurrency: { shape: 'currency' },
  customer_user_id: { shape: 'text' },
  idfa: { shape: 'apple_id', on: 'ios' },
  idfv: { shape: 'apple_id', on: 'ios' },
  att: { shape: 'att_status', on: 'ios' },
  advertising_id: { shape: 'google_id', on: 'android' },
  oaid: { shape: 'text', on: 'android' },
  amazon_aid: { shape: 'text', on: 'android' },
  imei: { shape: 'text', on: 'android' },
  app_set_id: { shape: 'app_set_id', on: 'android' },
  aie: { shape: 'boolean' },
  os: { shape: 'text' },
  ip: { shape: 'ipv4' },
  ua: { shape: 'text', only: 'mobile_v3' },
  email_hashed: { shape: 'sha256' },
  phone_number_hashed: { shape: 'sha256' },
  phone_number_e164_hashed: { shape: 'sha256' },
  first_name_hashed: { shape: 'sha256' },
  last_name_hashed: { shape: 'sha256' },
  fb_login_id: { shape: 'digits' },
  app_version_name: { shape: 'text' },
  app_store: { shape: 'text' },
  bundleIdentifier: { shape: 'text' },
  /** The name of bundleIdentifier on iOS in the API as first published. */
  bundle_id: { shape: 'text', only: 'mobile_v2' },
  custom_data: { shape: 'json_text' },
  app_type: { shape: 'app_clip' },
  sharing_filter: { shape: 'sharing_filter' },
  consent_data: { shape: 'consent_data' },
} as const satisfies Record<string, MobileMemberData>

export type MobileMember = keyof typeof mobileMembers

/** The members that only bodies of this platform have. */
export function mobileMembersOn(platform: 'ios' | 'android'): readonly MobileMember[] {
  const members = Object.keys(mobileMembers) as readonly MobileMember[]
  return members.filter((member) => {
    const data: MobileMemberData = mobileMembers[member]
    return data.on === platform
  })
}
