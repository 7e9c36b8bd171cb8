import { type ErasureResource, opendsr } from '../../spec/appsflyer/erasure/opendsr'
import type { Request } from '../core/domain/request'
import type { Erasure, Identity } from './erasure'
import { requestIdOf } from './request-id'

/** Where requests go, and with which API token V2. */
export interface ErasureApi {
  readonly baseUrl: string
  /** The stub takes the same requests and erases nothing. */
  readonly resource: ErasureResource
  readonly token: string
}

/**
 * Asks one app to erase one user (OpenDSR API, "Submit a OpenDSR request"). `nowMs` is the time of submission, which is
 * no part of the request's id.
 */
export function erasureRequest(erasure: Erasure, api: ErasureApi, nowMs: number): Request {
  const { appId, identities } = erasure
  return {
    endpoint: 'erasure',
    appId,
    method: 'POST',
    url: erasureUrl(api),
    headers: { 'content-type': 'application/json', ...erasureHeaders(api) },
    body: JSON.stringify(erasureBody(erasure, nowMs)),
    erasure: {
      requestId: requestIdOf(erasure),
      customerUserId: identityOf('customer_user_id', identities),
      appsflyerId: identityOf('appsflyer_id', identities),
      identityCount: identities.length,
    },
  }
}

/** A request as AppsFlyer's reference has it. The platform is named where the reference leaves no doubt of its name. */
export function erasureBody(erasure: Erasure, nowMs: number) {
  const { appId, platform, identities } = erasure
  return {
    subject_request_id: requestIdOf(erasure),
    subject_request_type: 'erasure',
    submitted_time: new Date(nowMs).toISOString(),
    subject_identities: identities.map(({ type, value }) => ({
      identity_type: type,
      identity_value: value,
      identity_format: 'raw',
    })),
    property_id: appId,
    ...(namedPlatforms.has(platform) && { platform }),
    api_version: opendsr.apiVersion,
  }
}

/** `path` is what stands behind the resource: `batch`, or a request's id. */
export function erasureUrl({ baseUrl, resource }: Omit<ErasureApi, 'token'>, path?: string): string {
  const base = baseUrl.replace(/(?<!\/)\/+$/, '') + opendsr.pathPrefix + resource
  return path === undefined ? base : `${base}/${path}`
}

export function erasureHeaders({ token }: Pick<ErasureApi, 'token'>): Readonly<Record<string, string>> {
  return { accept: 'application/json', authorization: `Bearer ${token}` }
}

const namedPlatforms: ReadonlySet<string> = new Set(['ios', 'android'])

function identityOf(wanted: Identity['type'], identities: readonly Identity[]): string | undefined {
  return identities.find(({ type }) => type === wanted)?.value
}
