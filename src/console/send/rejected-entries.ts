import type { DeadLetter } from '../../delivery/dead-letters/dead-letter'
import type { DeadLetterFile } from '../../delivery/dead-letters/dead-letter-file'
import type { SettledNumbers } from './settled-numbers'

/** Rejected entries on their way to the disk. They are settled when they are there: one that cannot be kept is read again. */
export class RejectedEntries {
  readonly #file: DeadLetterFile
  readonly #settled: SettledNumbers
  #waiting: number[] = []

  constructor(file: DeadLetterFile, settled: SettledNumbers) {
    this.#file = file
    this.#settled = settled
  }

  add(number: number, letter: DeadLetter): void {
    this.#file.add(letter)
    this.#waiting.push(number)
  }

  /** Resolves when the file has caught up so far that it may be given more. Rejects as `flush` does. */
  ready(): Promise<void> {
    return this.#file.ready()
  }

  /** Resolves when those added so far are on the disk and settled; rejects with a DeadLetterFileError when they cannot be. */
  async flush(): Promise<void> {
    const numbers = this.#waiting
    this.#waiting = []
    await this.#file.flush()
    for (const number of numbers) this.#settled.add(number)
  }
}
