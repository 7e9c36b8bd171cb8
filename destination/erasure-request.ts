import type { RequestClient } from '@segment/actions-core'
import { isForeign } from '../spec/appsflyer/answers/foreign-answers'
import { sha256 } from '../src/core/person/sha256'
import { type Answer, get, type NoAnswer, post } from './post'

/** One app is asked to erase one user, by one identity. */
export interface Erasure {
  /** As AppsFlyer has it, with its prefix. */
  readonly appId: string
  readonly userId: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** AppsFlyer's OpenDSR API, or its stub, which takes the same requests and erases nothing. */
export interface ErasureApi {
  /** Without a path. */
  readonly url: string
  readonly resource: 'opendsr_requests' | 'stub'
  readonly token: string
}

/** Submits a request (https://dev.appsflyer.com/hc/reference/create-opendsr-request). */
export function postErasure(request: RequestClient, api: ErasureApi, erasure: Erasure): Promise<Answer | NoAnswer> {
  const headers = { ...headersOf(api), 'content-type': 'application/json' }
  return post(request, { url: urlOf(api), headers, body: erasureBody(erasure) })
}

/** Asks what has become of a request. */
export function getErasure(request: RequestClient, api: ErasureApi, erasure: Erasure): Promise<Answer | NoAnswer> {
  return get(request, { url: `${urlOf(api)}/${erasureId(erasure)}`, headers: headersOf(api) })
}

/** This API's own success is 201. */
export function isTaken(answer: Answer | NoAnswer): boolean {
  return !('failure' in answer) && [200, 201, 202].includes(answer.status) && !isForeign(answer.text)
}

function urlOf({ url, resource }: ErasureApi): string {
  return `${url}/api/gdpr/v1/${resource}`
}

function headersOf({ token }: ErasureApi): Record<string, string> {
  return { accept: 'application/json', authorization: `Bearer ${token}` }
}

function erasureBody(erasure: Erasure): string {
  const { appId, userId, now } = erasure
  return JSON.stringify({
    subject_request_id: erasureId(erasure),
    subject_request_type: 'erasure',
    submitted_time: new Date(now).toISOString(),
    subject_identities: [{ identity_type: 'customer_user_id', identity_value: userId, identity_format: 'raw' }],
    property_id: appId,
    api_version: '0.1',
  })
}

/**
 * The request's id, a UUID in the form of version 4, which AppsFlyer wants. It follows from the app, the user and the day
 * in UTC: a second try has the id of the first and doubles nothing. The day is in it because users come back: whoever is
 * to be erased again months later needs a new request.
 */
export function erasureId({ appId, userId, now }: Erasure): string {
  const day = new Date(now).toISOString().slice(0, 10)
  const hex = sha256(JSON.stringify([appId, 'customer_user_id', userId, day]))
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16)
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`]
  return [...parts, hex.slice(20, 32)].join('-')
}
