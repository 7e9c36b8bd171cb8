import { type Contract, endpoints } from '../../../spec/appsflyer/events/contract'
import { contracts } from '../../../spec/appsflyer/events/contracts'

/** The app and the contracts behind a path: two for mobile, since v2 and v3 differ only by server and body. */
export interface Destination {
  readonly candidates: readonly [Contract, ...Contract[]]
  /** Decoded; null when it is missing or its percent-encoding is broken. */
  readonly appId: string | null
}

/** Which of AppsFlyer's endpoints a path (without query) leads to, or undefined. */
export function findEndpoint(path: string): Destination | undefined {
  const [first, ...others] = endpoints
    .map((name) => contracts[name])
    .filter(({ pathPrefix }) => path.startsWith(pathPrefix))
  if (first === undefined) return undefined
  const appId = decode(path.slice(first.pathPrefix.length))
  return { candidates: [first, ...others], appId }
}

function decode(segment: string): string | null {
  if (segment === '' || segment.includes('/')) return null
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}
