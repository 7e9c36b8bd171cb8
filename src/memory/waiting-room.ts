/** Calls back once, after so many milliseconds, unless the function it returns is called before. */
export type After = (delayMs: number, callback: () => void) => () => void

/**
 * Holds back what is to happen later, up to a bound. Whoever holds a record back delays the states that cover it: nothing
 * waits longer than it was told to, and all go at once when they are released.
 */
export class WaitingRoom {
  readonly #after: After
  readonly #most: number
  readonly #held = new Map<() => void, () => void>()
  #onEmpty: (() => void) | undefined
  #isReleased = false

  constructor(after: After, most: number) {
    this.#after = after
    this.#most = most
  }

  get isFull(): boolean {
    return this.#held.size >= this.#most
  }

  /** Once they were released nothing is held any more. */
  hold(delayMs: number, go: () => void): void {
    if (this.#isReleased) go()
    else
      this.#held.set(
        go,
        this.#after(delayMs, () => this.#let(go)),
      )
  }

  /** Lets all of them go now, and those that come later at once. */
  release(): void {
    this.#isReleased = true
    for (const [go, cancel] of [...this.#held]) {
      cancel()
      this.#let(go)
    }
  }

  /** Resolves when nothing is held any more. */
  async empty(): Promise<void> {
    if (this.#held.size === 0) return
    await new Promise<void>((resolve) => {
      this.#onEmpty = resolve
    })
  }

  #let(go: () => void): void {
    this.#held.delete(go)
    go()
    if (this.#held.size === 0) this.#onEmpty?.()
  }
}
