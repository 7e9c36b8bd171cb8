import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { runCheck } from '../../../src/airbyte/connector/commands'
import { postFor } from '../../../src/wiring/delivery'
import { addressOf, close } from '../../delivery/fault-server'
import { appsflyerServer } from './appsflyer-server'
import { order, realSync } from './real-sync'
import { streamState } from './run-write'

/** Servers that are not AppsFlyer: a sign-in page, a gateway, a web server that takes anything. */

const app = 'com.example.app'
const page = '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Sign in</body></html>'
const html = { 'content-type': 'text/html' }

type Answer = (response: ServerResponse) => unknown

const folder = mkdtempSync(join(tmpdir(), 'foreign-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A server that gives every request the same answer. */
async function serve(answer: Answer) {
  let count = 0
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    count += 1
    request.resume().on('end', () => answer(response))
  })
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${addressOf(server).port}`
  return { url, requestCount: () => count, stop: () => close(server, sockets) }
}

const configuration = (url: string) => ({
  apps: [{ platform: 'android', app_id: app, key: 'good-key' }],
  endpoints: { mobile_v3: url },
})

async function check(url: string): Promise<{ readonly status: string; readonly message: string }> {
  const path = join(folder, 'config.json')
  writeFileSync(path, JSON.stringify(configuration(url)))
  const stdout = new PassThrough()
  expect(await runCheck(path, { stdout, now: Date.now }, postFor, async () => undefined)).toBe(0)
  return JSON.parse(String(stdout.read())).connectionStatus
}

const orders = (count: number) => Array.from({ length: count }, (_, index) => order(app, index))

const servers: readonly (readonly [string, Answer, string])[] = [
  ['200 with a page', (response) => response.writeHead(200, html).end(page), 'not_appsflyer'],
  [
    '200 with a page that is cut before its first byte',
    (response) => {
      response.writeHead(200, { ...html, 'content-length': 90 }).flushHeaders()
      setTimeout(() => response.destroy(), 20)
    },
    'not_appsflyer',
  ],
  [
    '200 with a page in gzip',
    (response) => response.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end(gzipSync(page)),
    'not_appsflyer',
  ],
  ['600', (response) => response.writeHead(600).end('OK'), 'unknown_answer'],
  ['400 with a page', (response) => response.writeHead(400, html).end(page), 'not_appsflyer'],
  ['403 with a page', (response) => response.writeHead(403, html).end(page), 'not_appsflyer'],
  ['400 with a text of its own', (response) => response.writeHead(400).end('no'), 'not_appsflyer'],
  ['400 as web servers word it', (response) => response.writeHead(400).end('Bad Request'), 'not_appsflyer'],
  ['422 with JSON', (response) => response.writeHead(422).end('{"detail":"SECRET"}'), 'not_appsflyer'],
  ['501 of a gateway', (response) => response.writeHead(501).end('Unsupported method'), 'not_implemented'],
  [
    '403 of Amazon API Gateway',
    (response) => response.writeHead(403).end('{"message":"Missing Authentication Token"}'),
    'not_appsflyer',
  ],
]

test.each(servers)('%s: nothing counts as accepted, and the sync ends after a handful', async (_, answer, code) => {
  const server = await serve(answer)
  const { report, states, error } = await realSync(
    [...orders(3_000), streamState('orders', 1)],
    configuration(server.url),
  )
  await server.stop()
  expect(error).toMatchObject({ failure_type: 'config_error', message: expect.stringContaining(code) })
  expect(error.message).not.toContain('on_wrong_key')
  expect([states, report.outcomes.accepted, report.outcomes.rejected]).toEqual([[], 0, 0])
  expect(server.requestCount()).toBeLessThanOrEqual(4)
  expect(report.requestCount).toBe(server.requestCount())
})

test.each(servers)('%s: check says so', async (_, answer) => {
  const server = await serve(answer)
  const { status, message } = await check(server.url)
  await server.stop()
  expect(status).toBe('FAILED')
  expect(message).toMatch(/Check the configured endpoint/)
})

test('check does not believe a server that takes anything', async () => {
  const server = await serve((response) => response.end('OK'))
  const { status, message } = await check(server.url)
  await server.stop()
  expect([status, message]).toEqual(['FAILED', expect.stringContaining('is not AppsFlyer')])
})

test.each([201, 204, 206])(
  '%i, which no document has, is tried again, then told, and never counts as accepted',
  async (status) => {
    const server = await serve((response) => response.writeHead(status).end())
    const content = { ...configuration(server.url), delivery: { give_up_after_seconds: 5 } }
    const { report, states, error } = await realSync([...orders(20), streamState('orders', 1)], content, {}, {}, 20)
    await server.stop()
    expect(error).toMatchObject({ failure_type: 'transient_error' })
    expect([states, report.outcomes.accepted, report.outcomes.rejected]).toEqual([[], 0, 0])
    expect(report.retryCount).toBeGreaterThan(0)
    // Whether the event was taken, nothing says.
    expect(report.mayBeDuplicatedCount).toBeGreaterThan(0)
  },
)

test('a sign-in page that comes for two seconds in the middle costs no record, and is not counted as accepted', async () => {
  let untilMs = 0
  const server = await appsflyerServer({ [app]: 'good-key' }, (_, response, index) => {
    if (index === 2_000) untilMs = Date.now() + 2_000
    if (Date.now() >= untilMs) return false
    response.writeHead(200, html).end(page)
    return true
  })
  const { report, states } = await realSync([...orders(5_000), streamState('orders', 1)], configuration(server.url))
  await server.stop()
  expect([report.exitCode, states.length]).toEqual([0, 1])
  expect(new Set(server.accepted.map(({ eventName }) => eventName)).size).toBe(5_000)
  expect([report.outcomes.accepted, server.accepted.length]).toEqual([5_000, 5_000])
  expect(report.requestCount).toBe(server.arrivals.length)
})

test('one record that a firewall before AppsFlyer refuses with a page is rejected alone', async () => {
  const server = await appsflyerServer({ [app]: 'good-key' }, ({ eventName }, response) => {
    if (eventName !== 'event-7') return false
    response.writeHead(403, html).end(page)
    return true
  })
  const { report, rejected } = await realSync(orders(5_000), configuration(server.url))
  await server.stop()
  expect([report.exitCode, report.outcomes.accepted]).toEqual([0, 4_999])
  expect(rejected).toMatchObject([{ code: 'not_appsflyer', stage: 'delivery' }])
})

test.each([
  ['empty', ''],
  ['JSON', '{"status":"ok"}'],
  ['text that is called HTML', 'OK'],
])('an answer that is %s is taken for AppsFlyer: the documents are silent', async (_, text) => {
  const server = await appsflyerServer({ [app]: 'good-key' }, ({ isProbe }, response) => {
    if (!isProbe) response.writeHead(200, html).end(text)
    return !isProbe
  })
  const { report } = await realSync(orders(50), configuration(server.url))
  await server.stop()
  expect([report.exitCode, report.outcomes.accepted]).toEqual([0, 50])
})
