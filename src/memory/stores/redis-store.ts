import { type Entry, type Keys, MemoryError, type Store, type Table, type Values } from '../store'
import { askedOf, ChangeFailed, type Changes, changesOf, decided, noValues } from './changes'
import { checkFormat } from './check-format'
import { messageOf, nameOf, networkFailure, serverName } from './failures'
import { loadPackage } from './load-package'
import { Turns } from './turns'

const timeoutMs = 10_000
/** Keys of one MGET: it answers nobody else meanwhile. */
const keysAtOnce = 1_000
/** Tries of an update while others write its keys: each one that fails means that another's went through. */
const updateTries = 1_000

/** As much of a client as is used here. */
interface Client {
  readonly isReady: boolean
  connect(): Promise<unknown>
  sendCommand(args: readonly string[]): Promise<unknown>
  multi(): { addCommand(args: readonly string[]): unknown; exec(): Promise<unknown> }
  watch(keys: readonly string[]): Promise<unknown>
  destroy(): void
  on(event: 'error', listener: () => void): unknown
}
/** Not connected yet. */
type NewClient = () => Client

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

/** One connection, made when it is needed and again when it broke. */
class Connection {
  private readonly newClient: NewClient
  private readonly server: string
  private client: Promise<Client> | undefined
  /** The same, once it is connected. */
  private open: Client | undefined
  private closed = false

  constructor(newClient: NewClient, server: string) {
    this.newClient = newClient
    this.server = server
  }

  /** Runs it, and again on another connection when this one broke before `ended` was called. */
  async use<Result>(run: (client: Client, ended: () => void) => Promise<Result>): Promise<Result> {
    for (let tries = 1; ; tries += 1) {
      let again = tries === 1
      try {
        return await this.onClient((client) =>
          run(client, () => {
            again = false
          }),
        )
      } catch (error) {
        if (!again || !isBroken(error)) throw failureOf(this.server, error)
      }
    }
  }

  close(): void {
    this.closed = true
    this.drop(this.client)
  }

