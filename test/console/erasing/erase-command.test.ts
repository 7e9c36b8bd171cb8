import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { eraseCommand } from '../../../src/commands/erase-command'
import { parseArguments } from '../../../src/console/arguments/parse-arguments'
import { createFetch } from '../../../src/delivery/transport/proxied-fetch'
import { Memory } from '../../../src/memory/memory'
import { addressOf } from '../../delivery/fault-server'
import { type OpendsrServer, opendsrServer } from '../../erasure/opendsr-server'
import { MapStore } from '../../memory/map-store'
import { widest } from '../golden'

const token = 'SECRET-api-token'
const apps = ['id123456789', 'com.example.app']
const nowMs = Date.UTC(2026, 2, 14, 12)
const gaid = 'd0d5d5a0-1111-4222-8333-444455556666'

let folder = ''
let server: OpendsrServer
let store = new MapStore()
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'erase-'))
  server = await opendsrServer(token, apps)
  store = new MapStore()
})
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true })
  await server.stop()
})

const memory = () => Memory.open(store, { rememberDeliveriesDays: 15, hashKey: 'key', now: () => nowMs })

async function run(args: readonly string[], { typed = '', more = {} }: { typed?: string; more?: object } = {}) {
  const config = join(folder, 'c.json')
  const content = {
    ...{ s2s_token: 'SECRET-s2s', api_token: token, apps: apps.map((app_id) => ({ app_id })) },
    ...{ endpoints: { api: server.url }, memory: { store: 'sqlite', path: 'm.db' }, ...more },
  }
  writeFileSync(config, JSON.stringify(content))
  const parsed = parseArguments(['erase', '--config', config, ...args])
  if (parsed.kind !== 'run') throw new Error(JSON.stringify(parsed))
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const exitCode = await eraseCommand(parsed.given, {
    ...{ stdin: Readable.from([typed]), stdout, stderr: Object.assign(stderr, { isTTY: false }), env: {} },
    now: () => nowMs,
    openMemory: memory,
    openExisting: memory,
    createFetch: () => createFetch({}),
    stopOnSignals: () => ({
      signal: new AbortController().signal,
      requested: Promise.resolve(),
      exitCode: () => undefined,
    }),
  })
  const out = String(stdout.read() ?? '')
  const err = String(stderr.read() ?? '')
  expect(out + err).not.toMatch(/user-77|SECRET/)
  if (!args.includes('--json')) expect(widest(out + err)).toBeLessThanOrEqual(80)
  return { exitCode, out, err }
}

test('asks every app, prints the ids of the requests, holds the user back, and tells the statuses later', async () => {
  const output = join(folder, 'asked.ndjson')
  const { exitCode, out } = await run(['--user', '-', '--output', output], { typed: 'user-77\n' })
  expect(exitCode).toBe(0)
  expect(out.trim().split('\n')).toHaveLength(2)
  expect(server.known.size).toBe(2)
  for (const id of server.known.keys()) expect(out).toContain(id)
  expect((await (await memory()).knownOf('com.example.app', 'user-77')).isErased).toBe(true)
  expect(readFileSync(output, 'utf8')).not.toContain('user-77')
  const later = await run(['--status', output])
  expect(later.exitCode).toBe(0)
  expect(later.out.match(/pending/g)).toHaveLength(2)
})

test('asking twice is asking once', async () => {
  await run(['--user', 'user-77'])
  expect((await run(['--user', 'user-77'])).exitCode).toBe(0)
  expect(server.known.size).toBe(2)
})

test('the stub erases nobody, and holds nobody back', async () => {
  const { exitCode } = await run(['--user', 'user-77', '--stub'])
  expect([exitCode, server.known.size]).toEqual([0, 0])
  expect(server.calls.every(({ path }) => path === '/api/gdpr/v1/stub')).toBe(true)
  expect((await (await memory()).knownOf('com.example.app', 'user-77')).isErased).toBe(false)
})

