import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { ProofError } from '../proof-error'

/** What may stand in place of `$name` in a statement. */
type Parameters = Readonly<Record<string, string | number | null>>

/** A row as a result gives it. BIGINT and DECIMAL are cast in the statement: they would come as text. */
export type Row = Readonly<Record<string, unknown>>

/** A database that lives as long as one reconciliation. */
export interface Engine {
  run(sql: string, parameters?: Parameters): Promise<void>
  /** All rows of a short result. */
  rows(sql: string, parameters?: Parameters): Promise<readonly Row[]>
  /** The rows of a long result, some at a time. Nothing else may be asked before its end. */
  stream(sql: string): AsyncGenerator<readonly Row[]>
  /** Adds rows of whole numbers to a table, each as long as the table is wide. */
  append(table: string, rows: Iterable<readonly number[]>): Promise<void>
  close(): void
}

/** Only who reconciles needs it. */
const load = () => import('@duckdb/node-api')

/** Within what it takes beside it, two gigabytes in all. */
const memoryLimit = '1200MB'

/** Throws ProofError where the package is not installed. */
export async function requireEngine(): ReturnType<typeof load> {
  return load().catch(() => {
    throw new ProofError(
      'reconcile needs the package @duckdb/node-api, which cannot be loaded. Run: npm install @duckdb/node-api',
      true,
    )
  })
}

/**
 * Opens a database in `folder`, where it also puts what does not fit into memory. It asks no network: extensions are those
 * that it has. Throws ProofError where the package is not installed.
 */
export async function openEngine(folder: string): Promise<Engine> {
  const { DuckDBInstance } = await requireEngine()
  const instance = await DuckDBInstance.create(join(folder, 'proof.duckdb'), {
    memory_limit: memoryLimit,
    temp_directory: join(folder, 'spilled'),
    threads: String(availableParallelism()),
    preserve_insertion_order: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection = await instance.connect()
  // Times of parquet with a zone become text in it.
  await connection.run("SET TimeZone = 'UTC'")
  return {
    run: async (sql, parameters) => void (await connection.run(sql, { ...parameters }).catch(refuse)),
    rows: async (sql, parameters) => {
      const result = await connection.runAndReadAll(sql, { ...parameters }).catch(refuse)
      return result.getRowObjectsJson()
    },
    async *stream(sql) {
      const result = await connection.stream(sql).catch(refuse)
      yield* result.yieldRowObjectJson()
    },
    append: async (table, rows) => {
      const appender = await connection.createAppender(table)
      for (const row of rows) {
        for (const value of row) appender.appendBigInt(BigInt(value))
        appender.endRow()
      }
      appender.closeSync()
    },
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** What an error says may quote a row: only its kind is told. */
function refuse(error: unknown): never {
  const [kind = ''] = error instanceof Error ? error.message.split(':', 1) : []
  const known = /^[A-Z][A-Za-z ]{2,40} Error$/.test(kind) ? kind : 'unknown error'
  throw new ProofError(
    `DuckDB, which compares the ledger with the raw data, failed (${known}). See that ${tmpdir()} has room for as much as the files take, and try again.`,
    false,
  )
}
