import type { SendReport } from '../send/send-report'

interface Files {
  readonly progressPath: string | undefined
  readonly rejectedPath: string | undefined
  /** Whether they could not all be written there. */
  readonly isRejectedLost?: boolean
  /** Where the last of the progress could not be written: since when it is not known. */
  readonly progressEndsAt?: string | undefined
  /** Apps whose records were rejected because of their key, a sentence each. */
  readonly leftOut?: readonly string[]
}

/** What to do next, a sentence each. */
export function adviseAfterSend(
  report: SendReport,
  { progressPath, rejectedPath, isRejectedLost = false, progressEndsAt, leftOut = [] }: Files,
): readonly string[] {
  const { failure, outcomes, recordCount, settledBeforeCount } = report
  const advice: string[] = [...leftOut]
  if (recordCount === 0 && failure === null) {
    advice.push(settledBeforeCount > 0 ? 'Everything in it was settled before.' : 'There was nothing in it.')
  }
  if (outcomes.rejected > 0 && !isRejectedLost) {
    advice.push(
      rejectedPath === undefined
        ? 'preview --only rejected shows what would be rejected. --rejected FILE keeps such records, to fix them and send them again.'
        : `The rejected records are in ${rejectedPath}: fix them and send that file.`,
    )
  }
  if (report.unkeptCount > 0)
    advice.push(
      `The memory could not keep ${report.unkeptCount.toLocaleString('en-US')} of the accepted records: a send of them from another file may send them again, and whom they erase is not held back.`,
    )
  if (progressEndsAt !== undefined) {
    advice.push(
      `What was settled until ${progressEndsAt} is kept: the same command with --resume goes on from there, and sends again what was settled later.`,
    )
  } else if (failure !== null) {
    advice.push(
      progressPath === undefined
        ? 'No progress was kept: the same command sends everything again.'
        : 'What was settled is kept: the same command with --resume goes on from here.',
    )
  }
  return advice
}
