/** Whose the server at an address is: AppsFlyer's own, this machine's (the sandbox, as a rule), or somebody else's. */
export type ServerKind = 'appsflyer' | 'local' | 'other'

export function kindOfServer(address: string): ServerKind {
  const { hostname } = new URL(address)
  if (/(^|\.)appsflyer\.com\.?$/.test(hostname)) return 'appsflyer'
  return isLoopback(hostname) ? 'local' : 'other'
}

/** 127.0.0.0/8 (RFC 1122, 3.2.1.3), ::1 (RFC 4291, 2.5.3), localhost and what is below it (RFC 6761, 6.3). */
function isLoopback(hostname: string): boolean {
  return /^(127(\.\d+){3}|\[::1\]|(.+\.)?localhost)$/.test(hostname)
}
