import { PerformanceObserver } from 'node:perf_hooks'
import { Readable, Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { getHeapStatistics } from 'node:v8'
import { streamKey } from '../spec/airbyte/stream-name'
import { write } from '../src/airbyte/connector/write'
import { defaultWriteLimits } from '../src/airbyte/connector/write-job'
import { readLines } from '../src/airbyte/protocol/messages/line-splitter'
import { MessageWriter } from '../src/airbyte/protocol/messages/message-writer'
import { readMessage } from '../src/airbyte/protocol/messages/read-message'
import { Checkpoint } from '../src/airbyte/protocol/states/checkpoint'
import { prepare } from '../src/core/prepare'
import { noDeadLetters } from '../src/delivery/dead-letters/dead-letters'
import { createEngine } from '../src/delivery/engine/create-engine'
import { systemDependencies } from '../src/delivery/engine/dependencies'
import { deliverySettings } from '../src/delivery/settings'
import type { Transport } from '../src/delivery/transport/transport'
import { createTransport } from '../src/delivery/transport/undici-transport'
import { afterDelay, everyInterval } from '../src/run/timers'
import { benchConfiguration, catalog, messages } from './messages'
import { startSink } from './run-child'
import { median } from './trials'

/**
 * Where the time of a record goes: each stage with those before it, so that the differences are what a stage takes where
 * it stands. They take turns in one process. CPU and garbage collection in seconds for a million records; and how many
 * bytes of heap a record takes until it is collected, by the stretches between two chunks without a collection.
 */
const records = Number(process.env['BENCH_RECORDS'] ?? 50_000)
const trials = Number(process.env['BENCH_PAIRS'] ?? 5)
const chunkBytes = 65_536
const connections = 64

const input = Buffer.from([...messages(records)].join(''))

interface Stage {
  readonly name: string
  run(stdin: Readable): Promise<void>
}

interface Cost {
  readonly cpuSeconds: number
  readonly gcSeconds: number
  readonly bytes: number
}

let gcMs = 0
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) gcMs += duration
}).observe({ entryTypes: ['gc'] })

/** A stage that does no more than something with each line. */
function reading(name: string, take: (text: string, lineNumber: number) => unknown): Stage {
  const run = async (stdin: Readable) => {
    for await (const lines of readLines(stdin, defaultWriteLimits.maxLineBytes))
      for (const { text, number } of lines) take(text ?? '', number)
  }
  return { name, run }
}

/** A stage that is all of `write`, but for its files. */
function writing(name: string, origin: string, transport: Transport): Stage {
  const configuration = benchConfiguration(origin, connections)
  const unlimited = { maxRequestsPerSecond: Number.POSITIVE_INFINITY, ramp: 'none' } as const
  const streams = catalog.streams.map(({ stream }) => ({ name: stream.name, syncMode: 'append' }))
  const run = async (stdin: Readable) => {
    const engine = createEngine(deliverySettings(configuration.delivery, unlimited), systemDependencies(transport))
    const stdout = new Writable({ write: (_chunk, _encoding, done) => done() })
    const report = await write(
      { configuration, streams, limits: defaultWriteLimits },
      {
        stdin,
        prepare,
        engine,
        writer: new MessageWriter(stdout),
        rejectedStore: noDeadLetters,
        now: Date.now,
        every: everyInterval,
        after: afterDelay,
      },
    )
    if (report.outcomes.accepted !== records) throw new Error('the bench lost records')
  }
  return { name, run }
}

/** Answers in the next turn, as a socket would, without one. */
const answeringAtOnce: Transport = {
  send: (_request, receiver) => setImmediate(() => receiver.onAnswer(200, 'OK', undefined)),
  abortAll: () => {},
  close: () => {},
}

function readingStages(): readonly Stage[] {
  const configuration = benchConfiguration('http://127.0.0.1:1', connections)
  const checkpoint = new Checkpoint<string>(() => {})
  const book = (text: string, number: number) => {
    const message = readMessage({ text, number })
    if (message.kind === 'record') checkpoint.settle(checkpoint.addRecord(streamKey(message.stream)), 'accepted')
    else if (message.kind === 'state') checkpoint.addStreamState('events', message.text)
    return message
  }
  return [
    reading('lines', () => undefined),
    reading('+ JSON.parse', (text) => text !== '' && JSON.parse(text)),
    reading('+ messages', (text, number) => readMessage({ text, number })),
    reading('+ checkpoint', book),
    reading('+ prepare', (text, number) => {
      const message = book(text, number)
      if (message.kind === 'record') prepare({ stream: 'events', data: message.data }, configuration, 0)
    }),
  ]
}

async function costOf(stage: Stage): Promise<Cost> {
  await sleep(1)
  gcMs = 0
  const grown: number[] = []
  const before = process.cpuUsage()
  await stage.run(Readable.from(chunks(grown)))
  const { user, system } = process.cpuUsage(before)
  await sleep(1)
  const recordsPerChunk = records / Math.ceil(input.length / chunkBytes)
  return {
    cpuSeconds: (user + system) / records,
    gcSeconds: (gcMs * 1_000) / records,
    bytes: median(grown) / recordsPerChunk,
  }
}

/** The input, and by how much the heap grew from one chunk to the next, where nothing was collected meanwhile. */
function* chunks(grown: number[]): Generator<Buffer> {
  let before = Number.POSITIVE_INFINITY
  for (let at = 0; at < input.length; at += chunkBytes) {
    const used = getHeapStatistics().used_heap_size
    if (used > before) grown.push(used - before)
    before = used
    yield input.subarray(at, at + chunkBytes)
  }
}

async function main(): Promise<void> {
  const sink = await startSink()
  const sockets = createTransport({ userAgent: 'bench', requestTimeoutMs: 60_000 })
  const stages = [
    ...readingStages(),
    writing('write, answers at once', 'http://127.0.0.1:1', answeringAtOnce),
    writing('write, real sockets', sink.origin, sockets),
  ]
  const costs = stages.map((): Cost[] => [])
  for (let trial = 0; trial <= trials; trial++)
    for (const [index, stage] of stages.entries()) {
      const cost = await costOf(stage)
      // The first turn warms up.
      if (trial > 0) costs[index]?.push(cost)
    }
  console.log(`for a million records, medians of ${trials} turns of ${records}`)
  for (const [index, { name }] of stages.entries()) show(name, costs[index] ?? [])
  sockets.close()
  sink.stop()
}

function show(name: string, costs: readonly Cost[]): void {
  const cpu = median(costs.map(({ cpuSeconds }) => cpuSeconds)).toFixed(1)
  const gc = median(costs.map(({ gcSeconds }) => gcSeconds)).toFixed(1)
  const kilobytes = (median(costs.map(({ bytes }) => bytes)) / 1_024).toFixed(1)
  console.log(
    `  ${name.padEnd(24)} CPU ${cpu.padStart(5)} s   GC ${gc.padStart(4)} s   ${kilobytes.padStart(5)} KB a record`,
  )
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
