import { type DevicePlatform, devicePlatforms } from './device-platforms'

/** What an app id says of its app. */
export type IdReading =
  | { readonly kind: 'known'; readonly platform: 'ios' | 'android' | 'web' }
  /** An app of a PC, a console or a TV. */
  | { readonly kind: 'store'; readonly store: DevicePlatform }
  /** One that no API for events takes. */
  | { readonly kind: 'other'; readonly store: string }
  | { readonly kind: 'unknown' }

/** Prefixes of ids outside mobile and web (AppsFlyer, Pull API V2 overview, "non-mobile platform prefixes"; devices API, platform). */
const devicePrefixes = Object.keys(devicePlatforms) as readonly DevicePlatform[]

/** iOS: `id` and digits, or digits. Web: `website-…`. Android: a package name, perhaps with the store's suffix (`-amazon`). */
export function readAppId(appId: string): IdReading {
  if (/^(id)?\d+$/i.test(appId)) return { kind: 'known', platform: 'ios' }
  if (/^website-./i.test(appId)) return { kind: 'known', platform: 'web' }
  const store = devicePrefixes.find((prefix) => appId.toLowerCase().startsWith(`${prefix}-`))
  if (store !== undefined) return { kind: 'store', store }
  if (/^chatgpt-/i.test(appId)) return { kind: 'other', store: 'chatgpt' }
  if (/^[a-z]\w*(\.\w+)+(-\S+)?$/i.test(appId)) return { kind: 'known', platform: 'android' }
  return { kind: 'unknown' }
}
