import { connect } from 'node:net'
import fc from 'fast-check'
import { isOwnHost } from '../../../src/sandbox/server/is-own-address'
import { startSandbox } from '../../../src/sandbox/server/start-sandbox'
import { goodMobile, postMobile, talk, useSandbox } from '../talk-to-sandbox'

const open = useSandbox({ allowedHosts: ['Sandbox'] })

describe('Host', () => {
  it.each([
    ['127.0.0.1', 200],
    ['LOCALHOST:1234', 200],
    ['[::1]:80', 200],
    ['sandbox:8080', 200],
    ['evil.example', 421],
    ['127.0.0.1.evil.example', 421],
    ['localhost:80@evil.example', 421],
    ['evil.example:127.0.0.1', 421],
  ])('%j', async (host, status) => {
    const paths = ['/', '/sandbox/api/summary']
    for (const path of paths) expect((await talk(open.url, path, { headers: { host } })).status).toBe(status)
    expect((await postMobile(open.url, 'id1', goodMobile, { host })).status).toBe(status)
  })
})

it.each([undefined, '', ':80'])('Host %j is nobody', (host) => {
  expect(isOwnHost(host, ['sandbox'])).toBe(false)
})

describe('Origin, at the API', () => {
  it.each([
    ['http://127.0.0.1', 200],
    ['http://localhost', 403],
    ['http://evil.example', 403],
    ['null', 403],
    ['', 403],
  ])('%j', async (origin, status) => {
    const headers = { host: '127.0.0.1', origin }
    expect((await talk(open.url, '/sandbox/api/summary', { headers })).status).toBe(status)
    expect((await talk(open.url, '/sandbox/api/requests', { method: 'DELETE', headers })).status).toBe(status)
  })
})

describe('a web page of somebody else', () => {
  // What browsers send: a form or fetch without CORS may have one of three content types, and cannot leave out these headers.
  it.each([
    ['a form', { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site', 'content-type': 'text/plain' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
    ['an older browser', { origin: 'http://evil.example' }],
    ['a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['a browser that names no origin', { 'sec-fetch-site': 'cross-site' }],
  ])('posts no event: %s', async (_, headers) => {
    const answer = await postMobile(open.url, 'id1', goodMobile, headers)
    expect([answer.status, answer.text]).toEqual([403, 'Other web pages may not send events here.\n'])
    expect(open.sandbox.inbox.summary().total).toBe(0)
  })

  it('reads nothing of the API, without an Origin either', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' }
    expect((await talk(open.url, '/sandbox/api/summary', { headers })).status).toBe(403)
  })

  it('may link to the page', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', accept: 'text/html' }
    expect((await talk(open.url, '/', { headers })).status).toBe(200)
  })
})

it.each([
  ['a program', {}],
  ['our own page', { host: '127.0.0.1', origin: 'http://127.0.0.1', 'sec-fetch-site': 'same-origin' }],
  // Node's own fetch sends Sec-Fetch-Mode alone.
  ['fetch of Node', { 'sec-fetch-mode': 'cors' }],
])('%s posts events', async (_, headers) => {
  expect((await postMobile(open.url, 'id1', goodMobile, headers)).status).toBe(200)
  expect(open.sandbox.inbox.summary().total).toBe(1)
})

it('the fetch of this Node posts events', async () => {
  const answer = await fetch(`${open.url}/inappevent/id1`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authentication: 'key' },
    body: JSON.stringify(goodMobile),
  })
  expect(answer.status).toBe(200)
})

it('listens on the loopback address only', async () => {
  expect(new URL(open.url).hostname).toBe('127.0.0.1')
})

it('says at the start what is wrong', async () => {
  await expect(startSandbox({ port: open.sandbox.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await expect(startSandbox({ timeZones: { w: 'Mars/Base' } })).rejects.toThrow('"Mars/Base" is not a time zone')
})

it('closes while requests wait, and frees the port', async () => {
  const sandbox = await startSandbox()
  sandbox.faults.set({ latencyMs: 600_000 })
  const waiting = postMobile(sandbox.url, 'id1', goodMobile).catch((error: NodeJS.ErrnoException) => error.code)
  await new Promise<void>((resolve) => sandbox.inbox.onChange(resolve))
  await sandbox.close()
  expect(await waiting).toBe('ECONNRESET')
  const again = await startSandbox({ port: sandbox.port })
  await again.close()
})

describe('whatever is sent', () => {
  const path = fc.oneof(
    fc.constantFrom('/inappevent/id1', '/inappevent/1', '/v2.0/s2s/inapps/app/web/w', '/v2.0/s2s/visits/app/web/w'),
    fc.webPath().map((text) => `/${text}`),
    fc.webPath().map((text) => `/inappevent/${text}`),
    fc.webPath().map((text) => `/sandbox/api/${text}`),
  )
  const fields = fc.constantFrom(
    ...['appsflyer_id', 'eventName', 'eventValue', 'eventTime', 'eventCurrency', 'consent_data', 'sharing_filter'],
    ...['user_id', 'event_name', 'event_value', 'event_url', 'timestamp', 'ip', '__proto__', 'toString', 'att'],
  )
  const body = fc.oneof(
    fc.json(),
    fc.string(),
    fc.dictionary(fields, fc.jsonValue()).map((object) => JSON.stringify(object)),
    fc
      .dictionary(fields, fc.jsonValue())
      .map((object) => JSON.stringify({ appsflyer_id: '1', eventName: 'n', eventValue: '', ...object })),
    fc
      .dictionary(fields, fc.jsonValue())
      .map((object) => JSON.stringify({ user_id: { appsflyer_id: '1' }, event_name: 'n', ...object })),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  )
  const method = fc.constantFrom('POST', 'POST', 'POST', 'PUT', 'DELETE', 'PATCH')
  const headers = fc.record({
    authentication: fc.constantFrom('', 'k'),
    authorization: fc.constantFrom('Bearer', 'Bearer k', 'k'),
    'content-type': fc.constantFrom('application/json', 'text/plain', ''),
  })

  it('is answered, by an answer that AppsFlyer gives or one that explains itself', async () => {
    await fc.assert(
      fc.asyncProperty(path, method, headers, body, async (path, method, headers, body) => {
        const { status } = await talk(open.url, path, { method, headers, body })
        expect([200, 202, 400, 401, 403, 404, 405, 415]).toContain(status)
      }),
      { numRuns: 400 },
    )
  })

  it('in raw bytes too, and goes on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array(),
          fc.string().map((text) => Buffer.from(text)),
        ),
        async (bytes) => {
          await new Promise<void>((resolve) => {
            const socket = connect(open.sandbox.port, '127.0.0.1', () => socket.end(bytes))
            socket.on('error', () => undefined)
            socket.on('close', () => resolve())
            socket.resume()
          })
        },
      ),
      { numRuns: 50 },
    )
    expect((await postMobile(open.url, 'id1', goodMobile)).status).toBe(200)
  })

  it('lets go of a body that breaks off', async () => {
    await new Promise<void>((resolve) => {
      const head = 'POST /inappevent/id1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{'
      const socket = connect(open.sandbox.port, '127.0.0.1', () => socket.write(head, () => socket.destroy()))
      socket.on('close', () => resolve())
    })
    expect((await talk(open.url, '/')).status).toBe(200)
    expect(open.sandbox.inbox.summary().total).toBe(0)
  })
})
