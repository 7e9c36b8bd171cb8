import { type Contract, endpoints } from '../../../spec/appsflyer/events/contract'
import { contracts } from '../../../spec/appsflyer/events/contracts'

/** The app and the contracts behind a path: two for mobile, since v2 and v3 differ only by server and body. */
export interface Destination {
  readonly candidates: readonly [Contract, ...Contract[]]
  /** Decoded; null when it is missing or its percent-encoding is broken. */
  readonly appId: string | null
}

/** Each contract's path around the app's id. */
const paths = endpoints.map((name) => {
  const contract = contracts[name]
  const [before = '', after = ''] = contract.path.split('{app_id}')
  return { contract, before, after }
})

/** Which of AppsFlyer's endpoints a path (without query) leads to, or undefined. */
export function findEndpoint(path: string): Destination | undefined {
  const [first, ...others] = paths.filter(({ before, after }) => {
    return path.length >= before.length + after.length && path.startsWith(before) && path.endsWith(after)
  })
  if (first === undefined) return undefined
  const appId = decode(path.slice(first.before.length, path.length - first.after.length))
  return { candidates: [first.contract, ...others.map(({ contract }) => contract)], appId }
}

function decode(segment: string): string | null {
  if (segment === '' || segment.includes('/')) return null
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}
