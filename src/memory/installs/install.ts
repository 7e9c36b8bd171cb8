/** What a sighting says of an install: an AppsFlyer id, on which device, when. */
export interface Install {
  readonly appsflyerId: string
  /** `sdk`: AppsFlyer's raw data of the app itself. `record`: a record that carried both ids. */
  readonly source: 'sdk' | 'record'
  /** Milliseconds since 1970. */
  readonly firstSeenMs: number
  readonly lastSeenMs: number
  readonly installedAtMs?: number
  /** Apple's in upper case, Google's in lower case; never zeros. */
  readonly idfa?: string
  readonly idfv?: string
  readonly advertisingId?: string
  readonly osVersion?: string
  /** Other users were seen on it. */
  readonly isShared?: true
}

/** One row or record that names a user and an install of an app. */
export interface Sighting extends Omit<Install, 'firstSeenMs' | 'lastSeenMs' | 'isShared'> {
  /** As AppsFlyer knows it: an iOS id with its prefix. */
  readonly appId: string
  /** hashOfUser of the customer user id. */
  readonly userHash: string
  readonly seenAtMs: number
}
