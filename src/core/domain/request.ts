import type { Endpoint } from '../../../spec/appsflyer/events/contract'

/** One HTTP request to AppsFlyer, its body proven against the endpoint's contract. `headers` carry the app's key. */
export interface Request {
  readonly endpoint: Endpoint
  /** The configured app it is for. */
  readonly appId: string
  readonly method: 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON. */
  readonly body: string
  /** Where deliveries are remembered or kept in a ledger: which one this is (`DeliveryIdentity`). */
  readonly deliveryId?: string
}
