import type { AppPlatform } from './platforms'

/**
 * iOS app ids carry the prefix `id` (mobile v3 OpenAPI, path parameter app_id): without it AppsFlyer answers 200 and
 * records nothing.
 */
export const iosAppIdPattern = /^id\d+$/

/** An iOS app id whose prefix was forgotten: digits only. */
export const bareIosAppIdPattern = /^\d+$/

/** `appsflyer_id` on mobile: 13 digits, a dash, 7 (v2 file) to 19 (v3 file) digits. Another shape is unusual, not wrong. */
export const mobileAppsflyerIdPattern = /^\d{13}-\d{7,19}$/

/** The id AppsFlyer knows an app by: a bare iOS number gets its prefix, every other id stays as it is. */
export function completeAppId(platform: AppPlatform, appId: string): string {
  return platform === 'ios' && bareIosAppIdPattern.test(appId) ? `id${appId}` : appId
}
