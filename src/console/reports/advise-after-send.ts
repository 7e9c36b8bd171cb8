import type { SendReport } from '../send/send-report'

interface Files {
  readonly progressPath: string | undefined
  readonly rejectedPath: string | undefined
}

/** What to do next, a sentence each. */
export function adviseAfterSend(report: SendReport, { progressPath, rejectedPath }: Files): readonly string[] {
  const { failure, outcomes, recordCount, settledBeforeCount } = report
  const advice: string[] = []
  if (recordCount === 0 && failure === null) {
    advice.push(settledBeforeCount > 0 ? 'Everything in it was settled before.' : 'There was nothing in it.')
  }
  if (outcomes.rejected > 0) {
    advice.push(
      rejectedPath === undefined
        ? 'preview --only rejected shows what would be rejected. --rejected FILE keeps such records, to mend them and send them again.'
        : `The rejected records are in ${rejectedPath}: mend them and send that file.`,
    )
  }
  if (failure !== null) {
    advice.push(
      progressPath === undefined
        ? 'No progress was kept: the same command sends everything again.'
        : 'What was settled is kept: the same command with --resume goes on from here.',
    )
  }
  return advice
}