test("an advertising id is each platform's own, and an app may be named", async () => {
  await run(['--advertising-id', gaid])
  const types = server.calls.map(({ body }) =>
    body.subject_identities.map((one: { identity_type: string }) => one.identity_type),
  )
  expect(types.sort()).toEqual([['android_advertising_id'], ['ios_advertising_id']])
  const { err } = await run(['--advertising-id', gaid, '--app', 'com.example.app'])
  expect(err).toBe('')
})

test.each([
  [{ status: 400, code: 'e325' }, 3, /too long/],
  [{ status: 401 }, 1, /API token V2/],
])('%j is told in words', async (answer, wanted, text) => {
  server.script = () => answer
  const { exitCode, out } = await run(['--user', 'user-77', '--app', 'com.example.app'])
  expect(exitCode).toBe(wanted)
  expect(out.replace(/\s+/g, ' ')).toMatch(text)
})

test('for programs', async () => {
  const { out } = await run(['--user', 'user-77', '--app', '123456789', '--json'])
  const [{ requestId, ...rest }] = JSON.parse(out).requests
  expect(rest).toMatchObject({ appId: 'id123456789', outcome: 'accepted' })
  const status = await run(['--status', requestId, '--json'])
  expect(JSON.parse(status.out).requests).toEqual([{ requestId, status: 'pending', remark: '' }])
})

test('of more than one line nobody is erased', async () => {
  await expect(run(['--user', '-'], { typed: 'u1\nu2\n' })).rejects.toThrow(/more than one line/)
  expect(server.calls).toEqual([])
  expect((await run(['--user', '-'], { typed: '\nuser-77\n\n' })).exitCode).toBe(0)
})

test('what the stub took is told as such, and asked for at the stub', async () => {
  const output = join(folder, 'asked.ndjson')
  const { out } = await run(['--user', 'user-77', '--stub', '--output', output])
  expect(out).toMatch(/stub: nobody is erased/)
  const json = await run(['--user', 'user-77', '--stub', '--json'])
  expect(json.out).not.toMatch(/fulfils/)
  expect(JSON.parse(json.out)).toMatchObject({
    isStub: true,
    requests: [{ message: expect.stringMatching(/nobody/) }, {}],
  })
  server.script = ({ method }) =>
    method === 'GET' ? { status: 200, body: { request_status: 'completed' } } : undefined
  const later = await run(['--status', output])
  expect(later.exitCode).toBe(0)
  expect(later.out).toMatch(/com\.example\.app .*completed \(stub\)[\s\S]*nobody is erased/)
  expect(server.calls.filter(({ method }) => method === 'GET').every(({ path }) => path.includes('/stub/'))).toBe(true)
})

test('an app that is not asked is told, with the reason', async () => {
  const more = {
    dev_key: 'SECRET-dev',
    apps: [
      { app_id: 'com.example.app' },
      { app_id: 'website-www.example.com' },
      { platform: 'web_pba', app_id: 'brand', key: 'SECRET-web' },
      { app_id: 'steam-480' },
    ],
  }
  server.script = ({ method }) => (method === 'POST' ? { status: 201 } : undefined)
  const { out } = await run(['--user', 'user-77', '--appsflyer-id', '1700000000000-1234567890123456789'], { more })
  expect(out).toMatch(/steam-480 .*asked/)
  expect(out).toMatch(/brand: not asked, erasures do not reach brand bundles/)
  const { out: json } = await run(['--advertising-id', gaid, '--json'], { more })
  expect(JSON.parse(json).notAsked).toEqual([
    { appId: 'website-www.example.com', reason: 'it cannot know these ids' },
    { appId: 'brand', reason: expect.stringMatching(/brand bundles/) },
    { appId: 'steam-480', reason: 'it cannot know these ids' },
  ])
})

test('--app asks one app alone, and the others are told as not named', async () => {
  const more = {
    dev_key: 'SECRET-dev',
    apps: [{ app_id: 'com.example.app' }, { app_id: 'quest-com.example.app' }, { app_id: 'steam-480' }],
  }
  server.script = ({ method }) => (method === 'POST' ? { status: 201 } : undefined)
  const { out } = await run(['--user', 'user-77', '--app', 'com.example.app', '--json'], { more })
  const { requests, notAsked } = JSON.parse(out)
  expect(requests).toMatchObject([{ appId: 'com.example.app', outcome: 'accepted' }])
  expect(notAsked).toEqual([
    { appId: 'quest-com.example.app', reason: '--app names another one' },
    { appId: 'steam-480', reason: '--app names another one' },
  ])
  await expect(run(['--user', 'u', '--app', 'quest-com.example.app'], { more })).resolves.toMatchObject({ exitCode: 0 })
})

