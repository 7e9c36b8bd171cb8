import type { Pool, PoolClient, QueryArrayConfig } from 'pg'
import { type Entry, type Keys, type Store, type Table, tables, type Values } from '../store'
import { askedOf, type Changes, changesOf, decided, noValues } from './changes'
import { checkFormat } from './check-format'
import { serverName } from './failures'
import { loadPackage } from './load-package'
import { failureOf, gaveWay, isBroken, poolerForgets, poolerRefuses } from './postgres-failures'
import { Turns } from './turns'

const connections = 2
const timeoutMs = 10_000
/** Entries that `entries` reads at once. */
const block = 1_000
/** Entries that `tidy` looks through at once. */
const tidied = 10_000
/** Tries of a statement that PostgreSQL gave up for another's sake. */
const deadlockTries = 5

const tableOf = (table: Table) => `appsflyer_memory_${table}`
const allTables = tables.map(tableOf)
/** Were this machine to vanish in between, the server would free the tables after 10 seconds. */
const beginUpdate = `BEGIN; SET LOCAL idle_in_transaction_session_timeout = ${timeoutMs}; LOCK TABLE ${allTables.join()} IN SHARE ROW EXCLUSIVE MODE`
const alive = (parameter: string) => `(expires_at IS NULL OR expires_at > ${parameter})`

interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}
type Row = readonly (string | null)[]

/** A memory in tables of a PostgreSQL database, made when they are not there. */
export async function openPostgresStore(url: string, now: () => number): Promise<Store> {
  const server = serverName('PostgreSQL', url, 5432)
  const { Pool } = await loadPackage('pg', () => import('pg'))
  const openPool = (limits: { readonly statement_timeout?: number }): Pool => {
    const pool = new Pool({
      connectionString: url,
      fallback_application_name: 'appsflyer-destination',
      max: connections,
      // Reconnecting costs more than keeping them.
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: timeoutMs,
      keepAlive: true,
      // Longer than the server's own, so that its answer comes first.
      query_timeout: timeoutMs + 2_000,
      ...limits,
    })
    // A connection that breaks says so here as well as to whom is using it; where nobody listens, the process ends.
    pool.on('error', () => undefined)
    pool.on('connect', (client) => client.on('error', () => undefined))
    return pool
  }
  let pool: Pool | undefined
  try {
    pool = openPool({ statement_timeout: timeoutMs })
    try {
      await createTables(pool)
    } catch (error) {
      if (!poolerRefuses(error)) throw error
      await pool.end()
      pool = openPool({})
      await createTables(pool)
    }
    const store = new PostgresStore(pool, server, now)
    await checkFormat(store, `The database of ${server}`)
    return store
  } catch (error) {
    await pool?.end()
    throw failureOf(server, error)
  }
}

/** Only where some are missing: a user that may not create tables can work with those that are there. */
async function createTables(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ missing: boolean }>(
    'SELECT bool_or(to_regclass(name) IS NULL) AS missing FROM unnest($1::text[]) AS name',
    [allTables],
  )
  if (rows[0]?.missing === false) return
  const columns = 'key text COLLATE "C" PRIMARY KEY, value text NOT NULL, expires_at bigint'
  const create = allTables.map((name) => `CREATE TABLE IF NOT EXISTS ${name} (${columns});`)
  // One transaction. Two processes that create a table at once would else break on each other.
  await pool.query(`BEGIN; SELECT pg_advisory_xact_lock(hashtext('appsflyer_memory')); ${create.join(' ')} COMMIT`)
}

class PostgresStore implements Store {
  private readonly pool: Pool
  private readonly server: string
  private readonly now: () => number
  /** Who waits for a connection waits here, since the pool would call it a timeout. */
  private readonly turns = new Turns(connections)
  /** Updates lock the tables: a second one of ours would only hold a connection meanwhile. */
  private readonly updates = new Turns(1)
  /** Whether statements stay prepared on the connection. */
  private named = true

  constructor(pool: Pool, server: string, now: () => number) {
    this.pool = pool
    this.server = server
    this.now = now
  }

  async read(keys: Keys): Promise<Values> {
    const asked = askedOf(keys)
    if (asked.length === 0) return noValues()
    return readIn(asked, this.now(), (statement) => this.alone(statement))
  }

  async write(entries: readonly Entry[]): Promise<void> {
    const changes = changesOf(entries)
    if (changes.length > 0) await this.alone(writeStatement(changes))
  }

  /**
   * The lock keeps all writers out of the tables, readers not: the lock of the rows would leave out those that are not
   * there yet. Not tried again once it may have been committed.
   */
  async update(keys: Keys, change: (values: Values) => readonly Entry[]): Promise<void> {
    await this.updates.take(() =>
      this.turns.take(() =>
        this.connected(async (client, ended) => {
          await client.query(beginUpdate)
          const run = (statement: Statement) => this.query(client, statement)
          const changes = decided(change, await readIn(askedOf(keys), this.now(), run))
          if (changes.length > 0) await run(writeStatement(changes))
          ended()
          await client.query('COMMIT')
        }),
      ),
    )
  }

