/**
 * The install data API (GCD API): `GET {base}/install_data/v4.0/{app-id}?devkey={dev key}&device_id={AppsFlyer id}`, for tests:
 * a sample of ids, not all of them. 200 with `af_status` (Organic, Non-organic) for an install that AppsFlyer knows, 404 for
 * one it does not.
 * Document: "GCD API for SDK attribution testing" (https://dev.appsflyer.com/hc/reference/gcd-get-data).
 */
export const INSTALL_DATA_BASE_URL = 'https://gcdsdk.appsflyer.com'

export function installDataUrl(baseUrl: string, appId: string, devKey: string, appsflyerId: string): string {
  const query = new URLSearchParams({ devkey: devKey, device_id: appsflyerId })
  return `${baseUrl.replace(/(?<!\/)\/+$/, '')}/install_data/v4.0/${encodeURIComponent(appId)}?${query}`
}
