import type { IncomingHttpHeaders } from 'node:http'

const loopbackNames: readonly string[] = ['127.0.0.1', 'localhost', '[::1]']

/**
 * Whether a request was addressed to this server by name. A web page of a stranger can point its own name at 127.0.0.1
 * (DNS rebinding) and would then read what arrived; its requests still carry that name in `Host`.
 */
export function isOwnHost(host: string | undefined, allowedHosts: readonly string[]): boolean {
  const name = /^(\[[^\]]*\]|[^:]*)(:\d+)?$/.exec(host?.toLowerCase() ?? '')?.[1]
  return name !== undefined && (loopbackNames.includes(name) || allowedHosts.includes(name))
}

/**
 * Whether a request comes from our own page, or from no page at all: programs send neither `Origin` nor `Sec-Fetch-Site`
 * (a browser sends the latter also where it leaves out the former). The host must be checked before.
 */
export function isOwnOrigin({ origin, host, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`
}
