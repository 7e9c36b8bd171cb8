import type { Request } from '../../../src/core/domain/request'
import type { Settlement } from '../../../src/delivery/outcome/settlement'
import type { Engine } from '../../../src/run/run-ports'

export type FakeAnswer = (request: Request, index: number) => Partial<Settlement>

/** An engine without a network: settles out of order, a few turns of the event loop later, as it is told. */
export class FakeEngine implements Engine {
  readonly sent: Request[] = []
  mostAtOnce = 0
  readonly stopsWithin: number[] = []
  #inFlight = 0
  #isStopped = false
  #waiting: (() => void)[] = []

  constructor(
    readonly answer: FakeAnswer = () => ({}),
    readonly capacity = 8,
  ) {}

  get hasRoom(): boolean {
    return this.#inFlight < this.capacity
  }

  submit(request: Request, onSettled: (settlement: Settlement) => void): void {
    if (!this.hasRoom) throw new Error('submitted without room')
    const index = this.sent.push(request) - 1
    this.#inFlight += 1
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#inFlight)
    this.#after((index * 7) % 5, () => {
      this.#inFlight -= 1
      const given = this.#isStopped ? { outcome: 'transient' as const, code: 'stopped' } : this.answer(request, index)
      onSettled({ ...accepted, ...given })
      for (const wake of this.#waiting.splice(0)) wake()
    })
  }

  async waitForRoom(): Promise<void> {
    while (!this.hasRoom) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  async drain(): Promise<void> {
    while (this.#inFlight > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  stop(): void {
    this.#isStopped = true
  }

  stopWithin(ms: number): void {
    this.stopsWithin.push(ms)
  }

  #after(turns: number, callback: () => void): void {
    setImmediate(() => (turns === 0 ? callback() : this.#after(turns - 1, callback)))
  }
}

const accepted: Settlement = {
  outcome: 'accepted',
  code: 'accepted',
  message: 'Fine.',
  status: 200,
  attempts: 1,
  firstAttemptAtMs: 1,
  lastAttemptAtMs: 2,
  mayBeDuplicated: 0,
}

export const refusedKey: Partial<Settlement> = {
  outcome: 'misconfigured',
  code: 'unauthorized',
  status: 401,
  message: "The key is not this app's.",
}
