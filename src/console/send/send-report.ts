import type { Outcome } from '../../core/domain/outcome'
import type { Tally } from '../../run/tally'
import type { StakeReport, StakeTally } from '../../stakes/stake-tally'
import type { FindingCount, FindingTally } from '../preview/finding-tally'

/** Why a send did not come to its end. `message` says what to do about it. */
export interface SendFailure {
  readonly type: 'misconfigured' | 'outage' | 'unsettled' | 'stopped' | 'disk' | 'memory' | 'ledger' | 'input'
  readonly message: string
}

/** How a send ended: what `--report` writes. Counts are of this run. */
export interface SendReport {
  readonly input: string
  /** Records that were read and not settled before. Equals the sum of `outcomes`. */
  readonly recordCount: number
  readonly outcomes: Readonly<Record<Outcome, number>>
  readonly rejectedByCode: Readonly<Record<string, number>>
  readonly skippedByCode: Readonly<Record<string, number>>
  /** What the records are worth: by what became of them, app, event and day. */
  readonly stakes: StakeReport
  /** Of all records, with the line of the first: a record counts once for each kind. */
  readonly findings: readonly FindingCount[]
  /** What was not used of the mapping. */
  readonly warnings: readonly string[]
  /** Entries that earlier sends had settled, blank lines included. */
  readonly settledBeforeCount: number
  /** HTTP requests: retries, and those that prove keys, included. */
  readonly requestCount: number
  readonly retryCount: number
  readonly requestsPerSecond: number
  /** Records that AppsFlyer may have got twice. */
  readonly mayBeDuplicatedCount: number
  /** Accepted records that the memory could not keep (memory.on_failure: continue): another send may send them again. */
  readonly unkeptCount: number
  readonly durationMs: number
  readonly failure: SendFailure | null
  /** Else records may follow that are in no count. */
  readonly isReadToEnd: boolean
}

export interface SendEnd {
  readonly input: string
  readonly settledBeforeCount: number
  readonly durationMs: number
  readonly failure: SendFailure | null
  /** Where it is not said: of a send that came to its end. */
  readonly isReadToEnd?: boolean
  readonly warnings?: readonly string[]
  readonly unkeptCount?: number
}

export function sendReport(tally: Tally, findings: FindingTally, stakes: StakeTally, end: SendEnd): SendReport {
  const counted = tally.counts()
  const stakeReport = stakes.report()
  const { outcomes, rejectedByCode, skippedByCode, requestCount, retryCount, mayBeDuplicatedCount } = counted
  return {
    input: end.input,
    recordCount: counted.recordCount,
    outcomes,
    rejectedByCode,
    skippedByCode,
    stakes: stakeReport,
    findings: findings.list(stakes.totals),
    warnings: end.warnings ?? [],
    settledBeforeCount: end.settledBeforeCount,
    requestCount,
    retryCount,
    requestsPerSecond: Math.round((requestCount * 1_000) / Math.max(1, end.durationMs)),
    mayBeDuplicatedCount,
    unkeptCount: end.unkeptCount ?? 0,
    durationMs: Math.round(end.durationMs),
    failure: end.failure,
    isReadToEnd: end.isReadToEnd ?? end.failure === null,
  }
}
