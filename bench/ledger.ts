import { createWriteStream } from 'node:fs'
import { open, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { benchConfiguration, catalog, messagesOfUsers } from './messages'
import { type Measured, runChild, type Sink, startSink } from './run-child'
import { median, runInTemporaryFolder } from './trials'

/** `write` with a ledger beside `write` of the same records without one, taking turns against one sink; and how large the ledger is. */
const records = Number(process.env['BENCH_RECORDS'] ?? 100_000)
const pairs = Number(process.env['BENCH_PAIRS'] ?? 5)
const connections = 64

async function main(folder: string): Promise<void> {
  const input = join(folder, 'messages.ndjson')
  await pipeline(Readable.from(messagesOfUsers(records, records, true)), createWriteStream(input))
  const sink = await startSink()
  const plain: Measured[] = []
  const kept: Measured[] = []
  for (let pair = 0; pair < pairs; pair++) {
    plain.push(await write(folder, input, sink, { storage: 'none' }))
    kept.push(await write(folder, input, sink, { storage: 'file', folder: join(folder, `ledger-${pair}`) }))
  }
  sink.stop()
  const ratios = kept.map((one, pair) => one.seconds / (plain[pair]?.seconds ?? Number.NaN))
  const cpu = (all: readonly Measured[]) => median(all.map((one) => (one.cpuSeconds / one.records) * 1_000_000))
  const range = `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`
  const peak = Math.max(...kept.map(({ peakMemoryMb }) => peakMemoryMb))
  console.log(
    `  ${'write with a ledger ÷ without'.padEnd(72)} ${median(ratios).toFixed(2)} (${range}); CPU ${cpu(plain).toFixed(0)} -> ${cpu(kept).toFixed(0)} s a million; ${Math.round(peak)} MB`,
  )
  const bytes = await bytesIn(join(folder, 'ledger-0'))
  console.log(`  a million entries take ${(bytes / records).toFixed(1)} MB`)
}

async function write(folder: string, input: string, sink: Sink, ledger: object): Promise<Measured> {
  const [configPath, catalogPath] = [join(folder, 'configuration.json'), join(folder, 'catalog.json')]
  await writeFile(configPath, JSON.stringify({ ...benchConfiguration(sink.origin, connections), ledger }))
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

async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true })
  const sizes = await Promise.all(
    names.filter((name) => name.endsWith('.ledger.ndjson.gz')).map((name) => stat(join(folder, name))),
  )
  return sizes.reduce((sum, { size }) => sum + size, 0)
}

runInTemporaryFolder(main)
