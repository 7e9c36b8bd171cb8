import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { deliverySettings } from '../../src/delivery/settings'
import { type Sandbox, startSandbox } from '../../src/sandbox/server/start-sandbox'

/**
 * The real `write` process, killed without a word at many moments, each time begun again behind its last echoed state,
 * as Airbyte does: nothing may be missing at the server, and what arrived twice is bounded by what was unacknowledged.
 */
const command = join(__dirname, '..', '..', 'bin', 'destination-appsflyer')
const moments = Number(process.env['CRASH_MOMENTS'] ?? 4)
const records = 1_200
const statesEvery = 60
const maxInFlight = 16

/** The same in every run: what a record says is what it is known by. */
const startedAtMs = Date.now() - 3_600_000

let sandbox: Sandbox
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'appsflyer-crash-'))
  sandbox = await startSandbox()
  const configuration = {
    s2s_token: 'key',
    apps: [{ app_id: 'com.example.app' }, { app_id: 'website-www.example.com' }],
    delivery: { max_requests_per_second: 100_000, max_in_flight: maxInFlight },
    endpoints: { all: sandbox.url },
  }
  const stream = {
    stream: { name: 'orders', json_schema: {} },
    sync_mode: 'incremental',
    destination_sync_mode: 'append',
  }
  writeFileSync(join(folder, 'configuration.json'), JSON.stringify(configuration))
  const memory = { store: 'sqlite', path: join(folder, 'memory.db') }
  writeFileSync(join(folder, 'with-memory.json'), JSON.stringify({ ...configuration, memory }))
  writeFileSync(join(folder, 'catalog.json'), JSON.stringify({ streams: [stream] }))
})

afterAll(async () => {
  await sandbox.close()
  rmSync(folder, { recursive: true })
})

/** Every other record is for the web; a web row has no id of its own, so its de-duplication id is derived. */
function* messages(from: number): Generator<string> {
  for (let index = from; index < records; index++) {
    const shared = {
      event_name: 'af_purchase',
      event_time: new Date(startedAtMs + index).toISOString(),
      order_id: `order-${index}`,
      revenue: 1,
      currency: 'USD',
    }
    const data =
      index % 2 === 0
        ? { ...shared, platform: 'web', user_id: `user-${index}` }
        : { ...shared, platform: 'android', appsflyer_id: `1700000000000-${1_000_000 + index}` }
    yield `${JSON.stringify({ type: 'RECORD', record: { stream: 'orders', emitted_at: 0, data } })}\n`
    if ((index + 1) % statesEvery === 0 || index + 1 === records) {
      const stream = { stream_descriptor: { name: 'orders' }, stream_state: { next: index + 1 } }
      yield `${JSON.stringify({ type: 'STATE', state: { type: 'STREAM', stream, id: index + 1 } })}\n`
    }
  }
}

/** Runs `write` from a record on, killing it once the sandbox has got so many requests. Returns where to begin again. */
async function write(
  from: number,
  killAfterArrivals: number | null,
  configurationFile = 'configuration.json',
): Promise<{ next: number; exitCode: number | null }> {
  const options = ['--config', join(folder, configurationFile), '--catalog', join(folder, 'catalog.json')]
  const child = spawn(process.execPath, [command, 'write', ...options], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const before = sandbox.inbox.summary().total
  const stopWatching = sandbox.inbox.onChange(() => {
    if (killAfterArrivals !== null && sandbox.inbox.summary().total - before >= killAfterArrivals) child.kill('SIGKILL')
  })
  const fed = pipeline(Readable.from(messages(from)), child.stdin).catch(() => undefined)
  let next = from
  for await (const line of createInterface({ input: child.stdout })) {
    const message = JSON.parse(line) as { type: string; state?: { stream: { stream_state: { next: number } } } }
    if (message.state !== undefined) next = message.state.stream.stream_state.next
  }
  const [exitCode] = (await exited) as [number | null]
  await fed
  stopWatching()
  return { next, exitCode }
}

interface Seen {
  readonly times: number
  readonly dedupIds: ReadonlySet<unknown>
}

/** How often each order arrived, and under which de-duplication ids. */
function arrivals(): ReadonlyMap<string, Seen> {
  const seen = new Map<string, { times: number; dedupIds: Set<unknown> }>()
  for (const { body } of sandbox.inbox.all({})) {
    const [order] = /order-\d+/.exec(body) ?? []
    // The question whether a key is good is no order.
    if (order === undefined) continue
    const entry = seen.get(order) ?? { times: 0, dedupIds: new Set() }
    entry.times++
    entry.dedupIds.add((JSON.parse(body) as Record<string, unknown>)['customer_dedup_id'])
    seen.set(order, entry)
  }
  return seen
}

const { windowRecords } = deliverySettings({
  max_requests_per_second: 1,
  max_in_flight: maxInFlight,
  max_attempts: 1,
  request_timeout_seconds: 1,
  give_up_after_seconds: 300,
})

test.each(Array.from({ length: moments }, (_, moment) => Math.round(((moment + 0.5) * records) / moments)))(
  'killed after %i arrivals, nothing is missing and little arrives twice',
  async (killAfterArrivals) => {
    sandbox.inbox.clear()
    const first = await write(0, killAfterArrivals)
    expect(first.exitCode).toBeNull()
    expect(first.next % statesEvery).toBe(0)
    const arrivedAtKill = sandbox.inbox.summary().total
    expect(first.next).toBeLessThanOrEqual(arrivedAtKill)

    const second = await write(first.next, null)
    expect(second).toEqual({ next: records, exitCode: 0 })
    const seen = arrivals()
    expect(seen.size).toBe(records)
    const twice = [...seen.values()].filter(({ times }) => times > 1)
    expect(twice.length).toBeLessThanOrEqual(windowRecords + statesEvery)
    for (const { times, dedupIds } of seen.values()) {
      expect(times).toBeLessThanOrEqual(2)
      expect(dedupIds.size).toBe(1)
    }
  },
)

/** Written together at most, once they are accepted. */
const keptTogether = 64

test.each(Array.from({ length: moments }, (_, moment) => Math.round(((moment + 0.3) * records) / moments)))(
  'with a memory, killed after %i arrivals and begun again from the start, only what was under way arrives twice',
  async (killAfterArrivals) => {
    rmSync(join(folder, 'memory.db'), { force: true })
    rmSync(join(folder, 'memory.db-wal'), { force: true })
    rmSync(join(folder, 'memory.db-shm'), { force: true })
    sandbox.inbox.clear()
    const first = await write(0, killAfterArrivals, 'with-memory.json')
    expect(first.exitCode).toBeNull()
    // A backfill that is run again, whatever its states say.
    expect(await write(0, null, 'with-memory.json')).toEqual({ next: records, exitCode: 0 })
    const seen = arrivals()
    expect(seen.size).toBe(records)
    const twice = [...seen.values()].filter(({ times }) => times > 1)
    expect(twice.length).toBeLessThanOrEqual(maxInFlight + keptTogether)
    // And once more: nothing is sent.
    const before = [...seen.values()].reduce((sum, { times }) => sum + times, 0)
    expect(await write(0, null, 'with-memory.json')).toEqual({ next: records, exitCode: 0 })
    expect([...arrivals().values()].reduce((sum, { times }) => sum + times, 0)).toBe(before)
  },
)
