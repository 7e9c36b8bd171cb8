import type { BaseUrls } from '../spec/configuration/rules'

/** What the destination needs of the world beside Segment's request client. */
export interface Connection {
  /** Other base URLs than AppsFlyer's own: the sandbox, a test's server. Not a setting, since it decides where keys go. */
  readonly endpoints: BaseUrls
  /** The base URL of AppsFlyer's OpenDSR API. */
  readonly erasureUrl: string
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export const production: Connection = {
  endpoints: {},
  erasureUrl: 'https://hq1.appsflyer.com',
  now: () => Date.now(),
}
