/** So many doubles may wait before no more records are taken. */
const mostDoubles = 10_000

/**
 * Deliveries on their way, by their ids, each with the records that turned out to be the same: they wait for what comes of it.
 * `next` sends the first of them where that is refused or left.
 */
export class UnderWay<Waiting> {
  readonly #doubles = new Map<string, Waiting[]>()
  readonly #next: (waiting: Waiting) => void
  /** Those whose turn it is. */
  readonly #turns: Waiting[] = []
  #doubleCount = 0
  #onRoom: (() => void) | undefined
  #isReleased = false

  constructor(next: (waiting: Waiting) => void) {
    this.#next = next
  }

  get isEmpty(): boolean {
    return this.#doubles.size === 0
  }

  /** Whether the same is on its way already, and `double` waits for it; else it is on its way from now on. */
  isDouble(id: string, double: () => Waiting): boolean {
    const same = this.#doubles.get(id)
    if (same === undefined) this.#doubles.set(id, [])
    else {
      same.push(double())
      this.#doubleCount += 1
    }
    return same !== undefined
  }

  /** It was accepted. Returns those that waited for it. */
  end(id: string): readonly Waiting[] {
    const same = this.#doubles.get(id) ?? []
    this.#doubles.delete(id)
    this.#leave(same.length)
    return same
  }

  /** It was not accepted: the next of those that wait for it goes on. */
  goOn(id: string): void {
    const next = this.#doubles.get(id)?.shift()
    if (next === undefined) {
      this.#doubles.delete(id)
      return
    }
    this.#leave(1)
    // One after another: it may be settled at once, and so may the next one, and as many as there are must not nest.
    this.#turns.push(next)
    if (this.#turns.length > 1) return
    for (let one: Waiting | undefined = next; one !== undefined; one = this.#turns[0]) {
      try {
        this.#next(one)
      } finally {
        this.#turns.shift()
      }
    }
  }

  /** Resolves when not too many doubles wait, or the run ends. */
  async room(): Promise<void> {
    while (this.#doubleCount >= mostDoubles && !this.#isReleased) {
      await new Promise<void>((resolve) => {
        this.#onRoom = resolve
      })
    }
  }

  release(): void {
    this.#isReleased = true
    this.#onRoom?.()
  }

  #leave(count: number): void {
    this.#doubleCount -= count
    if (this.#doubleCount < mostDoubles) this.#onRoom?.()
  }
}
