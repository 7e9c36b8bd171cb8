import { buildConnector } from 'undici'
import { passOverContinue } from './pass-over-continue'
import { type Environment, readProxies } from './proxies'
import { openTunnel } from './tunnel'

export interface ConnectorOptions {
  /** How long connecting may take; through a proxy, each of its two steps. */
  readonly timeoutMs: number
  readonly environment: Environment
  /** Further trusted certificates, PEM. */
  readonly certificateAuthorities?: string
}

/** Connects to servers, and passes over what undici cannot. Throws a ProxyAddressError. */
export function createConnector(options: ConnectorOptions): buildConnector.connector {
  const connect = connectorOf(options)
  return (target, callback) =>
    connect(target, (...[error, socket]) => {
      if (error === null) callback(null, passOverContinue(socket))
      else callback(error, null)
    })
}

/** Connects to servers by TLS 1.2 or above, through the proxies of the environment. Throws a ProxyAddressError. */
function connectorOf(options: ConnectorOptions): buildConnector.connector {
  const { timeoutMs, certificateAuthorities: ca } = options
  const trusted = ca === undefined ? {} : { ca }
  const direct = buildConnector({ minVersion: 'TLSv1.2', timeout: timeoutMs, ...trusted })
  const proxyFor = readProxies(options.environment)
  if (proxyFor === undefined) return direct
  return (target, callback) => {
    const { protocol } = target
    const hostname = target.hostname.replace(/^\[|\]$/g, '')
    const port = target.port === '' ? (protocol === 'https:' ? 443 : 80) : Number(target.port)
    const proxy = proxyFor({ protocol, hostname, port })
    if (proxy === undefined) {
      direct(target, callback)
      return
    }
    openTunnel(proxy, { hostname, port }, { timeoutMs, ...trusted }, (error, socket) => {
      if (socket === null) callback(error ?? new Error('no socket'), null)
      else if (protocol === 'https:') direct({ ...target, httpSocket: socket }, callback)
      else callback(null, socket)
    })
  }
}
