/** From the first to the last number, both included. */
export type Range = readonly [first: number, last: number]

/**
 * Which entries are settled, as ranges of their numbers: one for the beginning of the input, and one for each gap that
 * an unsettled entry leaves behind it. So it is as large as the number of entries under way, whatever the input's size.
 */
export class SettledNumbers {
  /** In order, with at least one number between each two. */
  readonly #ranges: [first: number, last: number][]

  constructor(ranges: readonly Range[] = []) {
    this.#ranges = ranges.map(([first, last]) => [first, last])
  }

  get ranges(): readonly Range[] {
    return this.#ranges.map(([first, last]) => [first, last])
  }

  /** All entries up to this one are settled; 0 when the first is not. */
  get through(): number {
    const [first] = this.#ranges
    return first?.[0] === 1 ? first[1] : 0
  }

  /** The last entry that is settled, whatever is open before it; 0 when none is. */
  get highest(): number {
    return this.#ranges.at(-1)?.[1] ?? 0
  }

  get count(): number {
    return this.#ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0)
  }

  has(number: number): boolean {
    const range = this.#ranges[this.#lastUpTo(number)]
    return range !== undefined && number <= range[1]
  }

  add(number: number): void {
    const at = this.#lastUpTo(number)
    const before = this.#ranges[at]
    const after = this.#ranges[at + 1]
    if (before !== undefined && number <= before[1]) return
    const joinsBefore = before !== undefined && before[1] === number - 1
    const joinsAfter = after !== undefined && after[0] === number + 1
    if (joinsBefore && joinsAfter) {
      before[1] = after[1]
      this.#ranges.splice(at + 1, 1)
    } else if (joinsBefore) before[1] = number
    else if (joinsAfter) after[0] = number
    else this.#ranges.splice(at + 1, 0, [number, number])
  }

  /** The position of the last range that begins at or before the number; -1 when there is none. */
  #lastUpTo(number: number): number {
    let low = 0
    let high = this.#ranges.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#ranges[middle]?.[0] ?? 0) <= number) low = middle + 1
      else high = middle
    }
    return low - 1
  }
}
