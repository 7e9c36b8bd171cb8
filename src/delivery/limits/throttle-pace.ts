import { TokenBucket } from './token-bucket'

const secondMs = 1_000
const shortestGuessMs = 50
/** Up to this share of throttled answers in a second is no word about the rate: a single 429 among thousands may have other reasons. */
const tolerableShare = 0.02
/** What a throttled server is sent of what it was sent before. */
const cut = 0.7
/** How much of the rate at the last cut comes back each second. */
const regainPerSecond = 0.05
/** This much above the rate that was too much, that was not the server's measure: the rate grows by this factor each second … */
const doubtedAt = 1.3
const growthBeyond = 1.25
/** … and at this multiple the bound has lost its meaning. */
const forgottenAt = 4

/**
 * The rate one server can bear, as far as it said so: unbounded until it throttles more than now and then;
 * then a share of what it was sent, growing back slowly, cut again at most once a second. A Retry-After stops all requests to that server for as long.
 */
export class ThrottlePace {
  private readonly bucket: TokenBucket
  private perSecond = Number.POSITIVE_INFINITY
  private tooMuch = Number.POSITIVE_INFINITY
  private pausedUntilMs = 0
  private cutAtMs = Number.NEGATIVE_INFINITY
  /** Regaining counts from here: the last throttling, or the last step up. */
  private quietSinceMs: number
  private countingSinceMs: number
  private counted = 0
  private sentPerSecond = 0
  private throttledInSecond = 0

  constructor(nowMs: number) {
    this.bucket = new TokenBucket(nowMs)
    this.quietSinceMs = nowMs
    this.countingSinceMs = nowMs
  }

  /** The bound in requests a second; Infinity when there is none. */
  get limitPerSecond(): number {
    return this.perSecond
  }

  /** When the next request may start: `nowMs` or later. */
  readyAtMs(nowMs: number): number {
    if (nowMs < this.pausedUntilMs) return this.pausedUntilMs
    if (this.perSecond === Number.POSITIVE_INFINITY) return nowMs
    this.regain(nowMs)
    return this.bucket.readyAtMs(nowMs, this.perSecond)
  }

  started(nowMs: number): void {
    if (nowMs - this.countingSinceMs >= secondMs) {
      this.sentPerSecond = (this.counted / (nowMs - this.countingSinceMs)) * secondMs
      this.counted = 0
      this.throttledInSecond = 0
      this.countingSinceMs = nowMs
    }
    this.counted += 1
    if (this.perSecond !== Number.POSITIVE_INFINITY) this.bucket.take()
  }

  throttled(nowMs: number, retryAfterMs: number | undefined): void {
    if (retryAfterMs !== undefined) this.pausedUntilMs = Math.max(this.pausedUntilMs, nowMs + retryAfterMs)
    this.throttledInSecond += 1
    if (this.throttledInSecond < Math.max(this.counted, this.sentPerSecond) * tolerableShare) return
    this.quietSinceMs = nowMs
    if (nowMs - this.cutAtMs < secondMs) return
    this.cutAtMs = nowMs
    // Within the first second the rate is a guess, and a high one: the next cuts correct it faster than regaining would.
    const elapsedMs = Math.max(shortestGuessMs, nowMs - this.countingSinceMs)
    const sent = this.sentPerSecond > 0 ? this.sentPerSecond : (this.counted / elapsedMs) * secondMs
    this.tooMuch = Math.max(1, Math.min(this.perSecond, sent))
    this.perSecond = Math.max(1, this.tooMuch * cut)
  }

  private regain(nowMs: number): void {
    while (nowMs - this.quietSinceMs >= secondMs && this.perSecond !== Number.POSITIVE_INFINITY) {
      this.quietSinceMs += secondMs
      if (this.perSecond >= this.tooMuch * forgottenAt) this.perSecond = Number.POSITIVE_INFINITY
      else if (this.perSecond >= this.tooMuch * doubtedAt) this.perSecond *= growthBeyond
      else this.perSecond += Math.max(1, this.tooMuch * regainPerSecond)
    }
  }
}
