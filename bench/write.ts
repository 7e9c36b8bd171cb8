import { createWriteStream } from 'node:fs'
import { open, rm, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { benchConfiguration, catalog, messages } from './messages'
import { type Measured, runChild, type Sink, startSink } from './run-child'
import { median, runInTemporaryFolder } from './trials'

/**
 * The real `write`, reader to settlement, beside what one would write by hand: each in a process of its own, against the
 * same sink, taking turns, so that a busy machine hits both. What counts is the ratio of each pair.
 */
const records = Number(process.env['BENCH_RECORDS'] ?? 100_000)
const pairs = Number(process.env['BENCH_PAIRS'] ?? 5)
/** The memory trial; a million records are a gigabyte of messages on disk for its time. */
const most = Number(process.env['BENCH_MOST'] ?? 1_000_000)
/** Slower clients get fewer turns, or the bench would take an hour; fewer records would count our warming up, and not theirs. */
const slowPairs = Math.ceil(pairs / 2)

async function main(folder: string): Promise<void> {
  console.log(
    `${records} records a trial, ${pairs} pairs, median (range); Node ${process.version}, ${cpus().length} CPUs`,
  )
  const input = await writeMessages(folder, records)
  await beside(folder, input, 'pool', 'a bare undici Pool.request pump of ready-made bodies', pairs)
  await beside(folder, input, 'node-fetch', 'a script by hand on node-fetch 2 (parse, one hash, stringify)', slowPairs)
  await beside(folder, input, 'axios', 'the same script on axios', slowPairs)
  await beside(folder, input, 'fetch', 'the same script on fetch', slowPairs)
  for (const latencyMs of [0, 50, 200]) await atLatency(folder, input, latencyMs, 512)
  await withFailures(folder, input)
  await memory(folder)
}

async function beside(folder: string, input: string, client: string, name: string, turns: number): Promise<void> {
  const sink = await startSink()
  const ours: Measured[] = []
  const theirs: Measured[] = []
  for (let pair = 0; pair < turns; pair++) {
    theirs.push(await runChild('loop-process', [sink.origin, '64', String(records), client]))
    ours.push(await write(folder, input, sink, 64))
  }
  sink.stop()
  show(
    `write ÷ ${name}`,
    ours.map((one, pair) => rate(one) / rate(theirs[pair] ?? one)),
    ours,
  )
}

async function atLatency(folder: string, input: string, latencyMs: number, connections: number): Promise<void> {
  const sink = await startSink(latencyMs)
  const ours: Measured[] = []
  for (let trial = 0; trial < pairs; trial++) ours.push(await write(folder, input, sink, connections))
  sink.stop()
  const ideal = latencyMs === 0 ? undefined : (connections / latencyMs) * 1_000
  const name = `${latencyMs} ms of latency, ${connections} connections`
  if (ideal === undefined) console.log(`  ${name.padEnd(56)} ${describe(ours)}`)
  else
    show(
      `${name} ÷ connections over latency`,
      ours.map((one) => rate(one) / ideal),
      ours,
    )
}

async function withFailures(folder: string, input: string): Promise<void> {
  const [sound, failing] = [await startSink(), await startSink(0, 0.1)]
  const none: Measured[] = []
  const some: Measured[] = []
  for (let pair = 0; pair < pairs; pair++) {
    none.push(await write(folder, input, sound, 64))
    some.push(await write(folder, input, failing, 64))
  }
  sound.stop()
  failing.stop()
  show(
    '10 % of 503s ÷ none',
    some.map((one, pair) => rate(one) / rate(none[pair] ?? one)),
    some,
  )
}

async function memory(folder: string): Promise<void> {
  const sink = await startSink()
  for (const count of [most / 100, most / 10, most]) {
    const input = await writeMessages(folder, count)
    const measured = await write(folder, input, sink, 64)
    console.log(
      `  ${`peak memory at ${count} records`.padEnd(56)} ${Math.round(measured.peakMemoryMb)} MB; ${describe([measured])}`,
    )
    await rm(input)
  }
  sink.stop()
}

async function writeMessages(folder: string, count: number): Promise<string> {
  const path = join(folder, `${count}.ndjson`)
  await pipeline(Readable.from(messages(count)), createWriteStream(path))
  return path
}

async function write(folder: string, input: string, sink: Sink, connections: number): Promise<Measured> {
  const [configPath, catalogPath] = [join(folder, 'configuration.json'), join(folder, 'catalog.json')]
  await writeFile(configPath, JSON.stringify(benchConfiguration(sink.origin, connections)))
  await writeFile(catalogPath, JSON.stringify(catalog))
  const stdin = await open(input)
  try {
    return await runChild('write-process', [configPath, catalogPath], {
      stdio: [stdin.fd, 'inherit', 'inherit', 'ipc'],
    })
  } finally {
    await stdin.close()
  }
}

function rate({ records: count, seconds }: Measured): number {
  return count / seconds
}

function describe(measured: readonly Measured[]): string {
  const cpu = median(measured.map((one) => (one.cpuSeconds / one.records) * 1_000_000))
  return `${Math.round(median(measured.map(rate)))} records/s, ${cpu.toFixed(0)} CPU seconds a million`
}

function show(name: string, ratios: readonly number[], measured: readonly Measured[]): void {
  const range = `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`
  console.log(`  ${name.padEnd(56)} ${median(ratios).toFixed(2)} (${range}); ${describe(measured)}`)
}

runInTemporaryFolder(main)
