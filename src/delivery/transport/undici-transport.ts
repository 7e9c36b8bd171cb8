import { type buildConnector, Client, type Dispatcher } from 'undici'
import type { Request } from '../../core/domain/request'
import { createConnector } from './connector'
import { FreeList } from './free-list'
import type { Environment } from './proxies'
import type { Receiver, Transport } from './transport'

export interface TransportOptions {
  /** Name and version, such as `appsflyer-destination/1.2.3`. */
  readonly userAgent: string
  /** How long one attempt may take from start to the end of the answer; connecting has the same bound. */
  readonly requestTimeoutMs: number
  /** How much of an answer's body is read; the rest is cut off with its connection. */
  readonly maxTextBytes?: number
  /** The environment whose HTTPS_PROXY, HTTP_PROXY and NO_PROXY (any case) decide about proxies. */
  readonly environment?: Environment
  /** Further trusted certificates, PEM. */
  readonly certificateAuthorities?: string
}

/** How often overdue attempts are looked for: a timeout is late by at most this. */
const sweepMs = 250
/** Of a pause between two sweeps, so much counts: when this process itself stood still, no server was slow. */
const mostPauseMs = 2 * sweepMs
/** AppsFlyer's answers have less than 1 KB; an error page of a proxy may have more. */
const defaultMaxTextBytes = 16_384
/** URLs differ by endpoint and app only; more of them than this is unusual and just empties the cache. */
const maxRoutes = 10_000

interface Route {
  readonly lines: FreeList
  readonly path: string
  source: Request['headers']
  headers: string[]
}

/** HTTP/1.1 over undici: kept-alive connections, TLS 1.2 or above, one deadline per attempt, proxies from the environment. Throws a ProxyAddressError. */
export function createTransport(options: TransportOptions): Transport {
  return new UndiciTransport(options)
}

class UndiciTransport implements Transport {
  private readonly options: TransportOptions
  private readonly connector: buildConnector.connector
  private readonly servers = new Map<string, FreeList>()
  private readonly routes = new Map<string, Route>()
  private sweep: NodeJS.Timeout | undefined
  /** The time in which answers could be heard, as of the last sweep, and when that was. */
  private heardMs = 0
  private sweptAtMs = performance.now()

  constructor(options: TransportOptions) {
    this.options = options
    // Shared by all connections, so that they share TLS sessions.
    this.connector = createConnector({
      timeoutMs: options.requestTimeoutMs,
      environment: options.environment ?? process.env,
      ...(options.certificateAuthorities === undefined
        ? {}
        : { certificateAuthorities: options.certificateAuthorities }),
    })
  }

  send(request: Request, receiver: Receiver, timeoutMs = Number.POSITIVE_INFINITY): void {
    let route = this.routes.get(request.url)
    if (route === undefined) route = this.addRoute(request)
    else if (route.source !== request.headers) {
      route.source = request.headers
      route.headers = this.flatten(request.headers)
    }
    this.sweep ??= setInterval(() => this.cutOverdue(), sweepMs).unref()
    const deadlineMs = this.nowMs() + Math.min(this.options.requestTimeoutMs, timeoutMs)
    route.lines.take().carry(request, route.path, route.headers, receiver, deadlineMs)
  }

  abortAll(): void {
    for (const lines of this.servers.values()) lines.abortAll()
  }

  close(): void {
    clearInterval(this.sweep)
    for (const lines of this.servers.values()) lines.close()
  }

  /**
   * A process that was stopped, or got no processor, finds its timers due before it hears the answers that came meanwhile.
   * Cut then, taken requests would be sent again.
   */
  private nowMs(): number {
    return this.heardMs + Math.min(performance.now() - this.sweptAtMs, mostPauseMs)
  }

  private cutOverdue(): void {
    this.heardMs = this.nowMs()
    this.sweptAtMs = performance.now()
    for (const lines of this.servers.values()) lines.cutOverdue(this.heardMs)
  }

  private addRoute(request: Request): Route {
    if (this.routes.size >= maxRoutes) this.routes.clear()
    const url = new URL(request.url)
    let lines = this.servers.get(url.origin)
    if (lines === undefined) {
      const { origin } = url
      lines = new FreeList(origin, this.options.maxTextBytes ?? defaultMaxTextBytes, () => this.newClient(origin))
      this.servers.set(url.origin, lines)
    }
    const route = {
      lines,
      path: url.pathname + url.search,
      source: request.headers,
      headers: this.flatten(request.headers),
    }
    this.routes.set(request.url, route)
    return route
  }

  private newClient(origin: string): Dispatcher {
    // The sweep bounds every phase together; undici's own timers would only bound the pauses in between.
    return new Client(origin, { connect: this.connector, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 })
  }

  private flatten(headers: Request['headers']): string[] {
    return [...Object.entries(headers).flat(), 'user-agent', this.options.userAgent]
  }
}
