import type { RetryBudgetSettings } from '../settings'

/** One, less what floating point may lack after the wait that was computed for it. */
const oneToken = 1 - 1e-9

/**
 * Bounds the retries to a share of what passes, so that a failing server gets less traffic and not more. A little is always
 * free: when nothing passes, the records still have their turn.
 */
export class RetryBudget {
  private readonly settings: RetryBudgetSettings
  private tokens: number
  private filledAtMs: number

  constructor(settings: RetryBudgetSettings, nowMs: number) {
    this.settings = settings
    this.tokens = settings.capacity
    this.filledAtMs = nowMs
  }

  /** A retry that passes gives back what it took: retrying was right. */
  passed(wasRetry: boolean): void {
    this.tokens = Math.min(this.settings.capacity, this.tokens + (wasRetry ? 1 : this.settings.perPass))
  }

  /** When the next retry may start: `nowMs` or later. */
  readyAtMs(nowMs: number): number {
    const elapsedMs = Math.max(0, nowMs - this.filledAtMs)
    this.filledAtMs = nowMs
    this.tokens = Math.min(this.settings.capacity, this.tokens + (elapsedMs / 1_000) * this.settings.perSecond)
    return this.tokens >= oneToken ? nowMs : nowMs + ((1 - this.tokens) / this.settings.perSecond) * 1_000
  }

  take(): void {
    this.tokens -= 1
  }
}
