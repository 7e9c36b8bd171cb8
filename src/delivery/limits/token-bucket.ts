/** How much of a second's requests may start at once after a pause: timers are no finer than some milliseconds. */
const burstSeconds = 0.05
/** One, less what floating point may lack after the wait that was computed for it. */
const oneToken = 1 - 1e-9

/** Spaces requests out to a rate. The rate comes with each call, since it changes. Infinity: no bound. */
export class TokenBucket {
  private tokens = 1
  private filledAtMs: number

  constructor(nowMs: number) {
    this.filledAtMs = nowMs
  }

  /** When the next request may start: `nowMs` or later. */
  readyAtMs(nowMs: number, perSecond: number): number {
    if (perSecond === Number.POSITIVE_INFINITY) return nowMs
    const elapsedMs = Math.max(0, nowMs - this.filledAtMs)
    this.filledAtMs = nowMs
    this.tokens = Math.min(Math.max(1, perSecond * burstSeconds), this.tokens + (elapsedMs / 1_000) * perSecond)
    return this.tokens >= oneToken ? nowMs : nowMs + ((1 - this.tokens) / perSecond) * 1_000
  }

  take(): void {
    this.tokens -= 1
  }
}