  private async onClient<Result>(run: (client: Client) => Promise<Result>): Promise<Result> {
    if (this.closed) throw new MemoryError(`The connection to ${this.server} is closed.`)
    const mine = this.live()
    let timer: NodeJS.Timeout | undefined
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new MemoryError(`${this.server} did not answer within 10 seconds.`)), timeoutMs)
    })
    try {
      return await Promise.race([mine.then(run), tooLong])
    } catch (error) {
      if (isBroken(error) || error instanceof MemoryError || this.open?.isReady !== true) this.drop(mine)
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  /** The connection; another where it was found to be broken. */
  private live(): Promise<Client> {
    if (this.open !== undefined && !this.open.isReady) this.drop(this.client)
    this.client ??= this.connect()
    return this.client
  }

  private async connect(): Promise<Client> {
    const client = this.newClient()
    // What it says stands in the errors of its commands, too.
    client.on('error', () => undefined)
    await client.connect()
    this.open = client
    return client
  }

  private drop(client: Promise<Client> | undefined): void {
    if (this.client === client) {
      this.client = undefined
      this.open = undefined
    }
    client?.then(
      (open) => open.isReady && open.destroy(),
      () => undefined,
    )
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

/**
 * WAITAOF waits for what its own connection wrote. A key that is gone at once is written last, so it covers what other
 * connections wrote, and one that broke. False: the server cannot wait.
 */
async function waitForFile(client: Client, key: string): Promise<boolean> {
  const seconds = timeoutMs / 1_000 - 1
  const setting = client.sendCommand(['SET', key, '', 'PX', '1'])
  const waiting = client.sendCommand(['WAITAOF', '1', '0', String(seconds * 1_000)])
  try {
    const [, [written]] = (await Promise.all([setting, waiting])) as [string, [number]]
    if (written >= 1) return true
  } catch (error) {
    // Older, without an append-only file, or not allowed.
    if (/unknown command|appendonly is disabled|^NOPERM/.test(messageOf(error))) return false
    throw error
  }
  throw new MemoryError(`Redis did not bring the memory to its disk within ${seconds} seconds.`)
}

/** What the server may lose; nothing where it does not tell, as many hosted ones. */
async function warningsOf(client: Client, server: string): Promise<readonly string[]> {
  const ask = (command: readonly string[]) => client.sendCommand(command).catch(ifRefused)
  const [memory, persistence, save] = await Promise.all([
    ask(['INFO', 'memory']),
    ask(['INFO', 'persistence']),
    ask(['CONFIG', 'GET', 'save']),
  ])
  const warnings: string[] = []
  const policy = /^maxmemory_policy:(\S+)/m.exec(String(memory))?.[1]
  if (policy !== undefined && policy !== 'noeviction') {
    warnings.push(
      `${server} throws keys away when its memory is full (maxmemory-policy is ${policy}), and the memory forgets them. Set it to noeviction.`,
    )
  }
  const snapshots = Array.isArray(save) ? save[1] : undefined
  if (/^aof_enabled:0/m.test(String(persistence)) && snapshots === '') {
    warnings.push(`${server} keeps nothing on disk: when it restarts, the memory is empty. Turn appendonly on.`)
  }
  return warnings
}

/** A refusal is no answer; anything else is a failure. */
function ifRefused(error: unknown): undefined {
  if (!/^(NOPERM|ERR)/.test(messageOf(error))) throw error
  return undefined
}

function isBroken(error: unknown): boolean {
  return /ECONNRESET|EPIPE|Socket closed|client is closed|Disconnects client|client is offline/i.test(messageOf(error))
}

const messages: readonly (readonly [message: RegExp, says: string, type: MemoryError['failureType']])[] = [
  [
    /^(WRONGPASS|NOAUTH|ERR AUTH|ERR invalid password)/,
    'refuses the user or the password: correct memory.url.',
    'config_error',
  ],
  [
    /^NOPERM/,
    'does not let this user do that: let it read, write and watch keys that begin with appsflyer-memory:.',
    'config_error',
  ],
  [
    /^ERR (DB index|invalid DB)|Invalid pathname/,
    'has no database of that number: correct the end of memory.url.',
    'config_error',
  ],
  [
    /^(MOVED|CROSSSLOT|CLUSTERDOWN|ASK )|not allowed in cluster mode/,
    'is a cluster, in which not all of the memory can be written at once: give a single server in memory.url.',
    'config_error',
  ],
  [
    /^(EXECABORT.*)?\bMISCONF/,
    'cannot write to its own disk, so it refuses to write: see its log and its disk.',
    'transient_error',
  ],
  [/\bOOM\b/, 'has no memory left, so it refuses to write: give it more (maxmemory).', 'transient_error'],
  [
    /\bREADONLY\b/,
    'takes no writes, as a replica does: give the address of the primary in memory.url, unless it is just being replaced.',
    'transient_error',
  ],
  [/^(LOADING|MASTERDOWN|BUSY|TRYAGAIN)/, 'is starting or busy: try again.', 'transient_error'],
  [/^ERR max number of clients/, 'has no connection left: try again, or allow more (maxclients).', 'transient_error'],
  [/timeout/i, 'did not answer within 10 seconds: try again.', 'transient_error'],
  [
    /Socket closed|client is (closed|offline)|Disconnects client/i,
    'ended the connection: see that it is a Redis server, and try again.',
    'transient_error',
  ],
]

function failureOf(server: string, error: unknown): unknown {
  if (error instanceof ChangeFailed) return error.cause
  if (error instanceof MemoryError) return error
  const network = networkFailure(server, error)
  if (network !== undefined) return network
  const told = messages.find(([message]) => message.test(messageOf(error)))
  if (told !== undefined) return new MemoryError(`${server} ${told[1]}`, told[2])
  // Its first word is a code, like ERR; what follows may hold a key.
  return new MemoryError(
    `${server} could not do what the memory needs (${/^[A-Z]+\b/.exec(messageOf(error))?.[0] ?? nameOf(error)}).`,
  )
}
