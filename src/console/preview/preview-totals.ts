import type { Prepared } from '../../core/domain/prepared'
import type { StakeReport } from '../../stakes/stake-tally'
import type { FindingCount } from './finding-tally'

/** What a preview saw. */
export interface PreviewTotals {
  readonly outcomes: Readonly<Record<Prepared['outcome'], number>>
  readonly findings: readonly FindingCount[]
  readonly stakes: StakeReport
}