  /** A commit is durable unless the database was told otherwise (synchronous_commit). */
  async flush(): Promise<void> {}

  async *entries(table: Table): AsyncIterable<readonly (readonly [key: string, value: string])[]> {
    const text = `SELECT key, value FROM ${tableOf(table)} WHERE key > $1 AND ${alive('$2')} ORDER BY key LIMIT ${block}`
    let after = ''
    for (;;) {
      const rows = await this.alone({ text, values: [after, this.now()] })
      const last = rows.at(-1)
      if (last === undefined) return
      yield rows as readonly (readonly [string, string])[]
      after = String(last[0])
    }
  }

  async count(table: Table): Promise<number> {
    const text = `SELECT count(*) FROM ${tableOf(table)} WHERE ${alive('$1')}`
    const [row] = await this.alone({ text, values: [this.now()] })
    return Number(row?.[0])
  }

  async tidy(table: Table): Promise<void> {
    const name = tableOf(table)
    const text = `WITH passed AS (
        SELECT max(key) AS last FROM (SELECT key FROM ${name} WHERE key > $1 ORDER BY key LIMIT ${tidied}) AS block
      ), gone AS (
        DELETE FROM ${name} USING passed WHERE key > $1 AND key <= last AND expires_at <= $2
      ) SELECT last FROM passed`
    let after: string | null = ''
    while (after !== null) {
      const rows: readonly Row[] = await this.alone({ text, values: [after, this.now()] })
      after = rows[0]?.[0] ?? null
    }
  }

  async close(): Promise<void> {
    if (!this.pool.ended) await this.pool.end()
  }

  /** A statement that is a transaction of its own. It does no harm to run it twice. */
  private async alone(statement: Statement): Promise<readonly Row[]> {
    return this.turns.take(() => this.connected((client) => this.query(client, statement)))
  }

  /** Runs it on a connection, and again on another when that one broke, or gave way, before `ended` was called. */
  private async connected<Result>(run: (client: PoolClient, ended: () => void) => Promise<Result>): Promise<Result> {
    for (let tries = 1; ; tries += 1) {
      let again = true
      let client: PoolClient | undefined
      try {
        client = await this.pool.connect()
        const result = await run(client, () => {
          again = false
        })
        client.release()
        return result
      } catch (error) {
        // Closed rather than used again: a transaction may be open on it.
        client?.release(true)
        const mayTryAgain = (isBroken(error) && tries === 1) || (gaveWay(error) && tries < deadlockTries)
        if (again && poolerForgets(error) && this.named) this.named = false
        else if (!again || !mayTryAgain) throw failureOf(this.server, error)
      }
    }
  }

  private async query(client: PoolClient, { text, values }: Statement): Promise<readonly Row[]> {
    // The text itself names it: PostgreSQL cuts names, so a short one stands for it.
    const name = this.named ? { name: statementName(text) } : {}
    const config: QueryArrayConfig = { ...name, text, values: [...values], rowMode: 'array' }
    return (await client.query<(string | null)[]>(config)).rows
  }
}

/** Short names of the statements, of which there are as many as there are combinations of tables in use. */
const names = new Map<string, string>()
function statementName(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = `appsflyer_memory_${names.size}`
  names.set(text, name)
  return name
}

async function readIn(
  asked: ReturnType<typeof askedOf>,
  now: number,
  run: (statement: Statement) => Promise<readonly Row[]>,
): Promise<Values> {
  const values = noValues()
  if (asked.length === 0) return values
  const parts = asked.map(([table], index) => {
    return `SELECT '${table}', key, value FROM ${tableOf(table)} WHERE key = ANY ($${index + 2}) AND ${alive('$1')}`
  })
  const rows = await run({ text: parts.join(' UNION ALL '), values: [now, ...asked.map(([, keys]) => keys)] })
  for (const [table, key, value] of rows) values[table as Table].set(String(key), String(value))
  return values
}

/** One statement, whatever it writes: all of it happens, or nothing. In the order of keys, so that two rarely deadlock. */
function writeStatement(changes: readonly Changes[]): Statement {
  const values: unknown[] = []
  const parameter = (value: unknown) => `$${values.push(value)}`
  const parts = changes.flatMap(({ table, puts, deletes }) => {
    const written: string[] = []
    if (puts.length > 0) {
      const sorted = [...puts].sort(([one], [other]) => (one < other ? -1 : 1))
      const [keys, texts, times] = [0, 1, 2].map((column) => parameter(sorted.map((put) => put[column])))
      written.push(
        `INSERT INTO ${tableOf(table)} (key, value, expires_at) SELECT * FROM unnest(${keys}::text[], ${texts}::text[], ${times}::bigint[])
         ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at`,
      )
    }
    if (deletes.length > 0)
      written.push(`DELETE FROM ${tableOf(table)} WHERE key = ANY (${parameter(deletes)}::text[])`)
    return written
  })
  const last = parts.pop() ?? ''
  const before = parts.map((part, index) => `part_${index} AS (${part})`)
  return { text: before.length > 0 ? `WITH ${before.join(', ')} ${last}` : last, values }
}
