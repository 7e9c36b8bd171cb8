import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from '../../src/sandbox/server/start-sandbox'

/**
 * The whole way, with the real commands: send with a ledger and a memory to an AppsFlyer that loses and blocks some, its raw
 * data by the Pull API and by Data Locker, the verdicts, and what is missing sent again.
 */
// Half a dozen processes, one after the other.
jest.setTimeout(120_000)

const command = join(__dirname, '..', '..', 'bin', 'appsflyer-destination')
const apps = ['id123456789', 'com.example.app']
const count = 400
const startedAtMs = Date.now() - 60_000

let sandbox: Sandbox
let folder: string
const file = (name: string) => join(folder, name)
/** When all of it has settled. */
const later = new Date(Date.now() + 28 * 3_600_000).toISOString()
const today = (offsetDays: number) => new Date(Date.now() + offsetDays * 86_400_000).toISOString().slice(0, 10)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'appsflyer-proof-test-'))
  sandbox = await startSandbox({ dataLockerFolder: file('data-locker'), apiToken: 'SECRET-API' })
  const configuration = {
    s2s_token: 'key',
    api_token: 'SECRET-API',
    apps: apps.map((app_id) => ({ app_id })),
    delivery: { max_requests_per_second: 100_000 },
    memory: { store: 'sqlite', path: file('memory.db') },
    ledger: { storage: 'file', folder: file('ledger') },
    endpoints: { all: sandbox.url },
  }
  writeFileSync(file('c.json'), JSON.stringify(configuration))
  writeFileSync(file('events.ndjson'), Array.from({ length: count }, (_, index) => line(index)).join(''))
  sandbox.faults.set({ lost: true, probability: 0.05 }, { blocked: true, probability: 0.05 })
})
afterAll(async () => {
  await sandbox.close()
  rmSync(folder, { recursive: true })
})

/** Every third is a late one: AppsFlyer stamps it on arrival. */
function line(index: number): string {
  const isLate = index % 3 === 0
  return `${JSON.stringify({
    event_name: 'af_purchase',
    platform: index % 2 === 0 ? 'ios' : 'android',
    appsflyer_id: `1700000000000-${1_000_000_000_000 + (index % 50)}`,
    event_time: new Date(startedAtMs - index * 10 - (isLate ? 3 * 86_400_000 : 0)).toISOString(),
    revenue: `${index}.25`,
    currency: index % 5 === 0 ? 'USD' : 'EUR',
    order_id: `order-${index}`,
    email: 'jane@example.com',
  })}\n`
}

async function run(...args: readonly string[]) {
  const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const [exitCode] = await once(child, 'close')
  expect(stdout + stderr).not.toContain('SECRET')
  expect(stdout + stderr).not.toContain('jane@example.com')
  return { exitCode, stdout, stderr }
}

interface Proven {
  readonly exitCode: number
  readonly verdicts: Readonly<Record<string, number>>
  readonly byId: ReadonlyMap<string, string>
  readonly stderr: string
}

async function reconcile(...raw: readonly string[]): Promise<Proven> {
  const result = await run('reconcile', '--config', file('c.json'), '--json', '--now', later, ...raw)
  const lines = result.stdout
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text))
  const { verdicts } = lines.pop()
  const byId = new Map<string, string>(lines.map((one) => [one.delivery_id, one.verdict]))
  return { exitCode: result.exitCode, verdicts, byId, stderr: result.stderr }
}

test('what was lost is named, sent again, and recorded', async () => {
  expect((await run('send', '--config', file('c.json'), file('events.ndjson'))).exitCode).toBe(0)
  const reasons = [...sandbox.inbox.all({})].map(({ reasons: all, body }) => ({ code: all[0]?.code, body }))
  const didOf = (body: string) => JSON.parse(JSON.parse(body).custom_data).did as string
  const truth = (code: string) => reasons.filter((one) => one.code === code).map(({ body }) => didOf(body ?? ''))
  const [lost, blocked] = [truth('event_lost'), truth('event_blocked')]
  expect(lost.length).toBeGreaterThan(5)

  const pull = ['--pull', '--from', today(-4), '--to', today(0)]
  const html = file('proof.html')
  const first = await reconcile(...pull, '--missing', file('missing.ndjson'), '--html', html)
  const ofVerdict = (verdict: string) => [...first.byId].flatMap(([id, one]) => (one === verdict ? [id] : [])).sort()
  expect(ofVerdict('missing')).toEqual([...lost].sort())
  expect(ofVerdict('blocked')).toEqual([...blocked].sort())
  expect(first.verdicts['cannot_tell']).toBe(0)
  expect(first.verdicts['recorded_at_arrival']).toBeGreaterThan(50)
  expect(Object.values(first.verdicts).reduce((sum, one) => sum + one, 0)).toBe(count)
  expect(first.exitCode).toBe(4)
  expect(readFileSync(html, 'utf8')).toContain(`${lost.length} of ${count} events that AppsFlyer accepted are missing`)
  expect(first.stderr).toContain('8 calls of the Pull API; 0 reports were here already.')

  // The memory knows that they were accepted, and lets them pass all the same.
  sandbox.faults.clear()
  const again = await run('send', '--config', file('c.json'), '--no-progress', file('missing.ndjson'))
  expect(again.stdout).toMatch(new RegExp(`accepted +${lost.length} `))
  const second = await reconcile(...pull, '--pulled', file('second'))
  expect(second.verdicts['missing']).toBe(0)
  expect(Object.values(second.verdicts).reduce((sum, one) => sum + one, 0)).toBe(count)
  const blockedLeft = [...second.byId.values()].filter((verdict) => verdict === 'blocked')
  expect(blockedLeft).toHaveLength(blocked.length)
})

test('what was fetched within the hour is not fetched again', async () => {
  const pull = ['--pull', '--from', today(-4), '--to', today(0), '--pulled', file('second')]
  expect((await reconcile(...pull)).stderr).toContain('0 calls of the Pull API; 8 reports were here already.')
  expect(existsSync(file('second/id123456789'))).toBe(true)
})

test('a refused token is told in words, and nothing is judged', async () => {
  const wrong = { ...JSON.parse(readFileSync(file('c.json'), 'utf8')), api_token: 'SECRET-OTHER' }
  writeFileSync(file('wrong.json'), JSON.stringify(wrong))
  const result = await run('reconcile', '--config', file('wrong.json'), '--pull', '--pulled', file('none'))
  expect(result).toMatchObject({
    exitCode: 1,
    stdout: '',
    stderr: expect.stringContaining('AppsFlyer refuses the token'),
  })
})

test.each([
  [[], 'Name files or folders of raw data with --raw, or ask the Pull API with --pull.'],
  [['--raw', 'x.csv', '--from', '2026-11-01'], '--from belongs to --pull.'],
])('reconcile %p is told what is wrong with it', async (args, said) => {
  const result = await run('reconcile', '--config', file('c.json'), ...args)
  expect(result).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(said) })
})
