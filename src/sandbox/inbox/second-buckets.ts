import { noVerdicts, type Verdict } from './arrival'

/** What arrived within one second. */
export interface SecondBucket extends Readonly<Record<Verdict, number>> {
  /** When the second began, in milliseconds since 1970. */
  readonly atMs: number
}

/** Requests a second over time: the last `keptSeconds` seconds, whatever the load. */
export class SecondBuckets {
  readonly #slots: { -readonly [Key in keyof SecondBucket]: SecondBucket[Key] }[] = []
  readonly #keptSeconds: number

  constructor(keptSeconds: number) {
    this.#keptSeconds = keptSeconds
  }

  add(timeMs: number, verdict: Verdict): void {
    const atMs = Math.floor(timeMs / 1000) * 1000
    const last = this.#slots.at(-1)
    // A clock that was set back counts into the newest second rather than out of order.
    if (last !== undefined && atMs <= last.atMs) {
      last[verdict]++
      return
    }
    const bucket = { atMs, ...noVerdicts() }
    bucket[verdict]++
    this.#slots.push(bucket)
    const oldestMs = atMs - this.#keptSeconds * 1000
    while (this.#slots[0] !== undefined && this.#slots[0].atMs <= oldestMs) this.#slots.shift()
  }

  /** Seconds in which something arrived, oldest first. */
  list(): SecondBucket[] {
    return this.#slots.map((bucket) => ({ ...bucket }))
  }
}
