import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { prepare } from '../../../src/core/prepare'
import { configurationOf } from '../../configuration-of'
import { buildConsole } from '../../console/console-process'
import { addressOf, close } from '../../delivery/fault-server'

/**
 * One app of each kind in one configuration, and the real commands against a small server that knows AppsFlyer's documents
 * and nothing of this project: it looks at the signature, the key, the fields that are required, and the limits.
 */

const devKey = 'w8sZzy8EaPaxFKfaoTqUi6'
const webDevKey = '99999999-9999-9999-9999-999999999999'
const time = new Date(Math.floor(Date.now() / 1_000) * 1_000).toISOString()

type Body = Readonly<Record<string, unknown>>
const isText = (value: unknown) => typeof value === 'string' && value !== ''

/** The status for a request, as the documents have it. */
function statusOf(path: string, bytes: Buffer, headers: Readonly<Record<string, unknown>>): number {
  const body = JSON.parse(bytes.toString()) as Body
  const [, first, ...rest] = path.split('/')
  if (first === 'v1') return pbaStatus(rest[1] ?? '', rest[0] ?? '', bytes, body)
  if (first === 'v1.0') return deviceStatus(rest[1] ?? '', rest.slice(3).join('-'), bytes, body, headers)
  const isWeb = first === 'v2.0'
  const key = isWeb ? headers['authorization'] : headers['authentication']
  if (key !== (isWeb ? 'Bearer token' : 'token')) return isWeb ? 401 : 400
  if (isWeb) return body['user_id'] === undefined ? 400 : 202
  return isText(body['appsflyer_id']) && bytes.length <= 1_024 ? 200 : 400
}

function pbaStatus(call: string, bundle: string, bytes: Buffer, body: Body): number {
  if (call === 'setcuid' && body['webDevKey'] !== webDevKey) return 401
  if (call === 'setcuid' && bundle !== 'shop') return 404
  if (call === 'setcuid') return isText(body['customerUserId']) && isText(body['afUserId']) ? 200 : 400
  const hasUser = isText(body['customerUserId']) || isText(body['afUserId'])
  const values = Object.values((body['eventValue'] ?? {}) as object)
  const isWhole = body['webDevKey'] === webDevKey && body['eventType'] === 'EVENT' && isText(body['eventName'])
  return bytes.length <= 1_024 && hasUser && isWhole && values.every((value) => typeof value === 'string') ? 200 : 400
}

function deviceStatus(
  call: string,
  app: string,
  bytes: Buffer,
  body: Body,
  headers: Readonly<Record<string, unknown>>,
) {
  const signature = createHmac('sha256', devKey).update(bytes).digest('hex')
  if (headers['authorization'] !== signature || app !== 'steam-480') return 401
  const required = {
    inapp: ['device_ids', 'event_name', 'ip'],
    first_open: ['device_ids', 'ip'],
    session: ['ip', 'device_model'],
  }
  const names = required[call as keyof typeof required] ?? ['none']
  const parameters = body['event_custom_parameters']
  const fits = parameters === undefined || (isText(parameters) && String(parameters).length <= 2_048)
  return names.every((name) => body[name] !== undefined) && fits ? 202 : 400
}

interface Arrival {
  readonly path: string
  readonly text: string
  readonly status: number
}

