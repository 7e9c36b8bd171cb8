/** Where each version of AppsFlyer's APIs is served. */

/** Events API for mobile, v2 (legacy): https://dev.appsflyer.com/hc/reference/s2s-events-api2-post */
export const MOBILE_V2_BASE_URL = 'https://api2.appsflyer.com'
/** Events API for mobile, v3: https://dev.appsflyer.com/hc/reference/s2s-events-api3-post */
export const MOBILE_V3_BASE_URL = 'https://api3.appsflyer.com'
/** S2S API for web attribution. */
export const WEB_BASE_URL = 'https://events.appsflyer.com'
export const WEB_API_VERSION = 'v2.0'
/** Web S2S API for people-based attribution (PBA), v1: https://support.appsflyer.com/hc/en-us/articles/360006997298 */
export const PBA_BASE_URL = 'https://webs2s.appsflyer.com'
/** PC, console and CTV events API, v1.0. */
export const DEVICES_BASE_URL = 'https://events.appsflyer.com'
export const DEVICES_API_VERSION = 'v1.0'
