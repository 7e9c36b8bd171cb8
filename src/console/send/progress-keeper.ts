import { DeadLetterFileError } from '../../delivery/dead-letters/dead-letter-file'
import { MemoryError } from '../../memory/store'
import type { Every } from '../../run/timers'
import { StorageError } from '../../storage/storage-error'
import { describeFileError } from '../inputs/describe-file-error'
import { Unusable } from '../unusable'
import type { EntryHash } from './entry-hash'
import { type Outcomes, type Progress, writeProgress } from './progress-file'
import type { ProgressLag } from './progress-lag'
import type { SettledNumbers } from './settled-numbers'
import type { Subject } from './start-progress'

/** So often it is written, where the disk is fast enough; `ProgressLag` bounds what a crash repeats where it is not. */
const writeIntervalMs = 500

export interface KeeperPorts {
  /** Knows every entry up to the last one that is settled. */
  readonly entries: EntryHash
  /** Makes the rejected records durable, and settles them. */
  readonly flush: () => Promise<void>
  /** What became of the settled records; undefined where an earlier send did not say. */
  readonly outcomes: () => Outcomes | undefined
  /** Holds the sending back where the disk is slow. */
  readonly lag: ProgressLag
  readonly every: Every
  readonly now: () => number
}

/** Keeps the progress file in step with what is settled. */
export class ProgressKeeper {
  readonly #path: string
  readonly #subject: Subject
  readonly #settled: SettledNumbers
  readonly #ports: KeeperPorts
  #work: Promise<void> = Promise.resolve()
  #isBusy = false
  #writtenAt: string | undefined
  #stop: () => void = () => {}

  constructor(path: string, subject: Subject, settled: SettledNumbers, ports: KeeperPorts) {
    this.#path = path
    this.#subject = subject
    this.#settled = settled
    this.#ports = ports
  }

  /** Writes the file, then again and again. `onFailure` is told once, in words for the user. Throws Unusable when it cannot be written at all. */
  async start(onFailure: (message: string) => void): Promise<void> {
    await this.#write(false).catch((error: unknown) => {
      throw new Unusable(
        `Progress cannot be kept. ${describeDiskError(this.#path, error)}. --no-progress goes without.`,
      )
    })
    const { lag } = this.#ports
    // However long that took: nothing was sent so far.
    lag.kept(lag.begin())
    this.#stop = this.#ports.every(writeIntervalMs, () => {
      lag.look()
      if (this.#isBusy) return
      this.#isBusy = true
      this.#work = this.#write(false).then(
        () => {
          this.#isBusy = false
        },
        // It stays busy: nothing more is written.
        (error: unknown) => {
          lag.end()
          onFailure(describeDiskError(this.#path, error))
        },
      )
    })
  }

  /** When the file was last written, in ISO 8601. */
  get writtenAt(): string | undefined {
    return this.#writtenAt
  }

  /** Writes the file a last time. Rejects with what could not be written: the rejected records, or the file itself. */
  async finish(isFinished: boolean): Promise<void> {
    this.#stop()
    await this.#work
    await this.#write(isFinished)
  }

  /** Where rejected records cannot be kept, the progress of all others is, and then the failure is told. */
  async #write(isFinished: boolean): Promise<void> {
    const { lag } = this.#ports
    const begun = lag.begin()
    try {
      await this.#ports.flush()
    } catch (error) {
      await this.#writeSettled(false)
      throw error
    }
    await this.#writeSettled(isFinished)
    lag.kept(begun)
  }

  async #writeSettled(isFinished: boolean): Promise<void> {
    const settled = this.#settled.ranges.map(([first, last]): [number, number] => [first, last])
    const settledHash = this.#ports.entries.through(this.#settled.highest)
    const outcomes = this.#ports.outcomes()
    const progress: Progress = {
      appsflyer_destination_progress: 2,
      ...this.#subject,
      settled,
      ...(outcomes !== undefined && { outcomes }),
      settled_sha256: settledHash,
      finished: isFinished,
      written_at: new Date(this.#ports.now()).toISOString(),
    }
    await writeProgress(this.#path, progress)
    this.#writtenAt = progress.written_at
  }
}

/** Why progress, the rejected records or what was accepted could not be kept. */
export function describeDiskError(path: string, error: unknown): string {
  return error instanceof DeadLetterFileError || error instanceof MemoryError || error instanceof StorageError
    ? error.message
    : describeFileError(path, error)
}
