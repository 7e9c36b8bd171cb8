import { createHash } from 'node:crypto'

/**
 * A SHA-256 over entries in their order, up to any of them that is not before the last one asked for. Keeps the texts
 * behind that: those of the entries that are under way.
 */
export class EntryHash {
  readonly #hash = createHash('sha256')
  #hashedCount = 0
  #waiting: string[] = []

  /** How many entries there were. */
  get count(): number {
    return this.#hashedCount + this.#waiting.length
  }

  /** Takes the next entry, as it stands in the input. */
  add(text: string): void {
    this.#waiting.push(text)
  }

  /** The hash of the first `count` entries. Throws RangeError for fewer than the last time, or more than there were. */
  through(count: number): string {
    if (count < this.#hashedCount || count > this.count)
      throw new RangeError('these entries are gone, or not there yet')
    const taken = this.#waiting.slice(0, count - this.#hashedCount)
    this.#waiting = this.#waiting.slice(taken.length)
    this.#hashedCount = count
    // The lengths keep apart what would be the same in a row.
    for (const text of taken) this.#hash.update(`${text.length}:${text}\n`)
    return this.#hash.copy().digest('hex')
  }
}
