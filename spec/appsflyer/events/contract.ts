import type { Document } from '../documents'

/** AppsFlyer's four server-to-server endpoints. */
export const endpoints = ['mobile_v2', 'mobile_v3', 'web_event', 'web_visit'] as const
export type Endpoint = (typeof endpoints)[number]

/** The servers behind them; a configuration can replace each (a proxy, the sandbox). */
type ServerName = 'mobile_v2' | 'mobile_v3' | 'web'

/** One AppsFlyer endpoint as data. */
export interface Contract {
  readonly endpoint: Endpoint
  readonly family: 'mobile' | 'web'
  readonly server: ServerName
  readonly baseUrl: string
  /** The path before the app id; the app id is percent-encoded behind it (mobile guide; RFC 3986, section 2.1). */
  readonly pathPrefix: string
  /** The header that carries the key, and what stands before the key in it. */
  readonly keyHeader: { readonly name: string; readonly prefix: string }
  readonly maxBodyBytes: number
  readonly acceptedStatus: 200 | 202
  readonly document: Document
}
