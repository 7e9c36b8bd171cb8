/** Prefixes of ids outside mobile and web (AppsFlyer, Pull API V2 overview, "non-mobile platform prefixes"; devices API, platform). */
const storePrefixes = [
  ...['nativepc', 'steam', 'epic', 'battlenet', 'playstation', 'xbox', 'switch', 'quest', 'roku', 'tizen'],
  ...['smartcast', 'webos', 'vidaa', 'vega', 'chatgpt'],
] as const

/** What an app id says of its app. */
export type IdReading =
  | { readonly kind: 'known'; readonly platform: 'ios' | 'android' | 'web' }
  /** An app of a PC, a console or a TV. */
  | { readonly kind: 'store'; readonly store: string }
  | { readonly kind: 'unknown' }

/** iOS: `id` and digits, or digits. Web: `website-…`. Android: a package name, perhaps with the store's suffix (`-amazon`). */
export function readAppId(appId: string): IdReading {
  if (/^(id)?\d+$/i.test(appId)) return { kind: 'known', platform: 'ios' }
  if (/^website-./i.test(appId)) return { kind: 'known', platform: 'web' }
  const store = storePrefixes.find((prefix) => appId.toLowerCase().startsWith(`${prefix}-`))
  if (store !== undefined) return { kind: 'store', store }
  if (/^[a-z]\w*(\.\w+)+(-\S+)?$/i.test(appId)) return { kind: 'known', platform: 'android' }
  return { kind: 'unknown' }
}
