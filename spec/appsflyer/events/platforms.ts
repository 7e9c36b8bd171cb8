import type { Endpoint } from './contract'

/** What a record can be sent as. `identify` is no event: it says which user a visitor is. */
export type SentAs = 'mobile_event' | 'web_event' | 'web_visit' | 'identify'

/** Where an app of AppsFlyer's runs, as a configuration names it. */
export type AppPlatform = 'ios' | 'android' | 'web' | 'web_pba'

/** What is true of all apps of a platform. */
export interface Platform {
  /** For people. */
  readonly title: string
  /** `installs`: AppsFlyer knows an install by an AppsFlyer id. `visitors`: a browser. */
  readonly of: 'installs' | 'visitors'
  /** How records name it. */
  readonly saidAs: 'ios' | 'android' | 'web'
  /** The endpoint for what a record is sent as; nothing else can be sent to such an app. */
  readonly takes: { readonly [Kind in SentAs]?: Endpoint }
  /** The API, where there is one alone. */
  readonly api?: string
  /** Whether each app needs a key of its own, since the account has none for it. */
  readonly hasOwnKey?: true
}

export const platforms = {
  ios: { title: 'iOS', of: 'installs', saidAs: 'ios', takes: { mobile_event: 'mobile_v3' } },
  android: { title: 'Android', of: 'installs', saidAs: 'android', takes: { mobile_event: 'mobile_v3' } },
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
    takes: { web_event: 'pba_event', identify: 'pba_setcuid' },
    api: 'v1',
    hasOwnKey: true,
  },
} as const satisfies { readonly [Name in AppPlatform]: Platform }

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

/** Whether an app has installs with AppsFlyer ids, by which users are found again. */
export function hasInstalls(platform: AppPlatform): boolean {
  return platforms[platform].of === 'installs'
}
