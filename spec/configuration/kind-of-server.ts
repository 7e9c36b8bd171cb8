/** Whose the server at an address is: AppsFlyer's own, this machine's (the sandbox, as a rule), or somebody else's. */
export type ServerKind = 'appsflyer' | 'local' | 'other'

export function kindOfServer(address: string): ServerKind {
  const { hostname } = new URL(address)
  if (/(^|\.)appsflyer\.com\.?$/.test(hostname)) return 'appsflyer'
  return isLoopback(hostname) ? 'local' : 'other'
}

/**
 * 127.0.0.0/8 (RFC 1122, 3.2.1.3), ::1 (RFC 4291, 2.5.3), localhost and what is below it (RFC 6761, 6.3); the address of
 * no host, 0.0.0.0 and ::, by which a system reaches itself; the IPv4 ones of them as IPv6 (RFC 4291, 2.5.5.2), which
 * URL writes in hexadecimal.
 */
function isLoopback(hostname: string): boolean {
  return /^(127(\.\d+){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:(7f[\da-f]{2}:[\da-f]{1,4}|0:0)\]|(.+\.)?localhost\.?)$/.test(
    hostname,
  )
}
