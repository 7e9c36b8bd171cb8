import { completeAppId } from '../../../spec/appsflyer/events/app-id'
import type { Endpoint, KeyPlace } from '../../../spec/appsflyer/events/contract'
import { contracts, endpointUrl } from '../../../spec/appsflyer/events/contracts'
import type { App, BaseUrls } from '../../../spec/configuration/rules'
import type { EventRequest } from '../domain/request'
import { hmacSha256 } from '../person/hmac-sha256'

/** Everything of a request but its body and what is made of that. */
export interface Target extends Omit<EventRequest, 'body'> {
  /** What stands at the end of each body, with its comma: the key, where that travels there. */
  readonly bodyEnd: string
  /** The header with the signature of each body, and the key that signs; absent where none is wanted. */
  readonly signature?: { readonly header: string; readonly key: string }
}

/** Where requests of an app for an endpoint go, and with which key (spec/appsflyer/events). */
export function targetOf(endpoint: Endpoint, app: App, baseUrls: BaseUrls): Target {
  const contract = contracts[endpoint]
  const appId = completeAppId(app.platform, app.app_id)
  return {
    endpoint,
    appId,
    method: 'POST',
    url: endpointUrl(contract, appId, baseUrls[contract.server]),
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/plain',
      ...keyHeader(contract.key, app.key),
    },
    ...(contract.key.in === 'signature' ? { signature: { header: contract.key.name, key: app.key } } : {}),
    bodyEnd: contract.key.in === 'body' ? `,${JSON.stringify({ [contract.key.name]: app.key }).slice(1, -1)}` : '',
  }
}

function keyHeader(place: KeyPlace, key: string): Readonly<Record<string, string>> {
  return place.in === 'header' ? { [place.name]: place.prefix + key } : {}
}

/** A body of at least one member with the app's key in it, where it travels there. */
export function withKeyIn(body: string, { bodyEnd }: Target): string {
  return bodyEnd === '' ? body : `${body.slice(0, -1)}${bodyEnd}}`
}

/** Which delivery a request is. */
export interface RequestDelivery {
  readonly id: string
  readonly isResent: boolean
}

/** The request of a body that has its key, signed where the endpoint wants that. Spelled out: a spread costs a microsecond, and this is done for every record. */
export function toRequest(
  { endpoint, appId, method, url, headers, signature }: Target,
  body: string,
  delivery?: RequestDelivery,
): EventRequest {
  const sent = signature === undefined ? headers : { ...headers, [signature.header]: hmacSha256(signature.key, body) }
  if (delivery !== undefined) {
    const { id: deliveryId, isResent } = delivery
    return { endpoint, appId, method, url, headers: sent, body, deliveryId, ...(isResent && { isResent }) }
  }
  return { endpoint, appId, method, url, headers: sent, body }
}
