import type { Outlet } from '../../run/host'

/** For so long may be sent what no progress on the disk covers; after a crash it goes out again. */
const longestLagMs = 2_000

/** Held: nothing is read, and no record is sent for the first time. */
type Hold = (isHeld: boolean) => void

/**
 * Holds the sending back while the progress on the disk lags behind. Only time in which new records may be sent counts, so
 * that a write which takes longer than the lag may be lets the sending go on all the same: while it was held nothing was added.
 */
export class ProgressLag implements Outlet {
  readonly #hold: Hold
  /** Milliseconds, by a clock that is never set. */
  readonly #now: () => number
  /** For how long was sent up to `#sinceMs`, and how much of that is on the disk. */
  #sentMs = 0
  #sinceMs: number
  #keptMs = 0
  #isHeld = false
  #waiting: (() => void)[] = []

  constructor(hold: Hold, now: () => number) {
    this.#hold = hold
    this.#now = now
    this.#sinceMs = now()
  }

  /** A write of all that is settled begins: `kept` is told the result once it is on the disk. */
  begin(): number {
    return this.#measure()
  }

  /** The write that began then is on the disk. */
  kept(sentMs: number): void {
    this.#keptMs = Math.max(this.#keptMs, sentMs)
    this.look()
  }

  /** To be called now and then: whether there is too much that the disk does not have. */
  look(): void {
    this.#set(this.#measure() - this.#keptMs >= longestLagMs)
  }

  /** Nothing more is kept, or everything is: nothing is held any more. */
  end(): void {
    this.#keptMs = Number.POSITIVE_INFINITY
    this.#set(false)
  }

  get isHeld(): boolean {
    return this.#isHeld
  }

  /** Resolves once nothing is held. */
  async ready(): Promise<void> {
    while (this.#isHeld) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  #measure(): number {
    const nowMs = this.#now()
    if (!this.#isHeld) this.#sentMs += nowMs - this.#sinceMs
    this.#sinceMs = nowMs
    return this.#sentMs
  }

  #set(isHeld: boolean): void {
    if (isHeld === this.#isHeld) return
    this.#measure()
    this.#isHeld = isHeld
    this.#hold(isHeld)
    if (isHeld) return
    const waiting = this.#waiting
    this.#waiting = []
    for (const wake of waiting) wake()
  }
}
