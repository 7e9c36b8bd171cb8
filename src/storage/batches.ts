import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { StorageError } from './storage-error'

/** Keeps `bytes` under a name, durably; rejects with a StorageError when that cannot be done. */
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

/** What is kept, and under which names. */
export interface BatchKind {
  /** In the plural, with its article: `the rejected records`. */
  readonly what: string
  /** Of the batch of a group that is the n-th of all: no two of any runs may share a name. */
  readonly nameOf: (group: string, number: number) => string
  /** What stands before the first line of a group's batch, with its line feed. */
  readonly headOf?: (group: string) => string
}

interface Batch {
  readonly group: string
  readonly lines: string[]
  characters: number
}

/** One that takes no more lines. */
interface SealedBatch extends Batch {
  /** It is kept, or will never be. */
  readonly settle: () => void
}

const compress = promisify(gzip)

/** Keeps lines as gzipped text: for each group, one object for the lines between two flushes. */
export class Batches {
  readonly #put: Put
  readonly #kind: BatchKind
  readonly #limits: BatchLimits
  readonly #open = new Map<string, Batch>()
  readonly #sealed: SealedBatch[] = []
  /** Of each sealed batch that is not settled, in their order. */
  readonly #unsettled = new Set<Promise<void>>()
  #workerCount = 0
  #waitingCharacters = 0
  #number = 0
  #failure: unknown

  constructor(put: Put, kind: BatchKind, limits: BatchLimits = usualLimits) {
    this.#put = put
    this.#kind = kind
    this.#limits = limits
  }

  /** Takes a line with its line feed. */
  add(group: string, line: string): void {
    const batch = this.#open.get(group) ?? { group, lines: [], characters: 0 }
    this.#open.set(group, batch)
    batch.lines.push(line)
    batch.characters += line.length
    this.#waitingCharacters += line.length
    if (batch.characters >= this.#limits.batchCharacters) this.#seal(batch)
  }

  /** Resolves when so much is kept that more may be added. Rejects with a StorageError. */
  async ready(): Promise<void> {
    while (this.#failure === undefined && this.#waitingCharacters > this.#limits.waitingCharacters) {
      if (this.#unsettled.size === 0) this.#sealAll()
      await Promise.race(this.#unsettled)
    }
    this.#throwIfFailed()
  }

  /** Resolves when everything added so far is durable. Rejects with a StorageError when it cannot be. */
  async flush(): Promise<void> {
    this.#sealAll()
    // Not for those sealed meanwhile: where the disk is slower than what comes, there is always another one.
    await Promise.all(this.#unsettled)
    this.#throwIfFailed()
  }

  #sealAll(): void {
    for (const batch of this.#open.values()) this.#seal(batch)
  }

  #seal(batch: Batch): void {
    this.#open.delete(batch.group)
    const settled = new Promise<void>((resolve) => {
      const settle = () => {
        this.#unsettled.delete(settled)
        resolve()
      }
      this.#sealed.push({ ...batch, settle })
    })
    this.#unsettled.add(settled)
    if (this.#workerCount < this.#limits.puts) void this.#work()
  }

  async #work(): Promise<void> {
    this.#workerCount += 1
    for (let batch = this.#sealed.shift(); batch !== undefined; batch = this.#sealed.shift()) {
      try {
        // A failure stays: what was lost cannot become durable by a later batch that works.
        if (this.#failure === undefined) await this.#keep(batch)
      } catch (error) {
        this.#failure ??= error
      }
      this.#waitingCharacters -= batch.characters
      batch.settle()
    }
    this.#workerCount -= 1
  }

  async #keep({ group, lines }: Batch): Promise<void> {
    this.#number += 1
    const { nameOf, headOf } = this.#kind
    await this.#put(nameOf(group, this.#number), await compress((headOf?.(group) ?? '') + lines.join('')))
  }

  #throwIfFailed(): void {
    if (this.#failure === undefined) return
    if (this.#failure instanceof StorageError) throw this.#failure
    // The text of an unexpected error may quote a record.
    const { what } = this.#kind
    throw new StorageError(`Cannot keep ${what}, for a reason that the connector does not know.`)
  }
}
