/**
 * How other senders decide what may start, as their public sources have it (docs/decisions/0012-throttling.md names them),
 * for comparison only. Times in milliseconds, rates a second.
 */
export interface Policy {
  /** When the next request may start: `nowMs` or later; Infinity: not before an answer has come. */
  readyAtMs(nowMs: number, inFlight: number): number
  started(nowMs: number, inFlight: number): void
  /** `inFlight` counts the attempt still. */
  ended(nowMs: number, latencyMs: number, status: number, inFlight: number): void
}

/** boto/botocore, `retries/adaptive.py`, `throttling.py`, `bucket.py`: a token bucket whose rate follows CUBIC. */
export class AwsAdaptive implements Policy {
  private isOn = false
  private rate = 1
  private capacity = 1
  private tokens = 0
  private filledAtMs: number
  private maxRate = 0
  private k = 0
  private failedAtMs: number
  private measured = 0
  private count = 0
  private bucketS: number

  constructor(nowMs: number) {
    this.filledAtMs = nowMs
    this.failedAtMs = nowMs
    this.bucketS = Math.floor(nowMs / 1_000)
  }

  readyAtMs(nowMs: number): number {
    if (!this.isOn) return nowMs
    this.refill(nowMs)
    return this.tokens >= 1 - 1e-9 ? nowMs : nowMs + ((1 - this.tokens) / this.rate) * 1_000
  }

  started(): void {
    if (this.isOn) this.tokens -= 1
  }

  ended(nowMs: number, _latencyMs: number, status: number): void {
    const measured = this.clock(nowMs)
    let rate: number
    if (status === 200) rate = 0.4 * ((nowMs - this.failedAtMs) / 1_000 - this.k) ** 3 + this.maxRate
    else {
      this.maxRate = this.isOn ? Math.min(measured, this.rate) : measured
      this.k = ((this.maxRate * 0.3) / 0.4) ** (1 / 3)
      this.failedAtMs = nowMs
      rate = this.maxRate * 0.7
      this.isOn = true
    }
    this.setRate(Math.min(rate, 2 * measured), nowMs)
  }

  private setRate(rate: number, nowMs: number): void {
    this.refill(nowMs)
    this.rate = Math.max(rate, 0.5)
    this.capacity = Math.max(1, rate)
    this.tokens = Math.min(this.tokens, this.capacity)
  }

  private refill(nowMs: number): void {
    this.tokens = Math.min(this.capacity, this.tokens + ((nowMs - this.filledAtMs) / 1_000) * this.rate)
    this.filledAtMs = nowMs
  }

  /** Answers a second, smoothed, in half seconds. */
  private clock(nowMs: number): number {
    const bucketS = Math.floor(nowMs / 500) / 2
    this.count += 1
    if (bucketS > this.bucketS) {
      this.measured = (this.count / (bucketS - this.bucketS)) * 0.8 + this.measured * 0.2
      this.count = 0
      this.bucketS = bucketS
    }
    return this.measured
  }
}

/** vectordotdev/vector, `sinks/util/adaptive_concurrency/controller.rs`, with its defaults. */
export class VectorArc implements Policy {
  private limit = 1
  private mean: number | undefined
  private variance = 0
  private nextMs = 0
  private sumS = 0
  private samples = 0
  private hadBackPressure = false
  private reachedLimit = false

  readyAtMs(nowMs: number, inFlight: number): number {
    return inFlight < this.limit ? nowMs : Number.POSITIVE_INFINITY
  }

  started(_nowMs: number, inFlight: number): void {
    if (inFlight >= this.limit) this.reachedLimit = true
  }

  ended(nowMs: number, latencyMs: number, status: number): void {
    if (status === 200) {
      this.sumS += latencyMs / 1_000
      this.samples += 1
    } else this.hadBackPressure = true
    const current = this.samples === 0 ? undefined : this.sumS / this.samples
    if (this.mean === undefined) {
      if (current === undefined) return
      this.mean = current
      this.nextMs = nowMs + current * 1_000
    } else if (nowMs >= this.nextMs) {
      this.manage(this.mean, current)
      if (current !== undefined) this.average(this.mean, current)
      this.nextMs = nowMs + this.mean * 1_000
      this.sumS = 0
      this.samples = 0
      this.hadBackPressure = false
      this.reachedLimit = false
    }
  }

  private manage(past: number, current: number | undefined): void {
    const isQuick = current !== undefined && current <= past + 1e-6
    const isSlow = (current ?? 0) >= past + Math.sqrt(this.variance) * 2.5 + 1e-6
    if (this.limit < 200 && this.reachedLimit && !this.hadBackPressure && isQuick) this.limit += 1
    else if (this.limit > 1 && (this.hadBackPressure || isSlow)) this.limit = Math.max(1, Math.floor(this.limit * 0.9))
  }

  private average(past: number, current: number): void {
    const increment = 0.4 * (current - past)
    this.variance = 0.6 * (this.variance + (current - past) * increment)
    this.mean = past + increment
  }
}

/** Netflix/concurrency-limits, `AIMDLimit.java`, with its defaults. */
export class NetflixAimd implements Policy {
  private limit = 20

  readyAtMs(nowMs: number, inFlight: number): number {
    return inFlight < this.limit ? nowMs : Number.POSITIVE_INFINITY
  }

  started(): void {}

  ended(_nowMs: number, latencyMs: number, status: number, inFlight: number): void {
    if (status !== 200 || latencyMs > 5_000) this.limit = Math.floor(this.limit * 0.9)
    else if (inFlight * 2 >= this.limit) this.limit += 1
    this.limit = Math.min(200, Math.max(20, this.limit))
  }
}
