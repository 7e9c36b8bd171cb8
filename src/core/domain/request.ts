import type { Endpoint } from '../../../spec/appsflyer/events/contract'

/** One HTTP request to AppsFlyer, its body proven against the endpoint's contract. `headers` carry the app's key. */
export interface Request {
  /** `erasure`: the OpenDSR API, which takes no events. */
  readonly endpoint: Endpoint | 'erasure'
  /** The configured app it is for. */
  readonly appId: string
  /** `GET`: the question what became of an erasure. It has no body. */
  readonly method: 'POST' | 'GET'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON; empty where there is none. */
  readonly body: string
  /** Where deliveries are remembered or kept in a ledger: which one this is (`DeliveryIdentity`). */
  readonly deliveryId?: string
  /** AppsFlyer accepted this delivery before, and has not recorded it. */
  readonly isResent?: true
  /** What an erasure asks for. */
  readonly erasure?: Erased
}

/** One that is to send an event. */
export type EventRequest = Request & { readonly endpoint: Endpoint }

/** Whom an erasure is about: of a person that AppsFlyer is to forget a memory must send nothing more. Never printed. */
interface Erased {
  /** AppsFlyer's name of the request, a UUID: it tells nothing of the person. */
  readonly requestId: string
  readonly customerUserId: string | undefined
  readonly appsflyerId: string | undefined
  /** How many ids the request names. */
  readonly identityCount: number
}
