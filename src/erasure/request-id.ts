import { comparableId } from '../core/domain/comparable-id'
import { sha256 } from '../core/person/sha256'
import type { Erasure } from './erasure'

/**
 * The request's id, a UUID in the form of version 4, which AppsFlyer wants. It follows from the app, the identities and
 * the day: a second try has the id of the first and doubles nothing (AppsFlyer answers e213). The day is in it because
 * users come back: whoever is to be erased again months later needs a new request.
 */
export function requestIdOf({ appId, identities, day }: Omit<Erasure, 'platform'>): string {
  return uuidOf([
    appId,
    ...identities.flatMap(({ type, value }) => [type, type === 'appsflyer_id' ? comparableId(value) : value]),
    day,
  ])
}

/** 122 bits of the hash of its parts. */
function uuidOf(parts: readonly string[]): string {
  const hex = sha256(JSON.stringify(parts))
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16)
  const groups = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`]
  return [...groups, hex.slice(20, 32)].join('-')
}
