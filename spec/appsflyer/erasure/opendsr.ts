import { documents } from '../documents'
import type { AppPlatform } from '../events/platforms'

/** AppsFlyer's OpenDSR API as data: where requests of data subjects go, and how often. */
export const opendsr = {
  baseUrl: 'https://hq1.appsflyer.com',
  pathPrefix: '/api/gdpr/v1/',
  /** `stub` takes the same requests and erases nothing. */
  resources: ['opendsr_requests', 'stub'],
  apiVersion: '0.1',
  /** Of the account, whatever the app. */
  requestsPerMinute: 350,
  createdStatus: 201,
  document: documents.opendsr,
} as const

export type ErasureResource = (typeof opendsr.resources)[number]

/** How AppsFlyer names whom a request is about. */
export const identityTypes = [
  'appsflyer_id',
  'customer_user_id',
  'ios_advertising_id',
  'android_advertising_id',
  'fire_advertising_id',
  'microsoft_advertising_id',
  'idfv',
] as const
export type IdentityType = (typeof identityTypes)[number]

const everywhere = ['appsflyer_id', 'customer_user_id'] as const satisfies readonly IdentityType[]
const ofPlatform: Readonly<Record<string, readonly IdentityType[]>> = {
  ios: [...everywhere, 'ios_advertising_id', 'idfv'],
  android: [...everywhere, 'android_advertising_id', 'fire_advertising_id'],
  windows: [...everywhere, 'microsoft_advertising_id'],
}

/** The identities that apps of a platform can know. PC, console and TV know two; so do websites, which see no device ids. */
export function identityTypesOf(platform: string): readonly IdentityType[] {
  return ofPlatform[platform] ?? everywhere
}

/**
 * Whether erasures reach apps of a platform: the reference names mobile and web apps, Windows, and those of PCs, consoles and TVs,
 * and no brand bundles of PBA.
 */
export function isErasable(platform: AppPlatform): boolean {
  return platform !== 'web_pba'
}

/** The statuses of a request; `in_progress` is what working code of others expects. */
const erasureStatuses = ['pending', 'in-progress', 'completed', 'canceled'] as const
export type ErasureStatus = (typeof erasureStatuses)[number]

export function readErasureStatus(text: unknown): ErasureStatus | undefined {
  if (typeof text !== 'string') return undefined
  const said = text.replace(/_/g, '-').toLowerCase()
  return erasureStatuses.find((status) => status === said) ?? (said === 'cancelled' ? 'canceled' : undefined)
}
