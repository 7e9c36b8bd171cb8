import { ConcurrencyLimit } from '../limits/concurrency-limit'
import { RetryBudget } from '../limits/retry-budget'
import { ServerHealth } from '../limits/server-health'
import { TokenBucket } from '../limits/token-bucket'
import type { DeliverySettings } from '../settings'

/** A server as it stands, as plain data. */
export interface ServerSnapshot {
  readonly origin: string
  readonly condition: 'up' | 'down' | 'given_up'
  readonly inFlight: number
  readonly concurrencyLimit: number
  /** Requests a second that the server bears of the app it throttles most; null when it throttles none. */
  readonly throttledToPerSecond: number | null
}

/** Requests under way at a server that is down. */
const probesInFlight = 1

/** One server (an origin, or an API of its own there): what it can bear, and whether it works at all. */
export class ServerLane {
  readonly origin: string
  readonly health: ServerHealth
  readonly limit: ConcurrencyLimit
  readonly budget: RetryBudget
  inFlight = 0
  /** Attempts started so far. */
  attempts = 0

  private readonly perSecond: number
  private readonly rate: TokenBucket

  /** `perSecond`: the most requests that the server takes by its documents, whatever the app. */
  constructor(origin: string, settings: DeliverySettings, nowMs: number, perSecond = Number.POSITIVE_INFINITY) {
    this.origin = origin
    this.perSecond = perSecond
    this.rate = new TokenBucket(nowMs)
    this.health = new ServerHealth(settings.patienceMs)
    this.limit = new ConcurrencyLimit(settings.maxInFlight, nowMs)
    this.budget = new RetryBudget(settings.retryBudget, nowMs)
  }

  get hasPlace(): boolean {
    const { condition, isSuspected } = this.health
    return this.inFlight < (condition === 'up' && !isSuspected ? this.limit.limit : probesInFlight)
  }

  /** When the next request may start: `nowMs` or later. */
  readyAtMs(nowMs: number): number {
    if (this.health.condition !== 'up' && this.health.nextProbeAtMs > nowMs) return this.health.nextProbeAtMs
    return this.rate.readyAtMs(nowMs, this.perSecond)
  }

  /** An attempt starts now. */
  started(): void {
    this.inFlight += 1
    this.attempts += 1
    this.rate.take()
  }

  /** When a retry may start: probes of a server that is down are few enough by themselves. */
  retryReadyAtMs(nowMs: number): number {
    return this.health.condition === 'up' ? this.budget.readyAtMs(nowMs) : nowMs
  }

  /** `throttledTo`: the lowest of its apps' rates. */
  snapshot(throttledTo: number): ServerSnapshot {
    return {
      origin: this.origin,
      condition: this.health.condition,
      inFlight: this.inFlight,
      concurrencyLimit: this.limit.limit,
      throttledToPerSecond: throttledTo === Number.POSITIVE_INFINITY ? null : throttledTo,
    }
  }
}
