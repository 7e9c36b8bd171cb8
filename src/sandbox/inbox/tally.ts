/** How often a name was seen. */
export interface NameCount {
  readonly name: string
  readonly count: number
}

/** Counts names, as many different ones as it was made for; all further ones count together. */
export class Tally {
  readonly #counts = new Map<string, number>()
  readonly #mostNames: number
  #others = 0

  constructor(mostNames: number) {
    this.#mostNames = mostNames
  }

  add(name: string): void {
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
