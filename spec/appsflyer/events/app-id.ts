import { type AppPlatform, platforms } from './platforms'

/**
 * iOS app ids carry the prefix `id` (mobile v3 OpenAPI, path parameter app_id): without it AppsFlyer answers 200 and
 * records nothing.
 */
export const iosAppIdPattern = /^id\d+$/

/** An iOS app id whose prefix was forgotten: digits only. */
export const bareIosAppIdPattern = /^\d+$/

/** `appsflyer_id` on mobile: 13 digits, a dash, 7 (v2 file) to 19 (v3 file) digits. Another shape is unusual, not wrong. */
export const mobileAppsflyerIdPattern = /^\d{13}-\d{7,19}$/

/**
 * The id AppsFlyer knows an app by: a bare iOS number gets its prefix, and so does the id of an app for PCs, consoles and TVs
 * (`steam-480`: Pull API V2 overview, "non-mobile platform prefixes"); every other id stays as it is.
 */
export function completeAppId(platform: AppPlatform, appId: string): string {
  if (platform === 'ios') return bareIosAppIdPattern.test(appId) ? `id${appId}` : appId
  if (platforms[platform].of !== 'devices') return appId
  const prefix = `${platform}-`
  return prefix + (appId.toLowerCase().startsWith(prefix) ? appId.slice(prefix.length) : appId)
}

/** The platform that an id begins with, and the rest: of `steam-480`, `steam` and `480`. */
export function splitAppId(appId: string): { readonly platform: string; readonly id: string } {
  const dash = appId.indexOf('-')
  return { platform: appId.slice(0, Math.max(0, dash)), id: appId.slice(dash + 1) }
}
