import { contracts } from '../../../spec/appsflyer/events/contracts'
import type { Request } from '../../core/domain/request'
import { isObject, own } from '../../json/json'

/**
 * Whether AppsFlyer can tell a second try from a second event: web bodies carry `customer_dedup_id` (S2S API for Web
 * Attribution), mobile ones have nothing of the kind; an erasure has its id. Looked for only after an ambiguous failure.
 */
export function carriesDedupId(request: Request): boolean {
  if (request.endpoint === 'erasure') return true
  const { dedupMember } = contracts[request.endpoint]
  if (dedupMember === undefined) return false
  const body: unknown = JSON.parse(request.body)
  return isObject(body) && typeof own(body, dedupMember) === 'string'
}
