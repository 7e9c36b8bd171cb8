import type { Dependencies } from './dependencies'

/** Timers are no finer; and one at the very moment could come a fraction too early. */
const finestMs = 1

/** One timer for many wishes: it rings at the earliest of them. A ring too early does no harm, so it is never put off. */
export class Alarm {
  private readonly dependencies: Pick<Dependencies, 'nowMs' | 'after'>
  private readonly ring: () => void
  private atMs = Number.POSITIVE_INFINITY
  private cancel: (() => void) | undefined

  constructor(dependencies: Pick<Dependencies, 'nowMs' | 'after'>, ring: () => void) {
    this.dependencies = dependencies
    this.ring = ring
  }

  by(atMs: number): void {
    if (atMs >= this.atMs) return
    this.cancel?.()
    this.atMs = atMs
    const delayMs = Math.max(finestMs, Math.ceil(atMs - this.dependencies.nowMs()))
    this.cancel = this.dependencies.after(delayMs, () => {
      this.cancel = undefined
      this.atMs = Number.POSITIVE_INFINITY
      this.ring()
    })
  }

  off(): void {
    this.cancel?.()
    this.cancel = undefined
    this.atMs = Number.POSITIVE_INFINITY
  }
}
