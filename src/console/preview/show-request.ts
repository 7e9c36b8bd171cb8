import type { Prepared } from '../../core/domain/prepared'
import type { Request } from '../../core/domain/request'
import { withoutKey } from '../../core/domain/without-key'

/** What `preview --json` prints for one line of input. */
export function showAsJson(line: number, { outcome, request, more, findings }: Prepared): string {
  const others = more === undefined ? {} : { more: more.map(showRequest) }
  return JSON.stringify({ line, outcome, request: request && showRequest(request), ...others, findings })
}

/** The request with its body as an object and its key masked. */
function showRequest(request: Request) {
  const { method, url, headers, body } = withoutKey(request)
  return { method, url, headers, body: JSON.parse(body) as unknown }
}