test('a refused token is named, and no id of a request that was never taken', async () => {
  server.script = () => ({ status: 401 })
  const { out } = await run(['--user', 'user-77'])
  expect(out).toMatch(/refused/)
  expect(out).not.toMatch(/misconfigured|[0-9a-f]{8}-[0-9a-f]{4}/)
  const status = await run(['--status', '142257af-e358-436a-a9db-2937b6e440b1'])
  expect(status.out).toMatch(/api_token/)
})

test('an AppsFlyer id of another form is told', async () => {
  const { err } = await run(['--appsflyer-id', 'nonsense'])
  expect(err).toMatch(/does not look like one/)
})

test('a dead server is given up after the time that was said', async () => {
  const more = { endpoints: { api: 'http://127.0.0.1:9' } }
  const { exitCode, out, err } = await run(['--user', 'user-77', '--give-up-after', '1'], { more })
  expect(err).toMatch(/127\.0\.0\.1:9 does not take it \(connection_refused\)\.\s+Trying\s+until/)
  // Nothing of it can be there, so that there is no id to ask about.
  expect([exitCode, out]).toEqual([1, expect.not.stringMatching(/unclear|[0-9a-f]{8}-[0-9a-f]{4}/)])
  expect(out.replace(/\s+/g, ' ')).toMatch(/id123456789, com\.example\.app: .*Ask again later: it doubles nothing\./)
})

test('a server that takes the request and is silent is given up as well, and may have it', async () => {
  const silent = createServer(() => {})
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const more = { endpoints: { api: `http://127.0.0.1:${addressOf(silent).port}` } }
  const { exitCode, out } = await run(['--user', 'user-77', '--give-up-after', '1'], { more })
  silent.closeAllConnections()
  silent.close()
  expect([exitCode, out]).toEqual([1, expect.stringMatching(/unclear +[0-9a-f]{8}-[0-9a-f]{4}/)])
})

test('a server that is silent is waited for as long as --give-up-after says, and once for all', async () => {
  let asked = 0
  const silent = createServer(() => {
    asked += 1
  })
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const list = join(folder, 'asked.ndjson')
  const ids = ['142257af-e358-436a-a9db-2937b6e440b1', '142257af-e358-436a-a9db-2937b6e440b2']
  writeFileSync(list, ids.map((requestId) => JSON.stringify({ requestId })).join('\n'))
  const more = { endpoints: { api: `http://127.0.0.1:${addressOf(silent).port}` } }
  const { exitCode, out } = await run(['--status', list, '--give-up-after', '1'], { more })
  silent.closeAllConnections()
  silent.close()
  expect([exitCode, asked]).toEqual([1, 1])
  expect(out.match(/unknown/g)).toHaveLength(2)
  expect(out).toContain('There was no answer.')
})

test('a request that nobody knows has no status', async () => {
  const { exitCode, out } = await run(['--status', '142257af-e358-436a-a9db-2937b6e440b1'])
  expect(exitCode).toBe(1)
  expect(out).toMatch(/unknown/)
})

test.each([
  [[], {}, /Say whom to erase/],
  [['--user', ' '], {}, /Say whom to erase/],
  [['--user', 'guest'], {}, /Give the id of one user/],
  [['--user', 'u', '--app', 'id999999999'], {}, /--app names no app/],
  [['--user', 'u'], { api_token: undefined }, /has no api_token/],
  [['--status', 'nowhere.ndjson'], {}, /nowhere\.ndjson/],
] as const)('%j with %j is refused before anything is asked', async (args, more, text) => {
  await expect(run(args, { more })).rejects.toThrow(text)
  expect(server.calls).toEqual([])
  expect(existsSync(join(folder, 'asked.ndjson'))).toBe(false)
})
