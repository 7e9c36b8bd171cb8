import { contracts } from '../../../spec/appsflyer/events/contracts'
import type { Request } from '../../core/domain/request'
import type { Prepared } from '../../core/prepare'

/** What `preview --json` prints for one line of input. */
export function showAsJson(line: number, { outcome, request, more, findings }: Prepared): string {
  const others = more === undefined ? {} : { more: more.map(showRequest) }
  return JSON.stringify({ line, outcome, request: request && showRequest(request), ...others, findings })
}

const tokenHeader = { name: 'authorization', prefix: 'Bearer ' } as const

/** The request with its body as an object and its key masked. */
export function showRequest({ endpoint, method, url, headers, body }: Request) {
  const keyHeader = endpoint === 'erasure' ? tokenHeader : contracts[endpoint].keyHeader
  const masked = { ...headers, [keyHeader.name]: `${keyHeader.prefix}***` }
  return { method, url, headers: masked, body: JSON.parse(body) as unknown }
}
