import type { Asking } from './asking'
import type { Memory } from './memory'
import type { After } from './waiting-room'

const keptTogether = 64
const keptWithinMs = 5

/**
 * Lets the memory keep what was accepted. A write costs as much as many entries do: they go together, so many or all of so many
 * milliseconds. What is accepted and not kept yet is what a kill can double, beside what is in flight.
 */
export class Keeping {
  readonly #memory: Memory
  readonly #asking: Asking
  readonly #after: After
  #work: Promise<unknown> | undefined
  #callOff: (() => void) | undefined

  constructor(memory: Memory, asking: Asking, after: After) {
    this.#memory = memory
    this.#asking = asking
    this.#after = after
  }

  add(deliveryId: string): void {
    this.#memory.addAccepted(deliveryId)
    this.#keepSoon()
  }

  /** Resolves when what was added so far is kept. Rejects with a MemoryError. */
  async flush(): Promise<void> {
    this.#callOff?.()
    this.#callOff = undefined
    await this.#work
    await this.#memory.flush()
  }

  #keepSoon(): void {
    if (this.#work !== undefined || this.#asking.isAway) return
    if (this.#memory.waitingCount >= keptTogether) this.#keepNow()
    else this.#callOff ??= this.#after(keptWithinMs, () => this.#keepNow())
  }

  #keepNow(): void {
    this.#callOff?.()
    this.#callOff = undefined
    // What could not be kept goes with the next ones.
    this.#work ??= this.#asking
      .try(() => this.#memory.keep())
      .finally(() => {
        this.#work = undefined
        if (this.#memory.waitingCount >= keptTogether) this.#keepSoon()
      })
  }
}
