import type { After } from '../memory/waiting-room'

/** How long a run may wait for others once it is ending, in milliseconds. */
export interface EndingLimits {
  /** What was submitted may settle for so long after the reading ended early; then the engine is stopped. */
  readonly drainMs: number
  /** A run that is in a hurry waits so long for what is on its way. */
  readonly settleMs: number
  /** From the hurry on, so long for what keeps things and for the reader … */
  readonly closeMs: number
  /** … and at least so long from when nothing is under way any more. */
  readonly leastCloseMs: number
}

/**
 * Kubernetes kills 30 s after it asks (terminationGracePeriodSeconds): in 26 s all is over. The engine needs 20 s at the most: 10 s
 * to settle, and 10 s until it cuts off what is in flight. A bucket is given up 10 s after a signal.
 */
export const endingLimits: EndingLimits = { drainMs: 10_000, settleMs: 21_000, closeMs: 11_000, leastCloseMs: 4_000 }

/** What a run that is ending still waits for, and how long. */
export class Ending {
  readonly #limits: EndingLimits
  readonly #after: After
  readonly #now: () => number
  /** Who waits, and is to be woken when the reading ends. */
  readonly #waiting = new Set<() => void>()
  /** Who is to look at the time when the hurry begins. */
  readonly #hurrying = new Set<() => void>()
  #isEnding = false
  #hurriedAtMs: number | undefined

  constructor(limits: EndingLimits, after: After, now: () => number) {
    this.#limits = limits
    this.#after = after
    this.#now = now
  }

  /** The reading ends. */
  begin(): void {
    this.#isEnding = true
    for (const wake of [...this.#waiting]) wake()
  }

  /** From now on all waits are bounded: whoever asked will not wait long. */
  hurry(): void {
    this.#hurriedAtMs ??= this.#now()
    for (const look of [...this.#hurrying]) look()
  }

  /** Resolves as the promise does, or when the reading ends: nothing more is to be read then. */
  unlessEnding(promise: Promise<unknown>): Promise<void> {
    if (this.#isEnding) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const done = () => {
        this.#waiting.delete(done)
        resolve()
      }
      this.#waiting.add(done)
      promise.then(done, (error: unknown) => {
        this.#waiting.delete(done)
        reject(error)
      })
    })
  }

  /** Waits for what is under way to settle. False where there was no time for it. */
  settling(promise: Promise<unknown>): Promise<boolean> {
    return this.#within(promise, (hurriedAtMs) => hurriedAtMs + this.#limits.settleMs)
  }

  /** Waits for what keeps things, and for the reader. False where there was no time for it. */
  closing(promise: Promise<unknown>): Promise<boolean> {
    const { closeMs, leastCloseMs } = this.#limits
    const leastMs = this.#now() + leastCloseMs
    return this.#within(promise, (hurriedAtMs) => Math.max(hurriedAtMs + closeMs, leastMs))
  }

  /** `until` gives the end of the time, of when the hurry began. Rejects as the promise does, when that is in time. */
  async #within(promise: Promise<unknown>, until: (hurriedAtMs: number) => number): Promise<boolean> {
    let callOff: (() => void) | undefined
    let look: (() => void) | undefined
    const tooLate = new Promise<false>((resolve) => {
      look = () => {
        if (this.#hurriedAtMs === undefined) return
        callOff ??= this.#after(Math.max(0, until(this.#hurriedAtMs) - this.#now()), () => resolve(false))
      }
      this.#hurrying.add(look)
      look()
    })
    try {
      return await Promise.race([promise.then(() => true), tooLate])
    } finally {
      callOff?.()
      if (look !== undefined) this.#hurrying.delete(look)
    }
  }
}

/** An ending that is in a hurry from the signal on. */
export function endingAt(stop: AbortSignal | undefined, limits: EndingLimits, after: After, now: () => number): Ending {
  const ending = new Ending(limits, after, now)
  stop?.addEventListener('abort', () => ending.hurry())
  if (stop?.aborted) ending.hurry()
  return ending
}
