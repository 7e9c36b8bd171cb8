import { contracts } from '../../../spec/appsflyer/events/contracts'
import type { Request } from '../../core/domain/request'
import type { Prepared } from '../../core/prepare'

/** What `preview --json` prints for one line of input. */
export function showAsJson(line: number, { outcome, request, findings }: Prepared): string {
  return JSON.stringify({ line, outcome, request: request && showRequest(request), findings })
}

/** The request with its body as an object and its key masked. */
export function showRequest({ endpoint, method, url, headers, body }: Request) {
  const { keyHeader } = contracts[endpoint]
  const masked = { ...headers, [keyHeader.name]: `${keyHeader.prefix}***` }
  return { method, url, headers: masked, body: JSON.parse(body) as unknown }
}
