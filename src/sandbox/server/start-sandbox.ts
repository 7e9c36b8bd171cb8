import { setMaxListeners } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, isIPv6 } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { OpendsrDesk } from '../erasure/answer-erasure'
import { Faults } from '../faults/faults'
import { Inbox } from '../inbox/inbox'
import type { SandboxOptions } from '../options'
import { DataLocker, type WrittenFiles } from '../raw-data/data-locker'
import { answerInstallData } from '../raw-data/install-data'
import { Installs } from '../raw-data/installs'
import { answerPullApi, type PullBackend } from '../raw-data/pull-api'
import { PullCounts } from '../raw-data/pull-quota'
import type { RawSource } from '../raw-data/recorded-event'
import { AddressSigner } from '../raw-data/signed-address'
import { answerAppsflyer, type Backend } from '../verdict/answer-appsflyer'
import { KeyRing } from '../verdict/check-key'
import { isOwnHost, isOwnOrigin } from './is-own-address'
import { LiveEvents } from './live-events'
import { send, sendJson, sendText } from './reply'
import { answerApi, apiPrefix, type Shown } from './sandbox-api'
import { readPage, type ShowPage } from './show-page'

/** In dist, beside the folder that this file is built into. */
const builtPage = join(__dirname, '../../../page')

/** A running sandbox. */
export interface Sandbox {
  /** Such as `http://127.0.0.1:8080`: what a configuration's `endpoints` take. */
  readonly url: string
  readonly port: number
  readonly inbox: Inbox
  readonly faults: Faults
  /** Writes what was recorded since the last time as Data Locker's files; undefined where no folder was given. */
  writeDataLocker(): Promise<WrittenFiles | undefined>
  /**
   * Ends all connections, then writes Data Locker's files where there is a folder for them, and says what it wrote. What
   * arrived stays readable in `inbox`.
   */
  close(): Promise<WrittenFiles | undefined>
}

/**
 * Starts a local AppsFlyer for all its server-to-server endpoints, and for erasures (docs/sandbox.md).
 * Rejects with the system's error where the port is taken or the address is not ours, with a RangeError for a time zone
 * that does not exist or shares of installs that cannot be.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const inbox = new Inbox(options.keptRequests ?? 100_000, options.keptBytes ?? 268_435_456)
  const faults = new Faults(options.random ?? Math.random)
  const live = new LiveEvents(inbox)
  const closing = new AbortController()
  // Every delayed answer waits for it as well.
  setMaxListeners(0, closing.signal)
  const host = options.host ?? '127.0.0.1'
  const zones = new Map(Object.entries(options.timeZones ?? {}))
  for (const zone of zones.values()) requireTimeZone(zone)
  const backend: Backend = {
    rules: {
      keys: new KeyRing(options.apps, options.blockedAppIds ?? []),
      timeZoneOf: (appId) => zones.get(appId) ?? 'UTC',
    },
    inbox,
    faults,
    now: options.now ?? Date.now,
    sleep: options.sleep ?? sleep,
    closing: closing.signal,
  }
  const source: RawSource = {
    inbox,
    installs: new Installs(options.organic, options.retargeting),
    timeZoneOf: backend.rules.timeZoneOf,
  }
  const locker = options.dataLockerFolder === undefined ? undefined : new DataLocker(options.dataLockerFolder, source)
  const known = options.apps && new Set(options.apps.map(({ appId }) => appId))
  const pull: PullBackend = {
    source,
    counts: new PullCounts(options.pullQuota),
    signer: new AddressSigner(),
    now: backend.now,
    token: options.apiToken,
    appIds: known,
    refusal: options.pullRefusal,
  }
  const desk = new OpendsrDesk({
    apiToken: options.apiToken,
    knowsApp: (appId) => known === undefined || known.has(appId),
    now: backend.now,
    keep: (arrivalWith) => inbox.add(arrivalWith),
  })
  const hosts = [host, ...(options.allowedHosts ?? [])].map((name) => name.toLowerCase())
  const shown: Shown = { inbox, faults, live, source, locker }
  const showPage = readPage(options.pageFolder ?? builtPage)

  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 60_000 }, (request, response) => {
    route({ backend, pull, desk, shown, showPage, hosts }, request, response).catch(() => {
      if (response.headersSent) response.destroy()
      else
        sendText(response, 500, 'The sandbox itself failed at this request: this is a bug of appsflyer-destination.\n')
    })
  })
  const { port } = await listen(server, options.port ?? 0, host)
  return {
    url: `http://${isIPv6(host) ? `[${host}]` : host}:${port}`,
    port,
    inbox,
    faults,
    writeDataLocker: async () => locker?.write(),
    close: async () => {
      closing.abort()
      live.close()
      await closeServer(server)
      return await locker?.write()
    },
  }
}

interface Parts {
  readonly backend: Backend
  readonly pull: PullBackend
  readonly desk: OpendsrDesk
  readonly shown: Shown
  readonly showPage: ShowPage
  readonly hosts: readonly string[]
}

async function route(
  { backend, pull, desk, shown, showPage, hosts }: Parts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isOwnHost(request.headers.host, hosts)) {
    return sendText(response, 421, 'The sandbox does not go by this name: address it as 127.0.0.1 or localhost.\n')
  }
  const [path = '', query = ''] = splitOnce(request.url ?? '', '?')
  if (path.startsWith(apiPrefix)) {
    if (!isOwnOrigin(request.headers))
      return sendJson(response, 403, { error: 'Other web pages may not use this API.' })
    const call = { request, response, path: path.slice(apiPrefix.length), query: new URLSearchParams(query) }
    return await answerApi(shown, call)
  }
  if (desk.takes(path)) {
    if (!isOwnOrigin(request.headers)) return sendText(response, 403, 'Other web pages may not ask here.\n')
    return await desk.answer(request, response, path)
  }
  if (request.method === 'GET' || request.method === 'HEAD') {
    const page = showPage(path, request.headers.accept)
    if (page !== undefined) return send(response, page.status, page.contentType, page.content, page.headers)
  }
  if (!isOwnOrigin(request.headers)) return sendText(response, 403, 'Other web pages may not send events here.\n')
  if (await answerPullApi(pull, request, response, path, new URLSearchParams(query))) return
  if (answerInstallData(pull.source.installs, path, new URLSearchParams(query), response)) return
  await answerAppsflyer(backend, request, response, path)
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)))
    server.closeAllConnections()
  })
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      if (typeof address === 'object' && address !== null) resolve(address)
      else reject(new Error('the server has no address'))
    })
  })
}

function requireTimeZone(name: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
  } catch {
    throw new RangeError(`${JSON.stringify(name)} is not a time zone: give an IANA name, such as America/New_York`)
  }
}

/** Ends early, without an error, when the signal is aborted. */
async function sleep(delayMs: number, signal: AbortSignal): Promise<void> {
  await wait(delayMs, undefined, { signal }).catch(() => undefined)
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
