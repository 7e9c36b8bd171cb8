import { Agent, fetch, type RequestInit } from 'undici'
import { createConnector } from './connector'
import type { Environment } from './proxies'

const connectTimeoutMs = 10_000

/** What comes back, as far as callers need it. */
interface FetchedAnswer {
  readonly ok: boolean
  readonly status: number
  readonly headers: { has(name: string): boolean; get(name: string): string | null }
  readonly body: AsyncIterable<Uint8Array> | null
  text(): Promise<string>
}

export type Fetch = (
  url: string,
  init: Pick<RequestInit, 'method' | 'redirect'> & {
    readonly headers?: Headers | Record<string, string>
    readonly body?: Uint8Array | string
    readonly signal?: AbortSignal
  },
) => Promise<FetchedAnswer>

/** Addresses of the machine itself, where clouds give out credentials: no proxy reaches them. */
const ofMachine = /^http:\/\/(169\.254\.\d+\.\d+|\[fd00:ec2::[\da-f]+\])(?=[:/])/i

/** `fetch` through the proxies of the environment, which Node's own passes by. Throws a ProxyAddressError at once. */
export function createFetch(environment: Environment): Fetch {
  const dispatcher = new Agent({ connect: createConnector({ timeoutMs: connectTimeoutMs, environment }) })
  const direct = new Agent({ connect: { timeout: connectTimeoutMs } })
  return (url, { headers, ...init }) =>
    fetch(url, { ...init, headers: [...new Headers(headers)], dispatcher: ofMachine.test(url) ? direct : dispatcher })
}
