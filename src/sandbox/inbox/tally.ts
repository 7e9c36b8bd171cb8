/** How often a name was seen. */
export interface NameCount {
  readonly name: string
  readonly count: number
}

/** Longer names, which no sender has but a hostile one, are known by their beginning. */
const longestName = 200

/** Counts names, as many different ones as it was made for; all further ones count together. */
export class Tally {
  readonly #counts = new Map<string, number>()
  readonly #mostNames: number
  #others = 0

  constructor(mostNames: number) {
    this.#mostNames = mostNames
  }

  add(given: string): void {
    const name = given.length > longestName ? beginningOf(given) : given
    const count = this.#counts.get(name)
    if (count === undefined && this.#counts.size >= this.#mostNames) this.#others++
    else this.#counts.set(name, (count ?? 0) + 1)
  }

  /** The most frequent names, most first. */
  top(most: number): NameCount[] {
    return [...this.#counts]
      .map(([name, count]) => ({ name, count }))
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
      .slice(0, most)
  }

  /** How often a name came that `top(most)` leaves out. */
  beyond(most: number): number {
    const listed = this.top(most).reduce((sum, { count }) => sum + count, 0)
    return [...this.#counts.values()].reduce((sum, count) => sum + count, this.#others) - listed
  }
}

/** A copy: a slice would keep the whole text in memory. */
function beginningOf(name: string): string {
  return Buffer.from(`${name.slice(0, longestName)}…`).toString()
}
