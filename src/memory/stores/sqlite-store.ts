import { closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Database, Statement } from 'libsql'
import { type Entry, type Keys, MemoryError, type Store, type Table, tables, type Values } from '../store'
import { askedOf, changesOf, noValues } from './changes'
import { checkFormat } from './check-format'
import { codeOf } from './failures'
import { loadPackage } from './load-package'
import { failureOf, isOfSqlite } from './sqlite-failures'

/** Entries that `entries` reads at once. */
const block = 1_000
/** Entries that `tidy` looks through at once. */
const tidied = 10_000

/** What the rows of a table are read and written with. */
interface Statements {
  /** One row with a JSON array: the values in the order of the keys asked, null for those that are not there. */
  readonly read: Statement
  readonly put: Statement
  readonly remove: Statement
  readonly next: Statement
  readonly count: Statement
  readonly boundary: Statement
  readonly tidy: Statement
}

/** A memory in one file, made with its folder when it is not there. A write waits so long for another process's, on this thread. */
export async function openSqliteStore(path: string, now: () => number, busySeconds = 10): Promise<Store> {
  const libsql = await loadPackage('libsql', () => import('libsql'))
  // Absolute, since libsql takes what begins with file: or http: for an address.
  const file = resolve(path)
  let store: SqliteStore | undefined
  try {
    createFile(file)
    const database = new libsql.default(file, { timeout: busySeconds * 1_000 })
    prepareDatabase(database, file)
    store = new SqliteStore(database, file, now)
    await checkFormat(store, file)
    return store
  } catch (error) {
    await store?.close()
    throw failureOf(file, error)
  }
}

/** For its owner only; SQLite gives the files beside it the same rights. */
function createFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  try {
    // Never opened when it is there: closing it again would take SQLite's locks from another store of this process.
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    if (statSync(file).isDirectory())
      throw new MemoryError(`${file} is a folder: give a file in it in memory.path.`, 'config_error')
  }
}

function prepareDatabase(database: Database, file: string): void {
  const tableCount = "SELECT count(*) AS found FROM sqlite_master WHERE type = 'table'"
  const found = (condition: string) =>
    Number(Object.values(Object(database.prepare(`${tableCount}${condition}`).get()))[0])
  // First: another process may make them just now.
  const all = found('')
  const ours = found(` AND name IN (${tables.map((table) => `'${table}'`).join()})`)
  // Ours come all at once. What is there is looked at before anything of it is changed.
  if (ours < tables.length && all > 0) {
    throw new MemoryError(`${file} is a database of something else: give another file in memory.path.`, 'config_error')
  }
  database.pragma('journal_mode = WAL')
  // A commit is in the hands of the operating system, so it outlives the process; flush() brings it to the disk.
  database.pragma('synchronous = NORMAL')
  database.pragma('cache_size = -65536')
  if (ours === tables.length) return
  const columns = 'key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL, expires_at INTEGER'
  const create = tables.map((table) => `CREATE TABLE IF NOT EXISTS ${table} (${columns}) WITHOUT ROWID;`)
  database.exec(`BEGIN IMMEDIATE; ${create.join(' ')} COMMIT`)
}

class SqliteStore implements Store {
  private readonly database: Database
  private readonly file: string
  private readonly now: () => number
  private readonly begin: Statement
  private readonly commit: Statement
  private readonly statements: { readonly [Name in Table]: Statements }
  /** Whether something was written since the last flush. */
  private dirty = true

  constructor(database: Database, file: string, now: () => number) {
    this.database = database
    this.file = file
    this.now = now
    this.begin = database.prepare('BEGIN IMMEDIATE')
    this.commit = database.prepare('COMMIT')
    const [users, owners, deliveries, erased, meta] = tables.map((table) => statementsOf(database, table))
    if (!users || !owners || !deliveries || !erased || !meta) throw new Error('a table has no statements')
    this.statements = { users, owners, deliveries, erased, meta }
  }

  async read(keys: Keys): Promise<Values> {
    return this.tried(() => this.readNow(keys))
  }

  async write(entries: readonly Entry[]): Promise<void> {
    this.tried(() => {
      const steps = this.stepsOf(entries)
      if (steps.length > 1) this.transaction(() => steps)
      // A statement is a transaction of its own.
      else for (const step of steps) step()
    })
  }

  async update(keys: Keys, change: (values: Values) => readonly Entry[]): Promise<void> {
    this.tried(() => this.transaction(() => this.stepsOf(change(this.readNow(keys)))))
  }

