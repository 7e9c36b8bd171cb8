import { type Entry, type Keys, MemoryError, type Store, type Table, type Values } from '../store'
import { askedOf, type Changes, changesOf, decided, noValues } from './changes'
import { checkFormat } from './check-format'
import { serverName } from './failures'
import { loadPackage } from './load-package'
import { type Client, Connection, timeoutMs } from './redis-connection'
import { waitForFile, warningsOf } from './redis-durability'
import { failureOf } from './redis-failures'
import { Turns } from './turns'

/** Keys of one MGET: it answers nobody else meanwhile. */
const keysAtOnce = 1_000
/** Tries of an update while others write its keys: each one that fails means that another's went through. */
const updateTries = 1_000

/** A memory as keys of a Redis server that begin with `prefix`. */
export async function openRedisStore(url: string, now: () => number, prefix = 'appsflyer-memory:'): Promise<Store> {
  const server = serverName('Redis', url, 6379)
  const { createClient, WatchError } = await loadPackage('@redis/client', () => import('@redis/client'))
  const newClient = (): Client =>
    createClient({
      url,
      // The older protocol, which every server and proxy speaks.
      RESP: 2,
      name: 'appsflyer-destination',
      maintNotifications: 'disabled',
      // The store connects again itself, and knows so which commands may be repeated.
      socket: { reconnectStrategy: false, connectTimeout: timeoutMs },
    }) as unknown as Client
  const connection = new Connection(newClient, server)
  try {
    const warnings = await connection.use((client) => warningsOf(client, server))
    const isConflict = (error: unknown) => error instanceof WatchError
    const store = new RedisStore(connection, new Connection(newClient, server), isConflict, now, prefix, warnings)
    await checkFormat(store, server)
    return store
  } catch (error) {
    connection.close()
    throw failureOf(server, error)
  }
}

class RedisStore implements Store {
  readonly warnings: readonly string[]
  private readonly connection: Connection
  /** What a connection watches is its own, so updates have another, and take turns on it. */
  private readonly updating: Connection
  private readonly updates = new Turns(1)
  private readonly isConflict: (error: unknown) => boolean
  private readonly now: () => number
  private readonly prefix: string
  /** Whether something was written since the last flush. */
  private dirty = false
  private canWait = true

  constructor(
    connection: Connection,
    updating: Connection,
    isConflict: (error: unknown) => boolean,
    now: () => number,
    prefix: string,
    warnings: readonly string[],
  ) {
    this.connection = connection
    this.updating = updating
    this.isConflict = isConflict
    this.now = now
    this.prefix = prefix
    this.warnings = warnings
  }

  async read(keys: Keys): Promise<Values> {
    return this.connection.use((client) => this.readIn(client, keys))
  }

  async write(entries: readonly Entry[]): Promise<void> {
    const commands = this.commandsOf(changesOf(entries))
    if (commands.length === 0) return
    await this.connection.use((client) => execute(client, commands))
    this.dirty = true
  }

  async update(keys: Keys, change: (values: Values) => readonly Entry[]): Promise<void> {
    const watched = askedOf(keys).flatMap(([table, ofTable]) => ofTable.map((key) => this.nameOf(table, key)))
    await this.updates.take(async () => {
      for (let tries = 0; tries < updateTries; tries += 1) {
        const went = await this.updating.use(async (client, ended) => {
          // Sent together: the answers come in one round trip.
          const watching = watched.length > 0 ? client.watch(watched) : undefined
          const [values] = await Promise.all([this.readIn(client, keys), watching])
          const commands = await this.decide(client, change, values)
          ended()
          try {
            // Also where nothing is written: it ends the watching.
            await execute(client, commands.length > 0 ? commands : [['PING']])
            this.dirty ||= commands.length > 0
            return true
          } catch (error) {
            if (this.isConflict(error)) return false
            throw error
          }
        })
        if (went) return
      }
      throw new MemoryError('Others write the same entries of the memory in Redis all the time: try again later.')
    })
  }

