import type { LateRule } from '../answers/late-window'
import type { Document } from '../documents'

/** AppsFlyer's server-to-server endpoints. */
export const endpoints = [
  'mobile_v2',
  'mobile_v3',
  'web_event',
  'web_visit',
  'pba_event',
  'pba_setcuid',
  'device_inapp',
  'device_first_open',
  'device_session',
] as const
export type Endpoint = (typeof endpoints)[number]

/** The servers behind them; a configuration can replace each (a proxy, the sandbox). */
type ServerName = 'mobile_v2' | 'mobile_v3' | 'web' | 'web_pba' | 'devices'

/** How an app's key travels: in a header, as a member of the body, or as the signature over the bytes of the body. */
export type KeyPlace =
  | { readonly in: 'header'; readonly name: string; readonly prefix: string }
  | { readonly in: 'body'; readonly name: string }
  /** Lower-case hex of the HMAC-SHA256 of the body, in a header. */
  | { readonly in: 'signature'; readonly name: string }

/** A request that AppsFlyer cannot record, by which a key is asked about. */
interface Probe {
  readonly body: Readonly<Record<string, string>>
  /** The texts with which AppsFlyer's documents let it refuse this body (400). */
  readonly refusal: RegExp
  /** Whether such a refusal means that the key was looked at before the body: then it proves the key. */
  readonly provesKey: boolean
}

/** One AppsFlyer endpoint as data: all that tells it from another, but for its body. */
export interface Contract {
  readonly endpoint: Endpoint
  /** Whose bodies, findings and verdicts it shares. */
  readonly family: 'mobile' | 'web' | 'pba' | 'devices'
  readonly server: ServerName
  readonly baseUrl: string
  /**
   * `{app_id}` is the app's id, percent-encoded (mobile guide; RFC 3986, section 2.1). Where `{platform}/` stands before it, the
   * prefix of the id is taken off and stands there.
   */
  readonly path: string
  readonly key: KeyPlace
  readonly maxBodyBytes: number
  /** In characters of the JSON of all event values, where they have a limit of their own. */
  readonly maxValuesLength?: number
  readonly acceptedStatus: 200 | 202
  /** In which form it answers. */
  readonly answers: 'text' | 'json'
  readonly late: LateRule
  readonly ip: 'ipv4' | 'any'
  readonly takesUserAgent: boolean
  /** The body's member that tells a second try from a second event. */
  readonly dedupMember?: string
  readonly probe?: Probe
  readonly document: Document
}
