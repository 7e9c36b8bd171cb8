import type { Reconciliation } from '../../proof/reconcile'
import { showCount } from '../preview/show-findings'
import type { MissingCount } from './write-missing'

/** What to do next, a sentence each. */
export function adviseAfterProof(
  { verdicts: { missing } }: Pick<Reconciliation, 'verdicts'>,
  missingPath: string | undefined,
  written: MissingCount | undefined,
): readonly string[] {
  if (missing === 0) return []
  if (missingPath === undefined || written === undefined)
    return ['--missing FILE writes the records of those that are missing, for send to take back.']
  const { found, lost } = written
  return [
    ...(found > 0
      ? [
          `${showCount(found)} missing records are in ${missingPath}: send that file. What comes late counts on the day it arrives.`,
        ]
      : []),
    ...(lost > 0
      ? [
          `The records of ${showCount(lost)} are found nowhere: each line in ${missingPath} names its event. With ledger.records they are kept from now on.`,
        ]
      : []),
  ]
}
