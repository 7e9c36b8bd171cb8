import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { createFetch } from '../../src/delivery/transport/proxied-fetch'
import { type PullFetch, type PullPorts, pullReport } from '../../src/raw-data/pull'
import { addressOf, close } from '../delivery/fault-server'
import { collect, listener } from './raw-data-fixtures'

const token = 'eyJhbGciOi.secret.token'
const request = {
  appId: '123456789',
  report: 'in_app_events_report',
  from: '2026-11-18',
  to: '2026-11-20',
} as const
const nowMs = () => Date.UTC(2026, 10, 21, 12)
const csv = '\uFEFFAppsFlyer ID,Event Name\n1415211453000-6513894,af_login\n1415211453000-6513894,"af_\npurchase"\n'

const sockets = new Set<Socket>()
let servers: Server[] = []
afterEach(async () => {
  await Promise.all(servers.map((server) => close(server, sockets)))
  servers = []
})

type Answer = (response: ServerResponse, request: IncomingMessage) => void
interface Seen {
  readonly url: string
  readonly headers: IncomingMessage['headers']
}

async function serve(answer: Answer) {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    seen.push({ url: String(request.url), headers: request.headers })
    answer(response, request)
  })
  servers.push(server)
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${addressOf(server).port}`, seen }
}

/** AppsFlyer, and the server on another port to which it sends whoever asks. */
async function appsflyer(answer: Answer) {
  const files = await serve(answer)
  const api = await serve((response) =>
    response.writeHead(302, { location: `${files.url}/signed?sig=abc` }).end('moved'),
  )
  return { api, files }
}

async function pull(
  baseUrl: string,
  asked: Partial<Parameters<typeof pullReport>[0]> = {},
  ports: Partial<PullPorts> = {},
) {
  const { told, options } = listener()
  const fetch: PullFetch = createFetch({})
  const report = pullReport({ ...request, ...asked }, { ...options, fetch, token, nowMs, baseUrl, ...ports })
  return { ...(await collect(report)), ...told }
}

/** Why a report did not come, with the words for people in one line. */
async function refusal(answer: Answer, asked: Parameters<typeof pull>[1] = {}) {
  const { url } = await serve(answer)
  const error: unknown = await pull(url, asked).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ name: 'PullError' })
  expect(String(error)).not.toContain(token)
  return error as Error & { readonly code: string }
}

const says =
  (status: number, text: string): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'text/html' }).end(text)

test('follows to another server, without the token', async () => {
  const { api, files } = await appsflyer(says(200, csv))
  const { rows, blocks, warnings, damages } = await pull(`${api.url}/`, { additionalFields: ['custom_data', 'is_lat'] })
  expect(rows).toEqual([
    { appsflyer_id: '1415211453000-6513894', event_name: 'af_login' },
    { appsflyer_id: '1415211453000-6513894', event_name: 'af_\npurchase' },
  ])
  expect(blocks[0]?.source).toEqual({ name: 'in_app_events_report of id123456789', appId: 'id123456789' })
  expect([warnings, damages]).toEqual([[], []])
  expect(api.seen).toHaveLength(1)
  expect(api.seen[0]?.url).toBe(
    '/api/raw-data/export/app/id123456789/in_app_events_report/v5?from=2026-11-18&to=2026-11-20&maximum_rows=1000000&additional_fields=custom_data%2Cis_lat',
  )
  expect(api.seen[0]?.headers).toMatchObject({ authorization: `Bearer ${token}`, accept: 'text/csv' })
  expect(files.seen).toHaveLength(1)
  expect(files.seen[0]?.url).toBe('/signed?sig=abc')
  expect(files.seen[0]?.headers.accept).toBe('text/csv')
  expect(JSON.stringify(files.seen[0]?.headers)).not.toContain(token)
})

test('gives rows before the report is whole', async () => {
  let finish = () => undefined as unknown
  const { url } = await serve((response) => {
    response.write(csv)
    finish = () => response.end()
  })
  const { options } = listener()
  const report = pullReport(request, { ...options, fetch: createFetch({}), token, nowMs, baseUrl: url })
  expect((await report.next()).value?.rows).toHaveLength(1)
  finish()
  expect((await report.next()).value?.rows).toHaveLength(1)
  expect((await report.next()).done).toBe(true)
})

test('reads a report that comes at once, or packed, and one without rows', async () => {
  expect((await pull((await serve(says(200, csv))).url)).rows).toHaveLength(2)
  expect((await pull((await serve((response) => response.end(gzipSync(csv)))).url)).rows).toHaveLength(2)
  expect((await pull((await serve(says(200, 'AppsFlyer ID,Event Name\n'))).url)).rows).toEqual([])
})

test.each([
  [400, 'Your API call limit has been reached for the given report type', 'app_quota', /for this app today.*00:00 UTC/],
  [
    400,
    "You've reached your maximum number of in-app event reports that can be downloaded today for this app <a href='https://x'>more</a>",
    'app_quota',
    /for this app today/,
  ],
  [
    400,
    "You've reached your maximum number of install reports that can be downloaded today for this account",
    'account_quota',
    /for this account today/,
  ],
  [400, 'Raw reports historical lookback is limited to 90 days', 'too_old', /goes back 90 days/],
  [400, 'Invalid limit type', 'bad_maximum_rows', /200000 and 1000000/],
  [400, "Your current subscription package doesn't include raw data reports", 'not_in_plan', /not in the plan/],
  [401, 'Supplied API token is invalid', 'bad_token', /Give the API token V2.*10 March 2026/],
  [401, 'Account may be suspended', 'suspended', /may be suspended/],
  [404, '<html><body>Not found</body></html>', 'unknown_app', /iOS id begins with id/],
  [429, '', 'unavailable', /cannot make the report now \(429\)/],
  [503, '', 'unavailable', /\(503\)\. Ask again/],
  [403, '', 'refused', /^AppsFlyer refuses to make the report \(403\)\.$/],
  [
    400,
    `<b>Illegal field</b> abc with ${token} at https://hq1.appsflyer.com/x?y=z`,
    'refused',
    /\(400\)\. It says: Illegal field abc with … at …$/,
  ],
])('%i %s', async (status, text, code, message) => {
  const error = await refusal(says(status, text))
  expect(error.code).toBe(code)
  expect(error.message).toMatch(message)
})

