import type { Configuration } from './configuration'

/** Endpoints to which the keys travel unencrypted, in sentences. The machine itself (loopback) is no other host. */
export function endpointWarnings({ endpoints }: Configuration): readonly string[] {
  return Object.entries(endpoints).flatMap(([name, address]) => {
    if (address === undefined) return []
    const { protocol, hostname } = new URL(address)
    if (protocol === 'https:' || isLoopback(hostname)) return []
    return [`endpoints.${name} is plain http to another host: keys and events travel unencrypted. Use https.`]
  })
}

/** 127.0.0.0/8 (RFC 1122, 3.2.1.3), ::1 (RFC 4291, 2.5.3), localhost and what is below it (RFC 6761, 6.3). */
function isLoopback(hostname: string): boolean {
  return /^(127(\.\d+){3}|\[::1\]|(.+\.)?localhost)$/.test(hostname)
}
