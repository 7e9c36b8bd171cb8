import type { KeyPlace } from '../../../spec/appsflyer/events/contract'
import { contracts } from '../../../spec/appsflyer/events/contracts'
import type { Request } from './request'

/** Of an erasure: the API token V2. */
const tokenPlace = { in: 'header', name: 'authorization', prefix: 'Bearer ' } as const

/** A request as it may be shown: without the key, wherever it travels. */
export function withoutKey(request: Request): Request {
  const key: KeyPlace = request.endpoint === 'erasure' ? tokenPlace : contracts[request.endpoint].key
  if (key.in === 'body') return { ...request, body: request.body.replace(memberNamed(key.name), '$1"***"') }
  const shown = key.in === 'header' ? `${key.prefix}***` : '***'
  return { ...request, headers: { ...request.headers, [key.name]: shown } }
}

/** The last member of that name: what stands before it is the record's. */
function memberNamed(name: string): RegExp {
  return new RegExp(`("${name}":)"(?:[^"\\\\]|\\\\.)*"(?=\\}$)`)
}
