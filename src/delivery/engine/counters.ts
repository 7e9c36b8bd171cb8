import type { ServerSnapshot } from '../lanes/server-lane'
import type { Settlement } from '../outcome/settlement'

/** What the engine did so far and has under way, as plain data. Times in milliseconds. */
export interface DeliverySnapshot {
  readonly submitted: number
  /** Settled requests by outcome. */
  readonly settled: Readonly<Record<Settlement['outcome'], number>>
  /** The rejected ones by code. */
  readonly rejectedByCode: Readonly<Record<string, number>>
  /** Requests started: first attempts, retries and key probes. */
  readonly attempts: number
  /** Those that only asked whether AppsFlyer knows a key. */
  readonly keyProbes: number
  readonly retries: number
  /** Failed attempts by their code, retried or not. */
  readonly failedAttemptsByCode: Readonly<Record<string, number>>
  /** Settled after an attempt that AppsFlyer may have taken, without an id by which it could tell. */
  readonly mayBeDuplicated: number
  readonly inFlight: number
  /** Submitted and not settled: in flight, ready or in backoff. */
  readonly unsettled: number
  readonly oldestUnsettledMs: number
  readonly servers: readonly ServerSnapshot[]
}

/** Counts as the engine goes. */
export class Counters {
  submitted = 0
  attempts = 0
  keyProbes = 0
  retries = 0
  mayBeDuplicated = 0
  readonly settled = { accepted: 0, throttled: 0, transient: 0, rejected: 0, misconfigured: 0 }
  private readonly rejectedByCode = new Map<string, number>()
  private readonly failedAttemptsByCode = new Map<string, number>()

  settle(settlement: Settlement): void {
    this.settled[settlement.outcome] += 1
    if (settlement.outcome === 'rejected') increment(this.rejectedByCode, settlement.code)
    this.mayBeDuplicated += settlement.mayBeDuplicated
  }

  attemptFailed(code: string): void {
    increment(this.failedAttemptsByCode, code)
  }

  snapshot(now: Pick<DeliverySnapshot, 'inFlight' | 'unsettled' | 'oldestUnsettledMs' | 'servers'>): DeliverySnapshot {
    return {
      submitted: this.submitted,
      settled: { ...this.settled },
      rejectedByCode: Object.fromEntries(this.rejectedByCode),
      attempts: this.attempts,
      keyProbes: this.keyProbes,
      retries: this.retries,
      failedAttemptsByCode: Object.fromEntries(this.failedAttemptsByCode),
      mayBeDuplicated: this.mayBeDuplicated,
      ...now,
    }
  }
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
