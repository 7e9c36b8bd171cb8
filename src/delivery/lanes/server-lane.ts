import { ConcurrencyLimit } from '../limits/concurrency-limit'
import { RetryBudget } from '../limits/retry-budget'
import { ServerHealth } from '../limits/server-health'
import { ThrottlePace } from '../limits/throttle-pace'
import type { DeliverySettings } from '../settings'

/** A server as it stands, as plain data. */
export interface ServerSnapshot {
  readonly origin: string
  readonly condition: 'up' | 'down' | 'given_up'
  readonly inFlight: number
  readonly concurrencyLimit: number
  /** Requests a second the server bears, as learned from its throttling; null when it never throttled. */
  readonly throttledToPerSecond: number | null
}

/** Requests under way at a server that is down. */
const probesInFlight = 1

/** One server (an origin): what it can bear, and whether it works at all. */
export class ServerLane {
  readonly origin: string
  readonly health: ServerHealth
  readonly limit: ConcurrencyLimit
  readonly pace: ThrottlePace
  readonly budget: RetryBudget
  inFlight = 0

  constructor(origin: string, settings: DeliverySettings, nowMs: number) {
    this.origin = origin
    this.health = new ServerHealth(settings.patienceMs)
    this.limit = new ConcurrencyLimit(settings.maxInFlight, nowMs)
    this.pace = new ThrottlePace(nowMs)
    this.budget = new RetryBudget(settings.retryBudget, nowMs)
  }

  get hasPlace(): boolean {
    return this.inFlight < (this.health.condition === 'up' ? this.limit.limit : probesInFlight)
  }

  /** When the next request may start: `nowMs` or later. */
  readyAtMs(nowMs: number): number {
    if (this.health.condition !== 'up' && this.health.nextProbeAtMs > nowMs) return this.health.nextProbeAtMs
    return this.pace.readyAtMs(nowMs)
  }

  /** When a retry may start: probes of a server that is down are few enough by themselves. */
  retryReadyAtMs(nowMs: number): number {
    return this.health.condition === 'up' ? this.budget.readyAtMs(nowMs) : nowMs
  }

  snapshot(): ServerSnapshot {
    const { limitPerSecond } = this.pace
    return {
      origin: this.origin,
      condition: this.health.condition,
      inFlight: this.inFlight,
      concurrencyLimit: this.limit.limit,
      throttledToPerSecond: limitPerSecond === Number.POSITIVE_INFINITY ? null : limitPerSecond,
    }
  }
}
