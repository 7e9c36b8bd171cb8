import type { Endpoint } from './contract'
import { contracts } from './contracts'

/**
 * A probe is the question whether AppsFlyer takes a key: a body that lacks what AppsFlyer demands, so that it cannot be
 * recorded. A good key gets it refused for its body, a bad one for its key.
 */

/** Whether a body is a probe's: the same members and no other, but for the key where it is one. */
export function isProbe(endpoint: Endpoint, body: Readonly<Record<string, unknown>>): boolean {
  const { probe, key } = contracts[endpoint]
  if (probe === undefined) return false
  const names = Object.keys(probe.body)
  const given = Object.keys(body).filter((name) => key.in !== 'body' || name !== key.name)
  return given.length === names.length && names.every((name) => body[name] === probe.body[name])
}

/** Whether AppsFlyer's documents let it refuse a probe so. Of an empty answer they say nothing: it proves nothing. */
export function isKnownRefusal(endpoint: Endpoint, text: string): boolean {
  return contracts[endpoint].probe?.refusal.test(text) ?? false
}
