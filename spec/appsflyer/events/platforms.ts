import type { Endpoint } from './contract'
import { type DevicePlatform, devicePlatforms } from './device-platforms'

/** What a record can be sent as. `identify` is no event: it says which user a visitor is. */
export type SentAs = 'mobile_event' | 'web_event' | 'web_visit' | 'first_open' | 'session' | 'identify'

/** Where an app of AppsFlyer's runs, as a configuration names it. */
export type AppPlatform = 'ios' | 'android' | 'windows' | 'web' | 'web_pba' | DevicePlatform

/** What is true of all apps of a platform. */
export interface Platform {
  /** For people. */
  readonly title: string
  /** `installs`: AppsFlyer knows an install by an AppsFlyer id. `visitors`: a browser. `devices`: by the ids of a PC, a console, a TV. */
  readonly of: 'installs' | 'visitors' | 'devices'
  /** What records name it; a bundle of PBA by its own name, too. */
  readonly saidAs: Exclude<AppPlatform, 'web_pba'>
  /** How they write it, where src/core/reading/platform does not know. */
  readonly words?: RegExp
  /** The endpoint for what a record is sent as; nothing else can be sent to such an app. */
  readonly takes: { readonly [Kind in SentAs]?: Endpoint }
  /** The API, where there is one alone. */
  readonly api?: string
  /** The secret of the account, where it is not the S2S token (v2 takes the dev key). */
  readonly secret?: 'dev_key'
  /** Whether each app needs a key of its own, since the account has none for it. */
  readonly hasOwnKey?: true
}

/** Measured by the devices API: in-app events, first opens and sessions. */
function device(name: DevicePlatform): Platform {
  const { title, words } = devicePlatforms[name]
  const takes = { mobile_event: 'device_inapp', first_open: 'device_first_open', session: 'device_session' } as const
  return { title, of: 'devices', saidAs: name, words, takes, api: 'v1.0', secret: 'dev_key' }
}

const devices = Object.fromEntries(
  (Object.keys(devicePlatforms) as DevicePlatform[]).map((name) => [name, device(name)]),
) as Readonly<Record<DevicePlatform, Platform>>

export const platforms: { readonly [Name in AppPlatform]: Platform } = {
  ios: { title: 'iOS', of: 'installs', saidAs: 'ios', takes: { mobile_event: 'mobile_v3' } },
  android: { title: 'Android', of: 'installs', saidAs: 'android', takes: { mobile_event: 'mobile_v3' } },
  /** On the mobile API, by the id of the Microsoft store (mobile v3 OpenAPI, app_id). */
  windows: {
    title: 'Windows',
    of: 'installs',
    saidAs: 'windows',
    words: /\b(windows|microsoft store|uwp)\b/,
    takes: { mobile_event: 'mobile_v3' },
  },
  web: {
    title: 'Web',
    of: 'visitors',
    saidAs: 'web',
    takes: { web_event: 'web_event', web_visit: 'web_visit' },
    api: 'v2.0',
  },
  web_pba: {
    title: 'Web (PBA)',
    of: 'visitors',
    saidAs: 'web',
    words: /\b(web ?pba|pba|people based attribution)\b/,
    takes: { web_event: 'pba_event', identify: 'pba_setcuid' },
    api: 'v1',
    hasOwnKey: true,
  },
  ...devices,
}

export const platformNames = Object.keys(platforms) as readonly AppPlatform[]

/** The endpoints of an app, by what a record is sent as. */
export function endpointsOf({
  platform,
  api_version,
}: {
  readonly platform: AppPlatform
  readonly api_version?: 'v2' | 'v3'
}): Platform['takes'] {
  return api_version === 'v2' && hasInstalls(platform) ? { mobile_event: 'mobile_v2' } : platforms[platform].takes
}

/** Whether a record that names a platform so may mean one of this platform. */
export function isSaidBy(platform: AppPlatform, said: AppPlatform | 'unreadable' | undefined): boolean {
  return platform === said || platforms[platform].saidAs === said
}

/** Whether an app has installs with AppsFlyer ids, by which users are found again. */
export function hasInstalls(platform: AppPlatform): boolean {
  return platforms[platform].of === 'installs'
}

/** Whether an app is one for PCs, consoles or TVs. */
export function isForDevices(platform: AppPlatform): boolean {
  return platforms[platform].of === 'devices'
}
