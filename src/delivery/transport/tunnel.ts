import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Socket } from 'node:net'
import type { FailureCode } from '../outcome/failure-rules'

/** No tunnel came about: nothing was sent to the server behind the proxy. */
export class TunnelError extends Error {
  override readonly name = 'TunnelError'
  readonly code: FailureCode

  constructor(code: FailureCode) {
    super(`The proxy opened no tunnel (${code}).`)
    this.code = code
  }
}

export interface TunnelOptions {
  readonly timeoutMs: number
  /** Further trusted certificates of a proxy that is reached by TLS, PEM. */
  readonly ca?: string
}

/**
 * Opens a tunnel by CONNECT (RFC 9110, 9.3.6). `onEnd` is called once, with a socket to the server or a TunnelError. Node's
 * own client does it: undici's proxy agent connects anew without a pause when a proxy hangs up.
 */
export function openTunnel(
  proxy: URL,
  target: { readonly hostname: string; readonly port: number },
  { timeoutMs, ca }: TunnelOptions,
  onEnd: (error: TunnelError | null, socket: Socket | null) => void,
): void {
  const { hostname, port } = target
  const authority = `${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`
  const request = (proxy.protocol === 'https:' ? httpsRequest : httpRequest)({
    method: 'CONNECT',
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.port === '' ? (proxy.protocol === 'https:' ? 443 : 80) : proxy.port,
    path: authority,
    headers: { host: authority, ...credentialsOf(proxy) },
    agent: false,
    timeout: timeoutMs,
    ...(ca === undefined ? {} : { ca }),
  })
  const fail = (code: FailureCode) => {
    onEnd(new TunnelError(code), null)
    request.destroy()
  }
  let hasEnded = false
  const once = (end: () => void) => {
    if (hasEnded) return
    hasEnded = true
    end()
  }
  request.on('timeout', () => once(() => fail('proxy')))
  request.on('error', () => once(() => fail('proxy')))
  request.on('connect', (response: IncomingMessage, socket: Socket, head: Buffer) => {
    once(() => {
      const refusal = refusalOf(response.statusCode ?? 0)
      if (refusal !== undefined) {
        socket.destroy()
        fail(refusal)
        return
      }
      socket.setTimeout(0)
      if (head.length > 0) socket.unshift(head)
      onEnd(null, socket)
    })
  })
  request.end()
}

/** The proxy's own answers: 407 asks for credentials, other 4xx are its rules, 5xx may pass. */
function refusalOf(status: number): FailureCode | undefined {
  if (status >= 200 && status < 300) return undefined
  if (status === 407) return 'proxy_authentication'
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? 'proxy_refused' : 'proxy'
}

function credentialsOf({ username, password }: URL): { readonly 'proxy-authorization'?: string } {
  if (username === '' && password === '') return {}
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }
}