test('says it when the file cannot be fetched, without its address', async () => {
  const { api } = await appsflyer(says(403, '<Error>https://signed</Error>'))
  const error: Error = await pull(api.url).catch((thrown) => thrown)
  expect(error).toMatchObject({ code: 'unreadable', message: expect.stringContaining('cannot be fetched (403)') })
  expect(error.message).not.toMatch(/sig=|signed/)
})

test('follows no circle, no nowhere, and no other protocol', async () => {
  for (const location of ['/', 'file:///etc/passwd', 'http://[', undefined]) {
    const headers = location === undefined ? {} : { location }
    const error = await refusal((response) => response.writeHead(302, headers).end())
    expect(error).toMatchObject({ code: 'unreadable', message: expect.stringContaining('cannot be followed') })
  }
})

test('leaves TLS for no plain connection', async () => {
  const asked: string[] = []
  const fetch: PullFetch = async (url) => {
    asked.push(url)
    return { status: 302, headers: new Headers({ location: 'http://example.com/' }), body: null }
  }
  await expect(pull('https://hq1.example.com', {}, { fetch })).rejects.toMatchObject({ code: 'unreadable' })
  expect(asked).toHaveLength(1)
})

test('says it when the connection breaks', async () => {
  const broken = await refusal((response) => {
    response.writeHead(200, { 'content-length': '100000' }).write(csv)
    setTimeout(() => response.destroy(), 50)
  })
  expect(broken).toMatchObject({ code: 'cut_off', message: expect.stringMatching(/^The connection broke before/) })
  const { url } = await serve(() => undefined)
  await Promise.all(servers.map((server) => close(server, sockets)))
  servers = []
  await expect(pull(url)).rejects.toMatchObject({
    code: 'no_connection',
    message: expect.stringMatching(/^127\.0\.0\.1 cannot be reached \(ECONNREFUSED\)/),
  })
})

test('refuses an answer that is no report', async () => {
  expect(await refusal(says(200, '<html>Log in</html>'))).toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining("none of AppsFlyer's raw data"),
  })
})

test.each([
  ['no report', '[\n'],
  ['a report of which no more is wanted', csv],
])('ends the connection of %s', async (_, text) => {
  let closed: Promise<unknown> | undefined
  const { url } = await serve((response) => {
    closed = once(response, 'close')
    response.write(text)
  })
  const { options } = listener()
  const report = pullReport(request, { ...options, fetch: createFetch({}), token, nowMs, baseUrl: url })
  await report.next().catch(() => undefined)
  await report.return(undefined)
  await closed
})

test('stops when it is told to', async () => {
  const { url } = await serve(() => undefined)
  const signal = AbortSignal.timeout(50)
  await expect(pull(url, {}, { signal })).rejects.toMatchObject({ name: 'TimeoutError' })
})

test.each([
  ['2026-11-20', '2026-11-19'],
  ['2026-02-30', '2026-11-19'],
  ['2026-11-18 10:00', '2026-11-19'],
])('asks for no report from %s to %s', async (from, to) => {
  expect(await refusal(says(200, csv), { from, to })).toMatchObject({ code: 'bad_request' })
})

test('sends no token that is none, and does not quote it', async () => {
  const error: Error = await pull('http://127.0.0.1:9', {}, { token: 'a\nb c' }).catch((thrown) => thrown)
  expect(error).toMatchObject({ code: 'bad_token' })
  expect(error.message).not.toContain('b c')
})

test('tells that a report is cut', async () => {
  const row = '1415211453000-6513894,x\n'
  const { url } = await serve((response) => {
    response.write(`${csv.split('\n')[0]}\n`)
    response.end(`${row.repeat(199_999)}damaged\n`)
  })
  const { rows, damages, warnings } = await pull(url, { maximumRows: 200_000 }, { columns: new Set(['event_name']) })
  expect([rows.length, damages.length]).toEqual([199_999, 1])
  expect(warnings).toEqual([
    'The in_app_events_report of id123456789 has 200000 rows, the most that AppsFlyer gives: others may be missing. Ask for fewer days at once.',
  ])
})

test.each([
  ['in_app_events_report', '2026-10-21', '2026-11-20', undefined],
  ['in_app_events_report', '2026-10-20', '2026-11-20', '31 days. The days from 2026-10-20 to 2026-10-20'],
  ['organic_in_app_events_report', '2026-10-01', '2026-10-03', '31 days. The days from 2026-10-01 to 2026-10-03'],
  ['installs_report', '2026-09-22', '2026-10-03', undefined],
  ['installs_report', '2026-09-21', '2026-10-03', '60 days. The days from 2026-09-21 to 2026-09-21'],
  // AppsFlyer refuses these itself.
  ['installs_report', '2026-01-01', '2026-10-03', undefined],
] as const)('%s from %s to %s: %s', async (report, from, to, warning) => {
  const { url } = await serve(says(200, csv))
  const { warnings } = await pull(url, { report, from, to })
  expect(warnings).toEqual(warning === undefined ? [] : [expect.stringContaining(warning)])
})