  /**
   * Brings the log to the disk, which holds all that was committed and is not in the file yet. On another thread, and
   * without the write lock that a commit with synchronous=FULL would take. SQLite never locks the log, so opening and
   * closing it here takes no lock away.
   */
  async flush(): Promise<void> {
    if (!this.dirty) return
    this.dirty = false
    try {
      await sync(`${this.file}-wal`, 'r+')
      // The names of files that are new, too; Windows opens no folder, and needs it not.
      if (process.platform !== 'win32') await sync(dirname(this.file), 'r')
    } catch (error) {
      this.dirty = true
      throw failureOf(this.file, error)
    }
  }

  async *entries(table: Table): AsyncIterable<readonly (readonly [key: string, value: string])[]> {
    let after = ''
    for (;;) {
      const rows = this.tried(() => this.statements[table].next.all(after, this.now()) as [string, string][])
      const last = rows.at(-1)
      if (last === undefined) return
      yield rows
      after = last[0]
    }
  }

  async count(table: Table): Promise<number> {
    return this.tried(() => (this.statements[table].count.get(this.now()) as [number])[0])
  }

  async tidy(table: Table): Promise<void> {
    const { boundary, tidy } = this.statements[table]
    for (let after: string | undefined = ''; after !== undefined; ) {
      const from: string = after
      after = this.tried(() => {
        const found = boundary.get(from) as [string] | undefined
        tidy.run(from, found?.[0] ?? null, this.now())
        return found?.[0]
      })
      this.dirty = true
      // Others get their turn in between.
      await new Promise(setImmediate)
    }
  }

  async close(): Promise<void> {
    if (this.database.open) this.database.close()
  }

  private readNow(keys: Keys): Values {
    const values = noValues()
    const now = this.now()
    for (const [table, asked] of askedOf(keys)) {
      const [json] = this.statements[table].read.get(JSON.stringify(asked), now) as [string]
      const found: (string | null)[] = JSON.parse(json)
      for (const [index, key] of asked.entries()) {
        const value = found[index]
        if (typeof value === 'string') values[table].set(key, value)
      }
    }
    return values
  }

  private stepsOf(entries: readonly Entry[]): readonly (() => void)[] {
    if (entries.length > 0) this.dirty = true
    return changesOf(entries).flatMap(({ table, puts, deletes }) => {
      const { put, remove } = this.statements[table]
      return [
        ...(puts.length > 0 ? [() => void put.run(JSON.stringify(puts))] : []),
        ...(deletes.length > 0 ? [() => void remove.run(JSON.stringify(deletes))] : []),
      ]
    })
  }

  private transaction(steps: () => readonly (() => void)[]): void {
    this.begin.run()
    try {
      for (const step of steps()) step()
      this.commit.run()
    } catch (error) {
      // A full disk, say, has rolled it back already.
      if (this.database.inTransaction) this.database.exec('ROLLBACK')
      throw error
    }
  }

  /** What libsql throws becomes a MemoryError; what `change` throws stays as it is. */
  private tried<Result>(run: () => Result): Result {
    if (!this.database.open) throw new MemoryError(`${this.file} is closed.`)
    try {
      return run()
    } catch (error) {
      throw isOfSqlite(error) ? failureOf(this.file, error) : error
    }
  }
}

/** Keys and values travel as one JSON text: a call into SQLite costs more than JSON of a row. */
function statementsOf(database: Database, table: Table): Statements {
  const alive = '(expires_at IS NULL OR expires_at > ?)'
  const prepare = (sql: string) => database.prepare(sql).raw()
  return {
    read: prepare(
      `SELECT json_group_array(t.value) FROM json_each(?) AS asked LEFT JOIN ${table} AS t ON t.key = asked.value AND ${alive}`,
    ),
    // WHERE true: without it SQLite takes ON CONFLICT for a join's condition.
    put: database.prepare(
      `INSERT INTO ${table} (key, value, expires_at) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true
       ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at`,
    ),
    remove: database.prepare(`DELETE FROM ${table} WHERE key IN (SELECT value FROM json_each(?))`),
    next: prepare(`SELECT key, value FROM ${table} WHERE key > ? AND ${alive} ORDER BY key LIMIT ${block}`),
    count: prepare(`SELECT count(*) FROM ${table} WHERE ${alive}`),
    boundary: prepare(`SELECT key FROM ${table} WHERE key > ? ORDER BY key LIMIT 1 OFFSET ${tidied - 1}`),
    tidy: database.prepare(`DELETE FROM ${table} WHERE key > ?1 AND (?2 IS NULL OR key <= ?2) AND expires_at <= ?3`),
  }
}

async function sync(path: string, flags: string): Promise<void> {
  let handle: FileHandle | undefined
  try {
    handle = await open(path, flags)
    await handle.sync()
  } finally {
    await handle?.close()
  }
}