async function documentedServer() {
  const arrivals: Arrival[] = []
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const bytes = Buffer.concat(chunks)
      const path = request.url ?? ''
      const status = statusOf(path, bytes, request.headers)
      arrivals.push({ path, text: bytes.toString(), status })
      const refusal = path.startsWith('/inapp') ? 'appsflyer_id is a mandatory field' : '{"message":"customerUserId"}'
      response.writeHead(status).end(status < 300 ? 'OK' : refusal)
    })
  })
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${addressOf(server).port}`, arrivals, stop: () => close(server, sockets) }
}

const configuration = (url: string, more: object = {}) => ({
  s2s_token: 'token',
  dev_key: devKey,
  apps: [
    { app_id: 'id123456789' },
    { app_id: '9NBLGGH4NNS1', platform: 'windows' },
    { app_id: 'website-www.example.com', time_zone: 'UTC' },
    { app_id: 'shop', platform: 'web_pba', key: webDevKey },
    { app_id: 'steam-480' },
  ],
  streams: [
    { stream: 'pba', app_id: 'shop' },
    { stream: 'logins', app_id: 'shop', send_as: 'identify' },
    { stream: 'launches', send_as: 'first_open' },
    { stream: 'sessions', send_as: 'session' },
  ],
  endpoints: { all: url },
  ...more,
})

const device = { steam_id: '765', device_model: 'Deck', ip: '203.0.113.7', event_time: time, user_id: 'u', id: 1 }
const mobile = {
  appsflyer_id: '1700000000000-1234567890123456789',
  event_name: 'x',
  event_time: time,
  ip: '203.0.113.7',
}
const long = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`key_${index}`, `wert-ü-${index}`]))
const records: readonly (readonly [stream: string, data: object])[] = [
  ['phones', { ...mobile, platform: 'ios' }],
  ['phones', { ...mobile, app_id: '9NBLGGH4NNS1' }],
  ['website', { app_id: 'website-www.example.com', user_id: 'u', event_name: 'x', event_time: time, dedup_id: 'd-1' }],
  ['pba', { user_id: 'u', event_name: 'x', event_time: time, ...long }],
  ['logins', { user_id: 'u', appsflyer_id: 'visitor-1', id: 7 }],
  ['launches', device],
  ['sessions', device],
  ['games', { ...device, app_id: '480', event_name: 'Ünï ☃', ...long }],
]
const lines = records.map(([stream, data]) => ({ type: 'RECORD', record: { stream, data, emitted_at: 1 } }))
const input = `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`
const names = [...new Set(records.map(([stream]) => stream))]
const catalog = {
  streams: names.map((name) => ({
    stream: { name, json_schema: {} },
    sync_mode: 'full_refresh',
    destination_sync_mode: 'append',
    ...(name === 'logins' ? { primary_key: [['id']] } : {}),
  })),
}

const command = buildConsole()
afterAll(() => command.dispose())
jest.setTimeout(90_000)

const isProbe = ({ text }: Arrival) => text.includes('connection_check') || text === '{"event_name":"connection_check"}'

test.each(['send', 'write'] as const)(
  '%s: each record arrives at its endpoint, and the server takes it',
  async (host) => {
    const server = await documentedServer()
    const config = command.file('config.json', configuration(server.url))
    const args =
      host === 'send'
        ? ['send', '--config', config, command.file('events.ndjson', input)]
        : ['write', '--config', config, '--catalog', command.file('catalog.json', catalog)]
    const { exitCode, stdout, stderr } = await command.run(args, host === 'write' ? input : '')
    await server.stop()
    expect([exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([0, ''])
    const events = server.arrivals.filter((arrival) => !isProbe(arrival))
    expect(events.filter(({ status }) => status >= 300)).toEqual([])
    // The same bytes as the core writes, whoever sends them.
    const expected = records.map(([stream, data]) => {
      return prepare({ stream, data }, configurationOf(configuration(server.url)), Date.now()).request
    })
    const shown = (list: readonly { readonly path: string; readonly text: string }[]) =>
      list.map(({ path, text }) => `${path} ${text.replace(/"request_id":"[^"]*"/, '')}`).sort()
    expect(shown(events)).toEqual(
      shown(expected.map((made) => ({ path: new URL(made?.url ?? '').pathname, text: made?.body ?? '' }))),
    )
    for (const key of [devKey, webDevKey]) expect(stdout + stderr).not.toContain(key)
  },
)

test('a memory tells a pair once', async () => {
  const server = await documentedServer()
  const memory = { store: 'sqlite', path: `${command.folder}/memory.db` }
  const config = command.file('config.json', configuration(server.url, { memory }))
  const args = ['write', '--config', config, '--catalog', command.file('catalog.json', catalog)]
  for (let sync = 0; sync < 2; sync++) expect((await command.run(args, input)).exitCode).toBe(0)
  await server.stop()
  const pairs = server.arrivals.filter((arrival) => arrival.path.endsWith('/setcuid') && !isProbe(arrival))
  expect(pairs).toHaveLength(1)
})

test('check asks each app, says what it proves, and shows no key', async () => {
  const server = await documentedServer()
  const config = command.file('config.json', configuration(server.url))
  const { exitCode, stdout } = await command.run(['check', '--config', config])
  const wrong = { ...configuration(server.url), dev_key: 'another' }
  const refused = await command.run(['check', '--config', command.file('wrong.json', wrong)])
  await server.stop()
  expect([exitCode, server.arrivals.every(({ status }) => status >= 400)]).toEqual([0, true])
  for (const id of ['shop', 'steam-480', '9NBLGGH4NNS1']) expect(stdout).toContain(id)
  expect(refused.stdout).toMatch(/steam-480 .*refuses the key/)
  expect(stdout + refused.stdout).not.toContain(webDevKey)
})
