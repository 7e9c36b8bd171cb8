import { Readable } from 'node:stream'
import { readLines } from '../src/airbyte/protocol/messages/line-splitter'
import { readMessage } from '../src/airbyte/protocol/messages/read-message'
import { prepare } from '../src/core/prepare'
import { benchConfiguration, messages } from './messages'

/**
 * Where the time of a record goes before it is sent: processor seconds for a million records, each stage with those
 * before it, so that the differences are what a stage takes by itself. The whole of `write` is in the `write` bench.
 */
const records = Number(process.env['BENCH_RECORDS'] ?? 100_000)
const trials = Number(process.env['BENCH_PAIRS'] ?? 5)
const chunkBytes = 65_536
const maxLineBytes = 1_048_576

const input = Buffer.from([...messages(records)].join(''))
const configuration = benchConfiguration('http://127.0.0.1:1', 64)

const stages: Readonly<Record<string, (text: string, lineNumber: number) => unknown>> = {
  lines: () => undefined,
  '+ messages': (text, number) => readMessage({ text, number }),
  '+ prepare': (text, number) => {
    const message = readMessage({ text, number })
    return message.kind === 'record'
      ? prepare({ stream: message.stream.name, data: message.data }, configuration, 0)
      : undefined
  },
}

function* chunks(): Generator<Buffer> {
  for (let at = 0; at < input.length; at += chunkBytes) yield input.subarray(at, at + chunkBytes)
}

async function cpuSecondsAMillion(stage: (text: string, lineNumber: number) => unknown): Promise<number> {
  const before = process.cpuUsage()
  for await (const lines of readLines(Readable.from(chunks()), maxLineBytes)) {
    for (const { text, number } of lines) stage(text ?? '', number)
  }
  const { user, system } = process.cpuUsage(before)
  return (user + system) / records
}

async function main(): Promise<void> {
  console.log(`processor seconds for a million records, median of ${trials} trials of ${records}`)
  for (const [name, stage] of Object.entries(stages)) {
    await cpuSecondsAMillion(stage)
    const seconds: number[] = []
    for (let trial = 0; trial < trials; trial++) seconds.push(await cpuSecondsAMillion(stage))
    const median = seconds.sort((a, b) => a - b)[seconds.length >> 1] ?? Number.NaN
    console.log(`  ${name.padEnd(12)} ${median.toFixed(1).padStart(6)}`)
  }
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
