import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createClient } from '@redis/client'
import { Client } from 'pg'
import type { Store } from '../../src/memory/store'
import { openPostgresStore } from '../../src/memory/stores/postgres-store'
import { openRedisStore } from '../../src/memory/stores/redis-store'
import { openSqliteStore } from '../../src/memory/stores/sqlite-store'
import { address, postgresAnswers } from '../warehouse/shop-tables'

/** A place of its own for a memory, with a clock that stands still. */
export interface Place {
  /** Opens it, as another process would, too. `dispose` closes what was opened. */
  open(): Promise<Store>
  now(): number
  /** Lets time pass; where the server has its own clock, it really does. */
  later(milliseconds: number): Promise<void>
  dispose(): Promise<void>
}

interface Kind {
  readonly name: string
  /** Why it cannot be tested here; undefined: it can. */
  readonly missing: string | undefined
  /** Whether entries expire by the test's clock. */
  readonly hasOurClock: boolean
  make(): Promise<Place>
}

const redisUrl = 'redis://127.0.0.1:6379/15'
export const postgresUrl = `postgres://${address.user}@${address.host}:${address.port}/${address.database}`

function placeOf(
  open: (now: () => number) => Promise<Store>,
  pass: (ms: number) => Promise<unknown>,
  clear: () => unknown,
): Place {
  const opened: Store[] = []
  let now = 1_700_000_000_000
  return {
    open: async () => {
      const store = await open(() => now)
      opened.push(store)
      return store
    },
    now: () => now,
    later: async (milliseconds) => {
      now += milliseconds
      await pass(milliseconds)
    },
    dispose: async () => {
      for (const store of opened) await store.close()
      await clear()
    },
  }
}

async function nothing(): Promise<void> {}

const sqlite: Kind = {
  name: 'SQLite',
  missing: undefined,
  hasOurClock: true,
  make: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'memory-'))
    const clear = () => rmSync(folder, { recursive: true })
    return placeOf((now) => openSqliteStore(join(folder, 'memory.db'), now), nothing, clear)
  },
}

export async function onPostgres(...statements: readonly string[]): Promise<void> {
  const client = new Client(address)
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

/** An address whose tables are in this schema. */
export const urlOfSchema = (schema: string) => `${postgresUrl}?options=-c%20search_path%3D${schema}`
export const freshName = () => `memory_${randomBytes(6).toString('hex')}`

const postgres: Kind = {
  name: 'PostgreSQL',
  missing: postgresAnswers()
    ? undefined
    : 'no PostgreSQL answers on 127.0.0.1:5432 (user postgres, database test, trust)',
  hasOurClock: true,
  make: async () => {
    const schema = freshName()
    await onPostgres(`CREATE SCHEMA ${schema}`)
    const clear = () => onPostgres(`DROP SCHEMA ${schema} CASCADE`)
    return placeOf((now) => openPostgresStore(urlOfSchema(schema), now), nothing, clear)
  },
}

/** Asked by another process, since a test file must know it before its tests. */
function redisAnswers(): boolean {
  const ask = `const { createClient } = require('@redis/client')
    const client = createClient({ url: ${JSON.stringify(redisUrl)}, socket: { reconnectStrategy: false, connectTimeout: 2000 } })
    client.on('error', () => process.exit(1))
    client.connect().then(() => process.exit(0), () => process.exit(1))`
  return spawnSync(process.execPath, ['-e', ask], { cwd: __dirname }).status === 0
}

async function clearRedis(prefix: string): Promise<void> {
  const client = createClient({ url: redisUrl })
  await client.connect()
  for await (const keys of client.scanIterator({ MATCH: `${prefix}*`, COUNT: 1_000 })) {
    if (keys.length > 0) await client.del(keys)
  }
  client.destroy()
}

const redis: Kind = {
  name: 'Redis',
  missing: redisAnswers() ? undefined : 'no Redis answers on 127.0.0.1:6379',
  hasOurClock: false,
  make: async () => {
    const prefix = `${freshName()}:`
    return placeOf(
      (now) => openRedisStore(redisUrl, now, prefix),
      wait,
      () => clearRedis(prefix),
    )
  },
}

const kinds: readonly Kind[] = [sqlite, postgres, redis]
export const testable = kinds.filter(({ missing }) => missing === undefined)
for (const { name, missing } of kinds) {
  if (missing !== undefined) process.stderr.write(`SKIPPED: the memory in ${name}, since ${missing}.\n`)
}
export const canTest = (name: 'PostgreSQL' | 'Redis') => testable.some((kind) => kind.name === name)
