import { createWriteStream } from 'node:fs'
import { open, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createClient } from '@redis/client'
import { Client } from 'pg'
import type { MemorySettings } from '../spec/configuration/memory-form'
import { hashOfUser } from '../src/memory/installs/hash-of-user'
import { tables } from '../src/memory/store'
import { memoryFor } from '../src/wiring/memory'
import { appsflyerIdOf, benchConfiguration, catalog, messagesOfUsers } from './messages'
import { type Measured, runChild, type Sink, startSink } from './run-child'
import { median, runInTemporaryFolder } from './trials'

/**
 * `write` of records without AppsFlyer ids and with a memory of a million users, beside `write` of the same records with
 * their ids and without a memory, taking turns against one sink. With and without remembering what was sent.
 */
const records = Number(process.env['BENCH_RECORDS'] ?? 100_000)
const users = Number(process.env['BENCH_USERS'] ?? 1_000_000)
const pairs = Number(process.env['BENCH_PAIRS'] ?? 5)
const connections = 64

const options = {
  complete_device_ids: false,
  install_delay_seconds: 0,
  on_failure: 'stop',
  remember_deliveries_days: 0,
} as const

async function main(folder: string): Promise<void> {
  const input = await writeMessages(folder, 'without', false)
  const withIds = await writeMessages(folder, 'with', true)
  const sink = await startSink()
  const stores: readonly [string, number | undefined, MemorySettings][] = [
    ['sqlite', undefined, { store: 'sqlite', path: join(folder, 'memory.db'), ...options }],
    ['redis', 6379, { store: 'redis', url: 'redis://127.0.0.1:6379/13', ...options }],
    ['postgres', 5432, { store: 'postgres', url: postgresUrl, ...options }],
  ]
  for (const [name, port, memory] of stores) {
    if (port !== undefined && !(await answers(port))) {
      console.log(`  ${name}: left out, since nobody answers at 127.0.0.1:${port}`)
      continue
    }
    await empty(memory)
    await fill(name, memory)
    for (const [what, days] of [
      ['ids looked up', 0],
      ['ids looked up, deliveries remembered', 15],
    ] as const) {
      const plain: Measured[] = []
      const looked: Measured[] = []
      for (let pair = 0; pair < pairs; pair++) {
        plain.push(await write(folder, withIds, sink, { store: 'none' }))
        // Another stream each time, or all of it would have been accepted before.
        const settings = { ...memory, remember_deliveries_days: days, hash_key: hashKey }
        looked.push(await write(folder, input, sink, settings, `run ${pair} of ${name}`))
      }
      show(`write with ${name} and ${users} users, ${what} ÷ without`, plain, looked)
    }
  }
  sink.stop()
}

/** What an earlier bench left in a server. */
async function empty(settings: MemorySettings): Promise<void> {
  if (settings.store === 'redis') {
    const client = createClient({ url: settings.url })
    await client.connect()
    await client.flushDb()
    client.destroy()
  } else if (settings.store === 'postgres') {
    const client = new Client(settings.url)
    await client.connect()
    await client.query(`DROP TABLE IF EXISTS ${tables.map((table) => `appsflyer_memory_${table}`).join(', ')}`)
    await client.end()
  }
}

const postgresUrl = process.env['BENCH_POSTGRES'] ?? 'postgres://postgres@127.0.0.1:5432/test'
const hashKey = 'bench'

async function fill(name: string, settings: MemorySettings): Promise<void> {
  const memory = await memoryFor({ memory: { ...settings, hash_key: hashKey } as MemorySettings })
  const startedAtMs = Date.now()
  for (let user = 0; user < users; user += 2_000) {
    const block = Array.from({ length: Math.min(2_000, users - user) }, (_, index) => user + index)
    await memory?.learn(
      block.map((one) => ({
        appId: 'id123456789',
        userHash: hashOfUser(`user-${one}`),
        appsflyerId: appsflyerIdOf(one),
        source: 'sdk' as const,
        seenAtMs: startedAtMs,
      })),
    )
  }
  await memory?.close()
  const perSecond = Math.round((users * 1_000) / (Date.now() - startedAtMs))
  console.log(`  ${name}: ${users} users learnt, ${perSecond} a second`)
}

async function write(
  folder: string,
  input: string,
  sink: Sink,
  memory: MemorySettings,
  appName?: string,
): Promise<Measured> {
  const [configPath, catalogPath] = [join(folder, 'configuration.json'), join(folder, 'catalog.json')]
  const configuration = { ...benchConfiguration(sink.origin, connections), memory }
  const streams = appName === undefined ? [] : [{ stream: 'events', event_name: appName }]
  await writeFile(configPath, JSON.stringify({ ...configuration, streams }))
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

async function writeMessages(folder: string, name: string, withId: boolean): Promise<string> {
  const path = join(folder, `${name}.ndjson`)
  await pipeline(Readable.from(messagesOfUsers(records, users, withId)), createWriteStream(path))
  return path
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

function show(name: string, plain: readonly Measured[], looked: readonly Measured[]): void {
  const ratios = looked.map((one, pair) => one.seconds / (plain[pair]?.seconds ?? Number.NaN))
  const peak = Math.max(...looked.map(({ peakMemoryMb }) => peakMemoryMb))
  const cpu = (all: readonly Measured[]) => median(all.map((one) => (one.cpuSeconds / one.records) * 1_000_000))
  const range = `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`
  console.log(
    `  ${name.padEnd(72)} ${median(ratios).toFixed(2)} (${range}); CPU ${cpu(plain).toFixed(0)} -> ${cpu(looked).toFixed(0)} s a million; ${Math.round(peak)} MB`,
  )
}

runInTemporaryFolder(main)
