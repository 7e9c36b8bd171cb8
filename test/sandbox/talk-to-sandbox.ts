import { request } from 'node:http'
import type { Arrival, ArrivalRow } from '../../src/sandbox/inbox/arrival'
import type { SandboxOptions } from '../../src/sandbox/options'
import { type Sandbox, startSandbox } from '../../src/sandbox/server/start-sandbox'

export interface Sending {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** An object is stringified. */
  readonly body?: string | Buffer | object
}

export interface Received {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly text: string
}

/** One request over a connection of its own, with full control of path and headers, which fetch does not give. */
export function talk(
  url: string,
  path: string,
  { method = 'GET', headers = {}, body }: Sending = {},
): Promise<Received> {
  const payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const outgoing = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      )
    })
    outgoing.on('error', reject)
    outgoing.end(payload)
  })
}

const json = { 'content-type': 'application/json' }

export function postMobile(url: string, appId: string, body: Sending['body'], headers = {}): Promise<Received> {
  const all = { ...json, authentication: 'secret-key', ...headers }
  return talk(url, `/inappevent/${appId}`, { method: 'POST', headers: all, ...(body !== undefined && { body }) })
}

export function postWeb(
  url: string,
  kind: 'inapps' | 'visits',
  appId: string,
  body: Sending['body'],
  headers = {},
): Promise<Received> {
  const all = { ...json, authorization: 'Bearer secret-key', ...headers }
  const path = `/v2.0/s2s/${kind}/app/web/${appId}`
  return talk(url, path, { method: 'POST', headers: all, ...(body !== undefined && { body }) })
}

/** The newest arrival, without passing through the API. */
export function newest({ inbox }: Sandbox): Arrival {
  const [arrival] = inbox.page({ filter: {}, limit: 1 }).arrivals
  if (arrival === undefined) throw new Error('the inbox is empty')
  return arrival
}

export function codes(remarks: ArrivalRow['notes']): string[] {
  return remarks.map(({ code }) => code)
}

/** A sandbox that ends with the test file's tests; `now` stands still at noon of 2 May 2026, UTC. */
export function useSandbox(options: SandboxOptions = {}): { readonly sandbox: Sandbox; readonly url: string } {
  let running: Sandbox | undefined
  beforeAll(async () => {
    running = await startSandbox({ now: () => noonMs, ...options })
  })
  afterEach(() => {
    running?.inbox.clear()
    running?.faults.clear()
  })
  afterAll(() => running?.close())
  const started = (): Sandbox => {
    if (running === undefined) throw new Error('the sandbox runs within tests only')
    return running
  }
  return {
    get sandbox() {
      return started()
    },
    get url() {
      return started().url
    },
  }
}

export const noonMs = Date.UTC(2026, 4, 2, 12)

/** A body with which AppsFlyer loses nothing. */
export const goodMobile = {
  appsflyer_id: '1415211453000-6513894',
  eventName: 'af_purchase',
  eventValue: '{"af_revenue":"48.00"}',
  eventTime: '2026-05-02 11:00:00.000',
  eventCurrency: 'USD',
  idfa: '9876F1AA-2983-3855-27BB-2C626772EFAB',
  os: '17.4',
  ip: '192.0.2.1',
  ua: 'Mozilla/5.0 (iPhone)',
}

export const goodWebEvent = {
  user_id: { customer_user_id: 'u-1' },
  event_name: 'af_purchase',
  event_revenue: 48,
  event_revenue_currency: 'USD',
  event_url: 'https://example.com/thanks',
  timestamp: noonMs - 3_600_000,
}

export const goodVisit = {
  user_id: { appsflyer_id: 'a-1' },
  event_url: 'https://example.com/',
  timestamp: noonMs - 1_000,
}