  /**
   * Waits for the append-only file of Redis 7.2 and later. Without that file, or in an older server, what was written
   * lives as long as the server's machine, and from then on up to its last snapshot or second: Redis offers no more.
   */
  async flush(): Promise<void> {
    if (!this.dirty || !this.canWait) return
    this.dirty = false
    try {
      this.canWait = await this.connection.use((client) => waitForFile(client, `${this.prefix}flush`))
    } catch (error) {
      this.dirty = true
      throw error
    }
  }

  /** SCAN walks over all keys of the database, whoever's they are, 1000 a round trip. */
  async *entries(table: Table): AsyncIterable<readonly (readonly [key: string, value: string])[]> {
    for await (const names of this.scan(table)) {
      const keys = names.map((name) => name.slice(this.nameOf(table, '').length))
      const values = await this.read({ [table]: keys })
      if (values[table].size > 0) yield [...values[table]]
    }
  }

  /** Costs a walk over all keys of the database, like `entries`. */
  async count(table: Table): Promise<number> {
    let count = 0
    for await (const names of this.scan(table)) count += names.length
    return count
  }

  /** Redis takes away what has expired. */
  async tidy(_table: Table): Promise<void> {}

  async close(): Promise<void> {
    this.connection.close()
    this.updating.close()
  }

  private async decide(
    client: Client,
    change: (values: Values) => readonly Entry[],
    values: Values,
  ): Promise<readonly (readonly string[])[]> {
    try {
      return this.commandsOf(decided(change, values))
    } catch (error) {
      await client.sendCommand(['UNWATCH'])
      throw error
    }
  }

  private async *scan(table: Table): AsyncIterable<readonly string[]> {
    const pattern = `${this.nameOf(table, '')}*`
    let cursor = '0'
    do {
      const command = ['SCAN', cursor, 'MATCH', pattern, 'COUNT', '1000']
      const [next, names] = (await this.connection.use((client) => client.sendCommand(command))) as [string, string[]]
      yield names
      cursor = next
    } while (cursor !== '0')
  }

  private async readIn(client: Client, keys: Keys): Promise<Values> {
    const values = noValues()
    const blocks = askedOf(keys).flatMap(([table, ofTable]) => {
      const starts = Array.from({ length: Math.ceil(ofTable.length / keysAtOnce) }, (_, index) => index * keysAtOnce)
      return starts.map((start) => [table, ofTable.slice(start, start + keysAtOnce)] as const)
    })
    const answers = await Promise.all(
      blocks.map(([table, block]) => client.sendCommand(['MGET', ...block.map((key) => this.nameOf(table, key))])),
    )
    for (const [index, [table, block]] of blocks.entries()) {
      const found = answers[index] as readonly (string | null)[]
      for (const [place, key] of block.entries()) {
        const value = found[place]
        if (typeof value === 'string') values[table].set(key, value)
      }
    }
    return values
  }

  private commandsOf(changes: readonly Changes[]): readonly (readonly string[])[] {
    const now = this.now()
    return changes.flatMap(({ table, puts, deletes }) => {
      const sets = puts.map(([key, value, expiresAtMs]) => {
        const name = this.nameOf(table, key)
        if (expiresAtMs === null) return ['SET', name, value]
        // How long from now, so that the server's clock may be another.
        return expiresAtMs > now ? ['SET', name, value, 'PX', String(expiresAtMs - now)] : ['DEL', name]
      })
      return [...sets, ...deletes.map((key) => ['DEL', this.nameOf(table, key)])]
    })
  }

  private nameOf(table: Table, key: string): string {
    return `${this.prefix}${table}:${key}`
  }
}

/** All of them, or none when one is refused or a watched key was written. */
async function execute(client: Client, commands: readonly (readonly string[])[]): Promise<void> {
  const multi = client.multi()
  for (const command of commands) multi.addCommand(command)
  await multi.exec()
}
