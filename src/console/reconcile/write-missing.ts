import { createReadStream } from 'node:fs'
import { rename, rm, stat, writeFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { StreamName } from '../../../spec/airbyte/stream-name'
import type { Configuration } from '../../../spec/configuration/configuration'
import { streamOf } from '../../core/domain/record'
import { type DeadLetterFile, deadLetterFile } from '../../delivery/dead-letters/dead-letter-file'
import { isObject } from '../../json/json'
import { parseJsonLine } from '../../json/parse-json-line'
import type { LedgerSource } from '../../ledger/entry'
import { type LedgerFile, ledgerPaths } from '../../proof/ledger-files'
import type { Problem } from '../../proof/problem'
import { decodeInput } from '../inputs/decode-input'
import { detectFormat } from '../inputs/detect-format'
import { openInput } from '../inputs/open-input'
import { progressPath } from '../inputs/progress-path'
import { readEntries } from '../inputs/read-entries'
import { prepareEntry } from '../preview/prepare-entry'
import { Unusable } from '../unusable'

/** How many missing records were written, and how many were found nowhere. */
export interface MissingCount {
  readonly found: number
  readonly lost: number
}

interface MissingJob {
  readonly path: string
  readonly missing: MissingEntries
  readonly folder: string
  readonly ledgerFiles: readonly LedgerFile[]
  readonly configuration: Configuration
  readonly stdin: Readable
  readonly now: number
  readonly onWarning: (warning: string) => void
}

/** Missing entries by their delivery ids: equal events of one moment share one. */
export class MissingEntries {
  readonly #byId = new Map<string, Problem[]>()
  #count = 0

  add(problem: Problem): void {
    const { delivery_id: id } = problem
    this.#byId.set(id, [...(this.#byId.get(id) ?? []), problem])
    this.#count += 1
  }

  /** One entry of this id, which is found then; undefined where none is left. */
  take(id: string): Problem | undefined {
    const problems = this.#byId.get(id)
    const problem = problems?.pop()
    if (problem === undefined) return undefined
    if (problems?.length === 0) this.#byId.delete(id)
    this.#count -= 1
    return problem
  }

  /** How many are left. */
  get count(): number {
    return this.#count
  }

  *left(): Generator<Problem> {
    for (const problems of this.#byId.values()) yield* problems
  }
}

/**
 * Writes the missing records in the form of rejected ones, which `send` reads: from the ledger where it keeps records,
 * else from the files that were sent. For one that is found nowhere a line without data says so.
 *
 * The file may be one of those that were sent: that of the last reconciliation. So it is replaced at the end, and how far
 * the last one was sent goes with it.
 */
export async function writeMissing(job: MissingJob): Promise<MissingCount> {
  const isFile = await stat(job.path).then(
    (stats) => stats.isFile(),
    () => true,
  )
  if (!isFile) return writeTo(job.path, job)
  const part = `${job.path}.part`
  await writeFile(part, '', { mode: 0o600 })
  const count = await writeTo(part, job)
  await rename(part, job.path)
  await rm(progressPath(job.path), { force: true })
  return count
}

async function writeTo(path: string, job: MissingJob): Promise<MissingCount> {
  const file = deadLetterFile(path)
  const { missing } = job
  let found = 0
  for await (const record of recordsOf(job)) {
    const problem = missing.take(record.id)
    if (problem === undefined) continue
    found += 1
    file.add(letterOf(problem, job.now, record))
  }
  for (const problem of missing.left()) addLost(file, problem, job.now)
  await file.close()
  return { found, lost: missing.count }
}

interface KnownRecord {
  readonly id: string
  readonly data: unknown
  readonly stream?: StreamName
  readonly primaryKey?: unknown
}

async function* recordsOf(job: MissingJob): AsyncGenerator<KnownRecord> {
  for (const path of await ledgerPaths(job.folder, /\.records\.ndjson\.gz$/)) {
    if (job.missing.count > 0) yield* keptRecords(path, job.onWarning)
  }
  const sources = new Map(job.ledgerFiles.map(({ source }) => [JSON.stringify(source), source]))
  for (const source of sources.values()) if (source !== null && job.missing.count > 0) yield* sentRecords(source, job)
}

/** Of the ledger's own file. */
async function* keptRecords(path: string, onWarning: (warning: string) => void): AsyncGenerator<KnownRecord> {
  const lines = createInterface({
    input: createReadStream(path).pipe(createGunzip()),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  try {
    for await (const line of lines) {
      const record = keptRecord(line)
      if (record !== undefined) yield record
    }
  } catch {
    onWarning(`The file ${path} cannot be read to its end.`)
  }
}

function keptRecord(line: string): KnownRecord | undefined {
  let value: unknown
  try {
    value = parseJsonLine(line)
  } catch {
    return undefined
  }
  if (!isObject(value) || typeof value['delivery_id'] !== 'string') return undefined
  const { delivery_id: id, data, stream, namespace, primary_key: primaryKey } = value
  return {
    id,
    data: data ?? null,
    ...(primaryKey !== undefined && { primaryKey }),
    ...(typeof stream === 'string' && {
      stream: { name: stream, ...(typeof namespace === 'string' && { namespace }) },
    }),
  }
}

/** Of a file that was sent, known by the ids that its records would get again. */
async function* sentRecords(
  { path, stream, encoding, csv }: LedgerSource,
  job: MissingJob,
): AsyncGenerator<KnownRecord> {
  try {
    const input = decodeInput(await openInput(path, job.stdin, false), encoding)
    for await (const entries of readEntries(input, detectFormat(input.name, input.head, csv === true), stream)) {
      for (const { entry } of entries) {
        const id = prepareEntry(entry, job.configuration, job.now)?.request?.deliveryId
        if (id === undefined || entry.kind !== 'record') continue
        const stream = streamOf(entry.record)
        yield { id, data: entry.record.data, ...(stream !== undefined && { stream }) }
      }
    }
  } catch (error) {
    if (!(error instanceof Unusable)) throw error
    job.onWarning(`The file that was sent cannot be read: ${error.message}`)
  }
}

function letterOf(
  problem: Problem,
  now: number,
  { data, stream, primaryKey }: Pick<KnownRecord, 'data' | 'stream' | 'primaryKey'>,
) {
  return {
    ...(stream !== undefined && { stream }),
    ...(primaryKey !== undefined && { primaryKey }),
    lineNumber: 0,
    data,
    stage: 'recording',
    code: 'missing',
    message: problem.detail,
    rejectedAtMs: now,
    attempts: 1,
    lastAttemptAtMs: Date.parse(problem.accepted_at),
    deliveryId: problem.delivery_id,
  }
}

function addLost(file: DeadLetterFile, problem: Problem, now: number): void {
  const message = `${problem.detail} Its record is not kept: set ledger.records to true, or send it again from where it came (${problem.event_name ?? 'a visit'} of ${problem.day}).`
  file.add({ ...letterOf(problem, now, { data: null }), message })
}
