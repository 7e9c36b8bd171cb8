import type { RequestClient } from '@segment/actions-core'
import { dayOf, type Erasure, identitiesFor } from '../src/erasure/erasure'
import { type ErasureApi, erasureHeaders, erasureRequest, erasureUrl } from '../src/erasure/erasure-request'
import { requestIdOf } from '../src/erasure/request-id'
import { type Answer, get, type NoAnswer, post } from './post'

/** A deletion names a user by the customer user id alone. `nowMs` is in milliseconds since 1970. */
export function erasureOf(
  app: { readonly appId: string; readonly platform: string },
  userId: string,
  nowMs: number,
): Erasure {
  return { ...app, identities: identitiesFor(app.platform, { customer_user_id: userId }), day: dayOf(nowMs) }
}

/** Submits a request (https://dev.appsflyer.com/hc/reference/create-opendsr-request). */
export function postErasure(
  request: RequestClient,
  api: ErasureApi,
  erasure: Erasure,
  nowMs: number,
): Promise<Answer | NoAnswer> {
  return post(request, erasureRequest(erasure, api, nowMs))
}

/** Asks what has become of a request. */
export function getErasure(request: RequestClient, api: ErasureApi, erasure: Erasure): Promise<Answer | NoAnswer> {
  return get(request, { url: erasureUrl(api, requestIdOf(erasure)), headers: erasureHeaders(api) })
}
