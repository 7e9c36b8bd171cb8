import type { After } from '../memory/waiting-room'
import type { Ended } from './result'

interface KeptPorts {
  /** Whether there is anything that keeps; else all is told at once. */
  readonly isNeeded: boolean
  /** Between two flushes: each may be an object in a bucket. */
  readonly everyMs: number
  /** Resolves when everything so far is kept. */
  readonly flush: () => Promise<void>
  readonly onFailure: (error: unknown) => void
  readonly after: After
}

interface Told {
  readonly ended: Ended
  readonly tell: (ended: Ended) => void
}

/** Ends that are told once they are kept: who hears of one forgets the record. */
export class Kept {
  readonly #ports: KeptPorts
  #waiting: Told[] = []
  #underWay: readonly Told[] = []
  #work: Promise<void> | undefined
  #callOff: (() => void) | undefined
  #hurries = 0

  constructor(ports: KeptPorts) {
    this.#ports = ports
  }

  add(ended: Ended, tell: (ended: Ended) => void): void {
    if (!this.#ports.isNeeded) tell(ended)
    else {
      this.#waiting.push({ ended, tell })
      this.#keepSoon()
    }
  }

  /** Until the function that it returns is called, nothing waits for more. */
  hurry(): () => void {
    this.#hurries += 1
    if (this.#waiting.length > 0) this.#keepNow()
    return () => {
      this.#hurries -= 1
    }
  }

  /** Resolves when all is told. */
  async finish(): Promise<void> {
    while (this.#waiting.length > 0 || this.#work !== undefined) {
      this.#keepNow()
      await this.#work
    }
  }

  /** There is no more time: what is not kept is told as it is. */
  giveUp(): void {
    this.#callOff?.()
    const rest = [...this.#underWay, ...this.#waiting]
    this.#underWay = []
    this.#waiting = []
    for (const one of rest) one.tell(unkept(one.ended))
  }

  #keepSoon(): void {
    if (this.#work !== undefined) return
    if (this.#hurries > 0) this.#keepNow()
    else this.#callOff ??= this.#ports.after(this.#ports.everyMs, () => this.#keepNow())
  }

  #keepNow(): void {
    this.#callOff?.()
    this.#callOff = undefined
    this.#work ??= this.#keep().finally(() => {
      this.#work = undefined
      if (this.#waiting.length > 0) this.#keepSoon()
    })
  }

  async #keep(): Promise<void> {
    this.#underWay = this.#waiting
    this.#waiting = []
    try {
      await this.#ports.flush()
      const kept = this.#underWay
      this.#underWay = []
      for (const { ended, tell } of kept) tell(ended)
    } catch (error) {
      const lost = this.#underWay
      this.#underWay = []
      this.#ports.onFailure(error)
      for (const { ended, tell } of lost) tell(unkept(ended))
    }
  }
}

/** Sent again it would be recorded twice, or rejected once more: what became of it stays. */
function unkept(ended: Ended): Ended {
  const { outcome, message } = ended
  const told =
    outcome === 'accepted'
      ? 'The memory or the ledger could not keep that: do not send it again, and expect reconcile not to know it.'
      : 'It could not be kept where rejected records go.'
  return { ...ended, code: `${ended.code}_not_kept`, message: `${message} ${told}` }
}
