import { type Contract, endpoints } from '../../../spec/appsflyer/events/contract'
import { contracts } from '../../../spec/appsflyer/events/contracts'
import { devicePlatforms } from '../../../spec/appsflyer/events/device-platforms'

/** The app and the contracts behind a path: two for mobile, since v2 and v3 differ only by server and body. */
export interface Destination {
  readonly candidates: readonly [Contract, ...Contract[]]
  /** Decoded, with the prefix of its platform where that stands in the path; null when it is missing or cannot be read. */
  readonly appId: string | null
}

const appPart = /(\{platform\}\/)?\{app_id\}/

/** Each contract's path around what names the app. */
const paths = endpoints.map((name) => {
  const contract = contracts[name]
  const [part = '', platform] = appPart.exec(contract.path) ?? []
  const [before = '', after = ''] = contract.path.split(part)
  return { contract, before, after, hasPlatform: platform !== undefined }
})

/** Which of AppsFlyer's endpoints a path (without query) leads to, or undefined. */
export function findEndpoint(path: string): Destination | undefined {
  const [first, ...others] = paths.filter(({ before, after }) => {
    return path.length >= before.length + after.length && path.startsWith(before) && path.endsWith(after)
  })
  if (first === undefined) return undefined
  const part = path.slice(first.before.length, path.length - first.after.length)
  const appId = first.hasPlatform ? appOnPlatform(part) : decode(part)
  return { candidates: [first.contract, ...others.map(({ contract }) => contract)], appId }
}

/** `steam/480` is the app `steam-480`. */
function appOnPlatform(part: string): string | null {
  const slash = part.indexOf('/')
  const platform = part.slice(0, Math.max(0, slash))
  const id = decode(part.slice(slash + 1))
  return id !== null && platform in devicePlatforms ? `${platform}-${id}` : null
}

function decode(segment: string): string | null {
  if (segment === '' || segment.includes('/')) return null
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}
