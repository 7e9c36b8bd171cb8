import type { Finding } from '../core/domain/finding'
import type { Outcome } from '../core/domain/outcome'
import type { Settlement } from '../delivery/outcome/settlement'

/** What a run did, in numbers: what its report tells of records and requests. */
export interface RunCounts {
  /** Records that were taken. Equals the sum of `outcomes` when the run is over. */
  readonly recordCount: number
  readonly outcomes: Readonly<Record<Outcome, number>>
  /** Most frequent first, as all of these. */
  readonly rejectedByCode: Readonly<Record<string, number>>
  readonly skippedByCode: Readonly<Record<string, number>>
  /** Findings on records that were sent, by code. */
  readonly findingsByCode: Readonly<Record<string, number>>
  /** HTTP requests that the server may have seen: those of records, retries included, and those that prove keys. */
  readonly requestCount: number
  readonly retryCount: number
  readonly keyProbeCount: number
  /** Attempts that the server never saw, since no connection came about. */
  readonly unsentCount: number
  /**
   * Records that AppsFlyer may have got twice: an upper bound. Each had a request that broke after it was sent, and nobody
   * can tell whether AppsFlyer had taken it.
   */
  readonly mayBeDuplicatedCount: number
}

/** Counts what a run does, in constant memory. */
export class Tally {
  recordCount = 0
  readonly outcomes: Record<Outcome, number> = {
    accepted: 0,
    rejected: 0,
    skipped: 0,
    throttled: 0,
    transient: 0,
    misconfigured: 0,
  }
  #requestCount = 0
  #retryCount = 0
  #keyProbeCount = 0
  #unsentCount = 0
  #mayBeDuplicatedCount = 0
  readonly #rejected = new Map<string, number>()
  readonly #skipped = new Map<string, number>()
  readonly #findings = new Map<string, number>()

  countRejected(code: string): void {
    this.outcomes.rejected += 1
    increment(this.#rejected, code)
  }

  countSkipped(code: string): void {
    this.outcomes.skipped += 1
    increment(this.#skipped, code)
  }

  countFindings(findings: readonly Finding[]): void {
    for (const { code } of findings) increment(this.#findings, code)
  }

  /** Most frequent first. */
  get rejectedByCode(): Readonly<Record<string, number>> {
    return byCount(this.#rejected)
  }

  /** The attempts of a request that has settled, whatever came of it. */
  countAttempts({ attempts, unsentAttempts = 0, mayBeDuplicated }: Settlement): void {
    const requests = attempts - unsentAttempts
    this.#requestCount += requests
    this.#retryCount += Math.max(0, requests - 1)
    this.#unsentCount += unsentAttempts
    this.#mayBeDuplicatedCount += mayBeDuplicated
  }

  countKeyProbes(requests: number): void {
    this.#requestCount += requests
    this.#keyProbeCount += requests
  }

  /** Records that were taken and have no outcome: nobody waits for it any more, and they are to be sent again. */
  leaveOpen(): void {
    const ended = Object.values(this.outcomes).reduce((sum, count) => sum + count, 0)
    this.outcomes.transient += this.recordCount - ended
  }

  counts(): RunCounts {
    return {
      recordCount: this.recordCount,
      outcomes: { ...this.outcomes },
      rejectedByCode: this.rejectedByCode,
      skippedByCode: byCount(this.#skipped),
      findingsByCode: byCount(this.#findings),
      requestCount: this.#requestCount,
      retryCount: this.#retryCount,
      keyProbeCount: this.#keyProbeCount,
      unsentCount: this.#unsentCount,
      mayBeDuplicatedCount: this.#mayBeDuplicatedCount,
    }
  }
}

function increment(counts: Map<string, number>, code: string): void {
  counts.set(code, (counts.get(code) ?? 0) + 1)
}

/** Most frequent first. */
function byCount(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].sort((left, right) => right[1] - left[1]))
}
