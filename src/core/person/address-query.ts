import { keyKind } from './personal-keys'
import { holdsSensitiveValue } from './sensitive-values'

/** What lets its bearer in. */
const secretKey =
  /^(\w{1,40}[_-])?(key|token|secret|password|passwd|pwd|signature|sig|otp|session[_-]?id|api[_-]?key|auth|jwt)$/i

/** Longer ones are no addresses that anybody opens. */
const longestAddress = 5_000

/**
 * An http or https address with `removed` in place of what stands in its query under a personal or a secret name;
 * undefined where nothing has to go.
 */
export function withoutSecretQuery(address: string): string | undefined {
  if (address.length > longestAddress || !address.includes('?') || !/^https?:\/\//i.test(address)) return undefined
  const url = urlIn(address)
  if (url === undefined) return undefined
  const personal = [...url.searchParams].filter(
    ([key, value]) => keyKind(key) === 'personal' || secretKey.test(key) || holdsSensitiveValue(value, key),
  )
  if (personal.length === 0) return undefined
  for (const [key] of personal) url.searchParams.set(key, 'removed')
  return url.href
}

/** Not URL.canParse: in Node 20 and 22 it refuses hosts with umlauts once it has been called some thousand times. */
export function urlIn(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
