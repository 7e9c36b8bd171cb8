import type { Input } from '../inputs/open-input'
import type { Placed } from '../inputs/placed'

/** How far an input has been read, and how much of that is settled: what is read and waits is not done. */
export class ReadingWatch {
  readonly #input: Pick<Input, 'readBytes' | 'sizeBytes'>
  /** The number of the last entry that was read. */
  #number: number
  /** Bytes up to there; 0 while it is not known. */
  #bytes = 0
  #isAtEnd = false

  /** `number`: the last entry that earlier sends settled. */
  constructor(input: Pick<Input, 'readBytes' | 'sizeBytes'>, number = 0) {
    this.#input = input
    this.#number = number
  }

  /** The entries, each batch noticed as it goes by. */
  async *follow(entries: AsyncIterable<readonly Placed[]>): AsyncGenerator<readonly Placed[]> {
    for await (const batch of entries) {
      const last = batch.at(-1)
      if (last !== undefined) {
        this.#number = Math.max(this.#number, last.number)
        this.#bytes = this.#input.readBytes()
      }
      yield batch
    }
    this.#isAtEnd = true
  }

  /** Whether all of the input was read. */
  get isAtEnd(): boolean {
    return this.#isAtEnd
  }

  /**
   * Which share of the input is settled, and how many entries are left by the length of those that were read. Undefined
   * where the input's length is not known, or nothing was read so far.
   */
  standing(settledCount: number): { readonly share: number; readonly left: number } | undefined {
    const all = this.#allCount()
    if (all === undefined || all === 0) return undefined
    const settled = Math.min(settledCount, all)
    return { share: settled / all, left: Math.round(all - settled) }
  }

  /** How many entries there are, as far as one can tell. */
  #allCount(): number | undefined {
    const { sizeBytes } = this.#input
    if (this.#isAtEnd) return this.#number
    if (sizeBytes === undefined || this.#bytes === 0) return undefined
    return this.#number * Math.max(1, sizeBytes / this.#bytes)
  }
}
