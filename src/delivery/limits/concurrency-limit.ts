import { UsualShare } from './usual-share'

/** Where a limit starts, and starts again after an outage. */
const startLimit = 32
const restartLimit = 4
/** A judgement needs this much time and as many answers as the limit: a burst counts once, a whole round trip is seen. */
const windowMs = 100
const minSamples = 16
/** A server that is full says so at once. */
const overloadWindowMs = 25
/** Timeouts above this share cut the limit. */
const tolerableTimeouts = 0.01
/** Timeouts cut it to … */
const timeoutCut = 0.7
/** … refusals to what the server did work on, but at most to this at once … */
const deepestCut = 0.5
/** … or, where the limit was reached by small steps, to this. */
const deepestSmallCut = 0.9
/** Above this share of refusals there is no need to wait for the others. */
const manyRefusals = 0.2
/** Beyond this share of refusals (503) no cut is called vain: the server may have place for much fewer. */
const mostUsual = 0.3
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
 * small and rare ones near the limit that was too much. Refusals cut it to what the server worked on, which is the
 * latency of what passed over the time (Little's law); timeouts and latency that rises because of us cut it by a share.
 * Where cuts leave the share of refusals as it was, they are taken back. Pure: it sees samples and a clock, nothing else.
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
  private readonly usual = new UsualShare(mostUsual)
  private cutAtMs = Number.NEGATIVE_INFINITY
  private windowStartMs: number
  private passes = 0
  private refusals = 0
  private timeouts = 0
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

  /** The server worked on a request. Here and below `inFlight` counts the attempt that ended. */
  passed(latencyMs: number, inFlight: number, nowMs: number): void {
    this.passes += 1
    this.latencySumMs += latencyMs
    this.ended(inFlight, nowMs)
  }

  /** The server had no place for it (503). One that started before the last cut says nothing of the limit that followed. */
  refused(startedAtMs: number, inFlight: number, nowMs: number): void {
    if (startedAtMs <= this.cutAtMs) return
    this.refusals += 1
    this.ended(inFlight, nowMs)
  }

  /** No answer came in time. */
  timedOut(inFlight: number, nowMs: number): void {
    this.timeouts += 1
    this.ended(inFlight, nowMs)
  }

  private ended(inFlight: number, nowMs: number): void {
    if (inFlight > this.mostInFlight) this.mostInFlight = inFlight
    const elapsedMs = nowMs - this.windowStartMs
    const { samples } = this
    if (samples < minSamples || elapsedMs < overloadWindowMs) return
    const isWhole = samples >= this.current && elapsedMs >= windowMs
    if (this.timeouts / samples > tolerableTimeouts) this.cutForTimeouts(nowMs)
    else if (isWhole || this.refusals / samples > manyRefusals) this.judge(elapsedMs, nowMs)
    else return
    this.clear(nowMs)
  }

  private get samples(): number {
    return this.passes + this.refusals + this.timeouts
  }

  /** The server comes back from an outage: begin small. */
  restart(nowMs: number): void {
    this.current = Math.min(this.max, restartLimit)
    this.doubling = true
    this.latencyBeforeCutMs = undefined
    this.clear(nowMs)
  }

  private cutForTimeouts(nowMs: number): void {
    this.tooMany = this.current
    this.cutTo(Math.floor(this.current * timeoutCut), nowMs)
  }

  private judge(elapsedMs: number, nowMs: number): void {
    const share = this.refusals / this.samples
    if (this.usual.isExceededBy(share)) {
      this.cutForRefusals(share, Math.round(this.latencySumMs / elapsedMs), nowMs)
      return
    }
    this.usual.keepsTo(share)
    if (this.passes > 0) this.follow(this.latencySumMs / this.passes, nowMs)
  }

  private cutForRefusals(share: number, workedOn: number, nowMs: number): void {
    const { current } = this
    const before = this.usual.cutFrom(current, share)
    if (before !== undefined) {
      this.current = before
      this.tooMany = Number.POSITIVE_INFINITY
      return
    }
    const deepest = Math.floor(current * (this.isNearTooMany ? deepestSmallCut : deepestCut))
    this.tooMany = current
    this.cutTo(Math.min(current - 1, Math.max(deepest, workedOn)), nowMs)
  }

  private follow(latencyMs: number, nowMs: number): void {
    const before = this.latencyBeforeCutMs
    this.latencyBeforeCutMs = undefined
    if (before !== undefined && latencyMs > before * helpedShare) this.usualMs = latencyMs
    this.usualMs = Math.min(this.usualMs, latencyMs)
    if (latencyMs > this.usualMs * risenFactor && latencyMs > this.usualMs + risenMs) {
      this.latencyBeforeCutMs = latencyMs
      this.cutTo(Math.floor(this.current * latencyCut), nowMs)
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

  private cutTo(limit: number, nowMs: number): void {
    this.doubling = false
    this.windowsSinceStep = 0
    this.cutAtMs = nowMs
    this.current = Math.max(1, limit)
  }

  private clear(nowMs: number): void {
    this.windowStartMs = nowMs
    this.passes = 0
    this.refusals = 0
    this.timeouts = 0
    this.latencySumMs = 0
    this.mostInFlight = 0
  }
}
