import type { Finding } from '../core/domain/finding'
import type { Outcome } from '../core/domain/outcome'
import { unreadWorth, type Worth } from '../core/domain/worth'
import type { Settlement } from '../delivery/outcome/settlement'
import { type Stake, StakeSum } from '../stakes/stake'

/** What a run did, in numbers: what its report tells of records and requests. */
export interface RunCounts {
  /** Records that were taken. Equals the sum of `outcomes` when the run is over. */
  readonly recordCount: number
  readonly outcomes: Readonly<Record<Outcome, number>>
  /** Most frequent first, as all of these. */
  readonly rejectedByCode: Readonly<Record<string, number>>
  readonly skippedByCode: Readonly<Record<string, number>>
  /** Findings on records that were sent, by code: a record counts once for each kind. */
  readonly findingsByCode: Readonly<Record<string, number>>
  /** What the records are worth, by what became of them. */
  readonly stakes: Readonly<Record<Outcome, Stake>>
  /** The same of the rejected ones, by code: each once. */
  readonly stakesOfRejected: Readonly<Record<string, Stake>>
  /** The same by finding on records that were sent: a record counts once for each kind, with all it is worth. */
  readonly stakesOfFindings: Readonly<Record<string, Stake>>
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
  readonly #rejected = new Map<string, StakeSum>()
  readonly #skipped = new Map<string, StakeSum>()
  readonly #findings = new Map<string, StakeSum>()
  readonly #stakes: Readonly<Record<Outcome, StakeSum>> = {
    accepted: new StakeSum(),
    rejected: new StakeSum(),
    skipped: new StakeSum(),
    throttled: new StakeSum(),
    transient: new StakeSum(),
    misconfigured: new StakeSum(),
  }

  countRejected(code: string, worth?: Worth): void {
    this.outcomes.rejected += 1
    this.#stakes.rejected.add(worth)
    addTo(this.#rejected, code, worth)
  }

  countSkipped(code: string, worth?: Worth): void {
    this.outcomes.skipped += 1
    this.#stakes.skipped.add(worth)
    addTo(this.#skipped, code, worth)
  }

  /** Of a record that is neither rejected nor skipped. */
  countOutcome(outcome: Exclude<Outcome, 'rejected' | 'skipped'>, worth?: Worth): void {
    this.outcomes[outcome] += 1
    this.#stakes[outcome].add(worth)
  }

  /** Each kind once, however often a record has it. */
  countFindings(findings: readonly Finding[], worth?: Worth): void {
    for (let index = 0; index < findings.length; index++) {
      const code = findings[index]?.code
      if (code !== undefined && !hasBefore(findings, code, index)) addTo(this.#findings, code, worth)
    }
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

  /**
   * Records that were taken and have no outcome: nobody waits for it any more, and they are to be sent again. `known`: what some of
   * them are worth; of the others it is not known any more.
   */
  leaveOpen(known: Iterable<Worth | undefined>): void {
    for (const worth of known) this.countOutcome('transient', worth)
    const ended = Object.values(this.outcomes).reduce((sum, count) => sum + count, 0)
    for (let count = ended; count < this.recordCount; count += 1) this.countOutcome('transient', unreadWorth)
  }

  counts(): RunCounts {
    return {
      recordCount: this.recordCount,
      outcomes: { ...this.outcomes },
      rejectedByCode: this.rejectedByCode,
      skippedByCode: byCount(this.#skipped),
      findingsByCode: byCount(this.#findings),
      stakes: mapped(Object.entries(this.#stakes)) as Readonly<Record<Outcome, Stake>>,
      stakesOfRejected: mapped(this.#rejected),
      stakesOfFindings: mapped(this.#findings),
      requestCount: this.#requestCount,
      retryCount: this.#retryCount,
      keyProbeCount: this.#keyProbeCount,
      unsentCount: this.#unsentCount,
      mayBeDuplicatedCount: this.#mayBeDuplicatedCount,
    }
  }
}

/** Whether one of the first findings is of this kind. */
function hasBefore(findings: readonly Finding[], code: string, end: number): boolean {
  for (let index = 0; index < end; index++) if (findings[index]?.code === code) return true
  return false
}

function addTo(sums: Map<string, StakeSum>, code: string, worth: Worth | undefined): void {
  let sum = sums.get(code)
  if (sum === undefined) {
    sum = new StakeSum()
    sums.set(code, sum)
  }
  sum.add(worth)
}

/** Most frequent first. */
function byCount(sums: ReadonlyMap<string, StakeSum>): Readonly<Record<string, number>> {
  const counts = [...sums].map(([code, { records }]): [string, number] => [code, records])
  return Object.fromEntries(counts.sort((left, right) => right[1] - left[1]))
}

function mapped(sums: Iterable<[string, StakeSum]>): Readonly<Record<string, Stake>> {
  return Object.fromEntries([...sums].map(([code, sum]) => [code, sum.stake]))
}
