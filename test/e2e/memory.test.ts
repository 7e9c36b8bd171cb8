import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from '../../src/sandbox/server/start-sandbox'

/**
 * A warehouse's table without AppsFlyer ids, AppsFlyer's raw data, and the real commands: from all rows rejected to all
 * sent, each of them once.
 */
const command = join(__dirname, '..', '..', 'bin', 'appsflyer-destination')
const app = 'com.example.app'
const rows = 300
/** Nobody saw these users in the app. */
const strangers = 12

/** The same in every sync: a delivery is known by its key and its time. */
const startedAtMs = Date.now() - 3_600_000

let sandbox: Sandbox
let folder: string
const file = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'appsflyer-memory-'))
  sandbox = await startSandbox()
  const configuration = {
    s2s_token: 'key',
    apps: [{ app_id: app }],
    streams: [{ stream: 'orders', event_name: 'af_purchase' }],
    delivery: { max_requests_per_second: 100_000 },
    memory: { store: 'sqlite', path: file('memory.db'), complete_device_ids: true },
    endpoints: { all: sandbox.url },
  }
  writeFileSync(file('configuration.json'), JSON.stringify(configuration))
  const stream = { name: 'orders', json_schema: {} }
  const orders = { stream, primary_key: [['order_id']], sync_mode: 'incremental', destination_sync_mode: 'append' }
  writeFileSync(file('catalog.json'), JSON.stringify({ streams: [orders] }))
  writeFileSync(file('raw.csv'), rawData())
})

afterAll(async () => {
  await sandbox.close()
  rmSync(folder, { recursive: true })
})

const appsflyerId = (user: number) => `1700000000000-${1_000_000 + user}`
const userOf = (row: number) => row % 60

function rawData(): string {
  const head = 'Event Time,Event Name,AppsFlyer ID,Customer User ID,App ID,Event Source,Advertising ID,OS Version'
  const seen = (user: number, source: string) =>
    `2026-11-01 10:00:00,af_login,${appsflyerId(user)},user-${user},${app},${source},9c9a82fb-d5de-4cd1-90c3-${String(527_441_000_000 + user)},14`
  const users = Array.from({ length: 60 - strangers }, (_, user) => seen(user, 'SDK'))
  // What a server sent comes back: it says nothing of the device.
  return `\uFEFF${[head, ...users, seen(59, 'S2S')].join('\r\n')}\r\n`
}

/** The sandbox lives in this process: it must not be held up. */
async function run(args: readonly string[], input = '') {
  const child = spawn(process.execPath, [command, ...args], { stdio: ['pipe', 'pipe', 'ignore'] })
  const text: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => text.push(chunk))
  child.stdin.end(input)
  const [status] = (await once(child, 'close')) as [number | null]
  return { status, stdout: Buffer.concat(text).toString() }
}

interface Report {
  readonly outcomes: Readonly<Record<string, number>>
  readonly rejectedByCode: Readonly<Record<string, number>>
  readonly skippedByCode: Readonly<Record<string, number>>
  readonly findingsByCode: Readonly<Record<string, number>>
}

async function sync(): Promise<Report> {
  const lines = Array.from({ length: rows }, (_, row) => {
    const data = {
      order_id: row,
      customer_user_id: `user-${userOf(row)}`,
      revenue: 5,
      currency: 'USD',
      event_time: new Date(startedAtMs - row * 1_000).toISOString(),
    }
    return JSON.stringify({ type: 'RECORD', record: { stream: 'orders', emitted_at: 0, data } })
  })
  const stream = { stream_descriptor: { name: 'orders' }, stream_state: { at: 1 } }
  const state = JSON.stringify({ type: 'STATE', state: { type: 'STREAM', stream } })
  const options = ['--config', file('configuration.json'), '--catalog', file('catalog.json')]
  const { stdout } = await run(
    ['write', ...options, '--report', file('report.json')],
    `${[...lines, state].join('\n')}\n`,
  )
  expect(stdout).toContain('"type":"STATE"')
  return JSON.parse(readFileSync(file('report.json'), 'utf8')) as Report
}

const arrivedBodies = () =>
  [...sandbox.inbox.all({})]
    .map(({ body }) => JSON.parse(body) as Readonly<Record<string, unknown>>)
    .filter(({ customer_user_id }) => customer_user_id !== undefined)

test('a table without AppsFlyer ids is rejected, learnt, sent, and not sent again', async () => {
  const before = await sync()
  expect(before.outcomes).toMatchObject({ accepted: 0, rejected: rows })
  expect(before.rejectedByCode).toEqual({ missing_appsflyer_id: rows })

  const learnt = await run(['ids', 'learn', '--config', file('configuration.json'), '--json', file('raw.csv')])
  expect(learnt.status).toBe(0)

  const known = rows - (rows / 60) * strangers
  const after = await sync()
  expect(after.outcomes).toMatchObject({ accepted: known, rejected: rows - known, skipped: 0 })
  expect(after.findingsByCode['appsflyer_id_looked_up']).toBe(known)
  expect(after.findingsByCode['missing_device_id']).toBeUndefined()
  const bodies = arrivedBodies()
  expect(bodies).toHaveLength(known)
  for (const { customer_user_id, appsflyer_id, advertising_id } of bodies) {
    const user = Number(String(customer_user_id).slice('user-'.length))
    expect(appsflyer_id).toBe(appsflyerId(user))
    expect(advertising_id).toBe(`9c9a82fb-d5de-4cd1-90c3-${527_441_000_000 + user}`)
  }

  const again = await sync()
  expect(again.outcomes).toMatchObject({ accepted: 0, rejected: rows - known, skipped: known })
  expect(again.skippedByCode).toEqual({ accepted_before: known })
  expect(arrivedBodies()).toHaveLength(known)
}, 60_000)

test('who is forgotten is looked up no more', async () => {
  expect((await run(['ids', 'look-up', '--config', file('configuration.json'), '--user', 'user-1'])).stdout).toContain(
    appsflyerId(1),
  )
  expect((await run(['ids', 'forget', '--config', file('configuration.json'), '--user', 'user-1'])).status).toBe(0)
  expect((await run(['ids', 'look-up', '--config', file('configuration.json'), '--user', 'user-1'])).status).toBe(1)
})

test('a preview asks the memory and keeps nothing', async () => {
  writeFileSync(file('orders.csv'), 'order_id,customer_user_id,revenue,currency\n1,user-2,5,USD\n2,user-59,5,USD\n')
  // The log of what is written may be left behind empty, or not at all.
  const kept = () => [
    statSync(file('memory.db-wal'), { throwIfNoEntry: false })?.size ?? 0,
    readFileSync(file('memory.db')).toString('base64'),
  ]
  const before = kept()
  const { stdout } = await run([
    'preview',
    '--json',
    '--stream',
    'orders',
    '--config',
    file('configuration.json'),
    file('orders.csv'),
  ])
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { outcome: string; request: { body: Record<string, unknown> } | null })
  expect(lines.map(({ outcome }) => outcome)).toEqual(['send', 'reject'])
  expect(lines[0]?.request?.body['appsflyer_id']).toBe(appsflyerId(2))
  expect(kept()).toEqual(before)
})
