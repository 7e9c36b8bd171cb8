import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type StreamName, streamKey } from '../messages/read-message'
import { objectName, type Run } from './object-name'
import { rejectedLine } from './rejected-line'
import { type RejectedRecord, type RejectedStore, RejectedStoreError } from './rejected-store'

/** Keeps `bytes` under a name, durably; rejects with a RejectedStoreError when that cannot be done. */
export type Put = (name: string, bytes: Buffer) => Promise<void>

export interface BatchLimits {
  /** A batch of this many characters goes out without being asked. */
  readonly batchCharacters: number
  /** With more than this on the way, no more records are read. */
  readonly waitingCharacters: number
  /** How many batches go out at once. */
  readonly puts: number
}

const usualLimits: BatchLimits = { batchCharacters: 4 * 1_048_576, waitingCharacters: 16 * 1_048_576, puts: 4 }

interface Batch {
  readonly stream: StreamName
  readonly lines: string[]
  characters: number
}

const compress = promisify(gzip)

/** Keeps rejected records as gzipped NDJSON: for each stream, one object for the records between two flushes. */
export class BatchingStore implements RejectedStore {
  readonly #put: Put
  readonly #run: Run
  readonly #limits: BatchLimits
  readonly #open = new Map<string, Batch>()
  readonly #sealed: Batch[] = []
  readonly #working = new Set<Promise<void>>()
  #waitingCharacters = 0
  #number = 0
  #failure: unknown

  constructor(put: Put, run: Run, limits: BatchLimits = usualLimits) {
    this.#put = put
    this.#run = run
    this.#limits = limits
  }

  add(rejected: RejectedRecord): void {
    const key = streamKey(rejected.stream)
    const batch = this.#open.get(key) ?? { stream: rejected.stream, lines: [], characters: 0 }
    this.#open.set(key, batch)
    const line = rejectedLine(rejected)
    batch.lines.push(line)
    batch.characters += line.length
    this.#waitingCharacters += line.length
    if (batch.characters >= this.#limits.batchCharacters) this.#seal(key, batch)
  }

  async ready(): Promise<void> {
    while (this.#failure === undefined && this.#waitingCharacters > this.#limits.waitingCharacters) {
      if (this.#working.size === 0) this.#sealAll()
      await Promise.race(this.#working)
    }
    this.#throwIfFailed()
  }

  async flush(): Promise<void> {
    this.#sealAll()
    // Every worker takes batches until none is left; those sealed meanwhile may be taken along.
    while (this.#working.size > 0) await Promise.all(this.#working)
    this.#throwIfFailed()
  }

  #sealAll(): void {
    for (const [key, batch] of this.#open) this.#seal(key, batch)
  }

  #seal(key: string, batch: Batch): void {
    this.#open.delete(key)
    this.#sealed.push(batch)
    if (this.#working.size >= this.#limits.puts) return
    const worker = this.#work().finally(() => this.#working.delete(worker))
    this.#working.add(worker)
  }

  async #work(): Promise<void> {
    for (let batch = this.#sealed.shift(); batch !== undefined; batch = this.#sealed.shift()) {
      try {
        // A failure stays: what was lost cannot become durable by a later batch that works.
        if (this.#failure === undefined) await this.#keep(batch)
      } catch (error) {
        this.#failure ??= error
      }
      this.#waitingCharacters -= batch.characters
    }
  }

  async #keep({ stream, lines }: Batch): Promise<void> {
    this.#number += 1
    const name = objectName(this.#run, stream, this.#number)
    await this.#put(name, await compress(lines.join('')))
  }

  #throwIfFailed(): void {
    if (this.#failure === undefined) return
    throw this.#failure instanceof RejectedStoreError ? this.#failure : new RejectedStoreError(unexpected)
  }
}

const unexpected = 'The rejected records cannot be kept, for a reason the connector does not know.'
