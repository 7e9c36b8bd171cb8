import type { RunCounts } from '../../run/tally'
import type { Failure } from '../protocol/messages/messages'

/** How a `write` ended: what a summary or a demo prints. */
export interface WriteReport extends RunCounts, WriteEnd {
  /** Accepted records that no echoed state covers: after a failure, the next sync sends them again. */
  readonly acceptedAfterLastStateCount: number
}

interface WriteEnd {
  /** Lines that were left out: no message, and no record of a stream that is known. */
  readonly brokenLineCount: number
  /** Accepted records that the memory could not keep (memory.on_failure: continue): another run sends them again. */
  readonly unkeptCount: number
  /** A memory skips what it keeps as accepted. */
  readonly remembers: boolean
  readonly stateCount: number
  readonly echoedStateCount: number
  readonly durationMs: number
  /** Why the sync did not succeed; null when it did. */
  readonly failure: Failure | null
  /** 0 done, 1 failed; 130 or 143 where a signal stopped it, as shells have it. */
  readonly exitCode: number
}

/** `coveredCount`: accepted records that an echoed state covers. */
export function writeReport(counts: RunCounts, coveredCount: number, end: WriteEnd): WriteReport {
  return { ...counts, acceptedAfterLastStateCount: counts.outcomes.accepted - coveredCount, ...end }
}
