/** Where a limit starts, and starts again after an outage. */
const startLimit = 32
const restartLimit = 4
/** A judgement needs this much time and as many answers as the limit: a burst counts once, a whole round trip is seen. */
const windowMs = 100
const minSamples = 16
/** A server that is full says so at once: then there is no need to wait for the others. */
const overloadWindowMs = 25
/** Answers that say "too much" (503, timeouts) above this share cut the limit to … */
const tolerableOverload = 0.01
const overloadCut = 0.7
/** … or, where it was reached by small steps, to this. */
const smallOverloadCut = 0.9
/** … and rising latency cuts it to this. */
const latencyCut = 0.8
/** Latency has risen when it is both twice the usual and this many milliseconds above: short waits are our own queue. */
const risenFactor = 2
const risenMs = 50
/** A cut that brings latency below this share of what it was has helped; another was for nothing, and the server is just slower. */
const helpedShare = 0.9
/** How much of the limit must have been in use for it to grow. */
const usedShare = 0.9
/** Near the limit that was too much, from this share of it to that multiple, it grows by small steps, one in so many windows. */
const nearFrom = 0.8
const nearTo = 1.15
const windowsPerSmallStep = 5

/**
 * How many requests may be under way at one server: doubling at first, then growing by steps while the limit is used,
 * small and rare ones near the limit that was too much; cut on overload, on timeouts and when latency rises because of
 * us. Pure: it sees samples and a clock, nothing else.
 */
export class ConcurrencyLimit {
  readonly max: number
  private readonly step: number
  private current: number
  private doubling = true
  private usualMs = Number.POSITIVE_INFINITY
  /** The latency that led to the last cut, until the next judgement has shown whether the cut helped. */
  private latencyBeforeCutMs: number | undefined
  /** The limit at which the server was overloaded last. */
  private tooMany = Number.POSITIVE_INFINITY
  private windowsSinceStep = 0
  private windowStartMs: number
  private samples = 0
  private overloads = 0
  private latencySumMs = 0
  private mostInFlight = 0

  constructor(max: number, nowMs: number) {
    this.max = max
    this.step = Math.max(1, Math.ceil(max / 32))
    this.current = Math.min(max, startLimit)
    this.windowStartMs = nowMs
  }

  get limit(): number {
    return this.current
  }

  /** One attempt ended. `inFlight` counts it still; `overloaded`: the server had no place for it, or did not answer in time. */
  observe(latencyMs: number, overloaded: boolean, inFlight: number, nowMs: number): void {
    this.samples += 1
    if (inFlight > this.mostInFlight) this.mostInFlight = inFlight
    if (overloaded) this.overloads += 1
    else this.latencySumMs += latencyMs
    const elapsedMs = nowMs - this.windowStartMs
    if (this.samples < minSamples) return
    if (elapsedMs >= overloadWindowMs && this.isOverloaded) this.cutForOverload(nowMs)
    else if (this.samples >= this.current && elapsedMs >= windowMs) this.judge(nowMs)
  }

  /** The server comes back from an outage: begin small. */
  restart(nowMs: number): void {
    this.current = Math.min(this.max, restartLimit)
    this.doubling = true
    this.latencyBeforeCutMs = undefined
    this.clear(nowMs)
  }

  private get isOverloaded(): boolean {
    return this.overloads / this.samples > tolerableOverload
  }

  private cutForOverload(nowMs: number): void {
    const bySmallSteps = this.isNearTooMany
    this.tooMany = this.current
    this.cutTo(bySmallSteps ? smallOverloadCut : overloadCut)
    this.clear(nowMs)
  }

  private judge(nowMs: number): void {
    this.follow(this.latencySumMs / this.samples)
    this.clear(nowMs)
  }

  private follow(latencyMs: number): void {
    const before = this.latencyBeforeCutMs
    this.latencyBeforeCutMs = undefined
    if (before !== undefined && latencyMs > before * helpedShare) this.usualMs = latencyMs
    this.usualMs = Math.min(this.usualMs, latencyMs)
    if (latencyMs > this.usualMs * risenFactor && latencyMs > this.usualMs + risenMs) {
      this.latencyBeforeCutMs = latencyMs
      this.cutTo(latencyCut)
      return
    }
    if (this.mostInFlight >= this.current * usedShare) this.grow()
  }

  private get isNearTooMany(): boolean {
    return this.current >= this.tooMany * nearFrom && this.current <= this.tooMany * nearTo
  }

  private grow(): void {
    this.windowsSinceStep += 1
    if (this.isNearTooMany) {
      if (this.windowsSinceStep < windowsPerSmallStep) return
      this.current += Math.max(1, Math.floor(this.tooMany / 32))
    } else {
      if (this.current > this.tooMany) this.tooMany = Number.POSITIVE_INFINITY
      this.current = this.doubling ? this.current * 2 : this.current + this.step
    }
    this.windowsSinceStep = 0
    this.current = Math.min(this.max, this.current)
  }

  private cutTo(share: number): void {
    this.doubling = false
    this.windowsSinceStep = 0
    this.current = Math.max(1, Math.floor(this.current * share))
  }

  private clear(nowMs: number): void {
    this.windowStartMs = nowMs
    this.samples = 0
    this.overloads = 0
    this.latencySumMs = 0
    this.mostInFlight = 0
  }
}
