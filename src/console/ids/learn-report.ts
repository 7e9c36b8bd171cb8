import type { LearnFailure } from './learn'
import type { RowLearner } from './row-learner'

type Counts = Omit<RowLearner['counts'], 'source'>

/** How learning ended: what `--json` prints. `rowCount` is the sum of the other counts of rows. */
export interface LearnReport extends Counts {
  readonly input: string
  readonly durationMs: number
  readonly failures: readonly LearnFailure[]
}

export function learnReport(learner: RowLearner, end: Omit<LearnReport, keyof Counts>): LearnReport {
  const { source: _source, ...counts } = learner.counts
  return { ...counts, ...end }
}
