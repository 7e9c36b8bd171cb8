import type { Problem } from '../files/problem'
import { kindOfServer } from './kind-of-server'

/** Endpoints to which the keys travel unencrypted. The machine itself (loopback) is no other host. */
export function endpointWarnings(endpoints: Readonly<Record<string, string | undefined>>): readonly Problem[] {
  return Object.entries(endpoints).flatMap(([name, address]) => {
    if (address === undefined) return []
    if (new URL(address).protocol === 'https:' || kindOfServer(address) === 'local') return []
    const message = 'is plain http to another host: keys and events travel unencrypted. Use https'
    return [{ path: `endpoints.${name}`, message }]
  })
}
