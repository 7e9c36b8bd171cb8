// The delivery engine against a bare undici pump that posts the same bodies over as many connections to the same sink.
// One process measures all, in turns, so that a busy machine hits both; what counts is the ratio of each pair.
import { fork } from 'node:child_process'
import { Pool } from 'undici'
import { createEngine } from '../src/delivery/engine/create-engine'
import { systemDependencies } from '../src/delivery/engine/dependencies'
import type { DeliveryEngine } from '../src/delivery/engine/engine'
import { deliverySettings } from '../src/delivery/settings'
import { createTransport } from '../src/delivery/transport/undici-transport'
import { ratioLine, ratioOf } from './ratios'
import { median } from './trials'

const records = Number(process.env['BENCH_RECORDS'] ?? 100_000)
const pairs = Number(process.env['BENCH_PAIRS'] ?? 5)
const path = '/inappevent/id123456789'
const headers = { authentication: 'bench-key', 'content-type': 'application/json' }

const bodies = Array.from({ length: 1_000 }, (_, index) =>
  JSON.stringify({
    appsflyer_id: `1700000000000-${1_000_000 + index}`,
    eventName: 'af_purchase',
    eventValue: JSON.stringify({ af_revenue: `${index}.99`, af_order_id: `order-${index}`, note: 'x'.repeat(320) }),
    eventTime: '2024-01-01 00:00:00.000',
    eventCurrency: 'USD',
    email_hashed: '62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f',
  }),
)

interface Sink {
  readonly origin: string
  stop(): void
}

function startSink(latencyMs: number, unavailableShare: number): Promise<Sink> {
  return new Promise((resolve, reject) => {
    const child = fork(`${__dirname}/sink.js`, [String(latencyMs), String(unavailableShare)])
    child.once('error', reject)
    child.once('message', (address: { port: number }) =>
      resolve({ origin: `http://127.0.0.1:${address.port}`, stop: () => child.disconnect() }),
    )
  })
}

function bodyOf(index: number): string {
  return bodies[index % bodies.length] ?? ''
}

interface Measured {
  readonly perSecond: number
  /** Processor time of this process for one record: says more than the rate when the sink or the machine is the brake. */
  readonly cpuMicroseconds: number
}

async function measure(count: number, work: () => Promise<unknown>): Promise<Measured> {
  const startMs = performance.now()
  const cpu = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return { perSecond: (count / (performance.now() - startMs)) * 1_000, cpuMicroseconds: (user + system) / count }
}

/** The bare pump: as many loops as connections, each posting and dumping the answer. */
async function pump(origin: string, connections: number, count: number): Promise<Measured> {
  const pool = new Pool(origin, { connections, pipelining: 1 })
  let next = 0
  async function loop(): Promise<void> {
    while (next < count) {
      const body = bodyOf(next)
      next += 1
      const answer = await pool.request({ path, method: 'POST', headers, body })
      await answer.body.dump()
    }
  }
  const measured = await measure(count, () => Promise.all(Array.from({ length: connections }, loop)))
  await pool.close()
  return measured
}

async function feed(engine: DeliveryEngine, origin: string, count: number): Promise<void> {
  const url = origin + path
  for (let index = 0; index < count; index += 1) {
    const body = bodyOf(index)
    engine.submit({ endpoint: 'mobile_v3', appId: 'id123456789', method: 'POST', url, headers, body }, () => {})
    if (!engine.hasRoom) await engine.waitForRoom()
  }
}

/** The engine, without its rate ceiling. `untilSubmitted` leaves out the last window, whose backoffs are no throughput. */
async function deliver(origin: string, connections: number, count: number, untilSubmitted = false): Promise<Measured> {
  const transport = createTransport({ userAgent: 'bench', requestTimeoutMs: 30_000, environment: {} })
  const configured = {
    max_requests_per_second: 1_000,
    max_in_flight: connections,
    max_attempts: 8,
    request_timeout_seconds: 30,
    give_up_after_seconds: 300,
  }
  const settings = deliverySettings(configured, { maxRequestsPerSecond: Number.POSITIVE_INFINITY, ramp: 'none' })
  const engine = createEngine(settings, systemDependencies(transport))
  const measured = await measure(count, async () => {
    await feed(engine, origin, count)
    if (!untilSubmitted) await engine.drain()
  })
  await engine.drain()
  transport.close()
  const { accepted } = engine.snapshot().settled
  if (accepted !== count) throw new Error(`${count - accepted} of ${count} records were not accepted`)
  return measured
}

function show(name: string, ratios: readonly number[], measured: readonly Measured[]): void {
  const rate = Math.round(median(measured.map((one) => one.perSecond)))
  const cpu = median(measured.map((one) => one.cpuMicroseconds)).toFixed(1)
  console.log(`${ratioLine(ratioOf(name, ratios))}; ${rate} records/s, ${cpu} µs of CPU each`)
}

async function againstPump(connections: number): Promise<void> {
  const sink = await startSink(0, 0)
  await pump(sink.origin, connections, 20_000)
  await deliver(sink.origin, connections, 20_000)
  const bare: Measured[] = []
  const ours: Measured[] = []
  for (let pair = 0; pair < pairs; pair += 1) {
    bare.push(await pump(sink.origin, connections, records))
    ours.push(await deliver(sink.origin, connections, records))
  }
  sink.stop()
  const ratios = (of: (one: Measured) => number) => ours.map((one, pair) => of(one) / of(bare[pair] ?? one))
  show(
    `engine ÷ bare Pool.request, ${connections} connections`,
    ratios((one) => one.perSecond),
    ours,
  )
  show(
    `CPU of the pump ÷ CPU of the engine, ${connections} connections`,
    ratios((one) => 1 / one.cpuMicroseconds),
    ours,
  )
}

async function atLatency(latencyMs: number, connections: number): Promise<void> {
  const sink = await startSink(latencyMs, 0)
  const possible = (connections / latencyMs) * 1_000
  const measured: Measured[] = []
  for (let trial = 0; trial < 3; trial += 1)
    measured.push(await deliver(sink.origin, connections, Math.min(records, possible * 10)))
  sink.stop()
  const ratios = measured.map((one) => one.perSecond / possible)
  show(`engine: rate ÷ (connections ÷ latency), ${latencyMs} ms, ${connections}`, ratios, measured)
}

async function withFailures(connections: number): Promise<void> {
  const sound = await startSink(0, 0)
  const failing = await startSink(0, 0.1)
  const ratios: number[] = []
  const measured: Measured[] = []
  for (let pair = 0; pair < pairs; pair += 1) {
    const none = await deliver(sound.origin, connections, records, true)
    const some = await deliver(failing.origin, connections, records, true)
    ratios.push(some.perSecond / none.perSecond)
    measured.push(some)
  }
  sound.stop()
  failing.stop()
  show(`engine: 10 % 503s ÷ none, ${connections} connections`, ratios, measured)
}

async function main(): Promise<void> {
  console.log(`${records} records a trial, ${pairs} pairs, median (range); Node ${process.version}`)
  await againstPump(64)
  await againstPump(512)
  await atLatency(50, 512)
  await withFailures(64)
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
