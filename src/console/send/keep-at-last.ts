import { type DeadLetterFile, DeadLetterFileError } from '../../delivery/dead-letters/dead-letter-file'
import { MemoryError } from '../../memory/store'
import type { After } from '../../memory/waiting-room'
import { type Ending, type EndingLimits, endingAt, endingLimits } from '../../run/ending'
import { StorageError } from '../../storage/storage-error'
import { describeDiskError, type ProgressKeeper } from './progress-keeper'
import type { SendFailure } from './send-report'

/** Of the run of a send: what comes after it has two seconds and a half. */
export const sendingLimits: EndingLimits = { ...endingLimits, leastCloseMs: 3_000 }

/** What bounds the waits of a send beside its run once a signal came. */
export interface LastWaits {
  /** For memory, ledger and rejected records. The progress is written after it. */
  readonly flush: Ending
  readonly keep: Ending
  /** For what is kept already, and for what is printed. */
  readonly end: Ending
}

export function lastWaits(stop: AbortSignal, after: After, now: () => number): LastWaits {
  const within = (closeMs: number, leastCloseMs: number) =>
    endingAt(stop, { ...endingLimits, closeMs, leastCloseMs }, after, now)
  return { flush: within(8_000, 500), keep: within(11_000, 1_000), end: within(0, 250) }
}

/** What a send keeps things with. */
export interface Keepers {
  readonly ending: Ending
  readonly progress: ProgressKeeper | undefined
  readonly progressPath: string | undefined
  readonly rejected: DeadLetterFile
}

/** How a send ended, with what could not be kept. */
export interface KeptAtLast {
  readonly failure: SendFailure | null
  readonly isRejectedLost: boolean
  /** Where the last of the progress could not be written: since when it is not known. */
  readonly progressEndsAt: string | undefined
}

/** There was a signal, and something that keeps things did not do so before the send had to end. */
class NotInTime extends Error {
  override readonly name = 'NotInTime'
}

/** Rejects with NotInTime where there was no time for it. */
export async function keptInTime(ending: Ending, work: Promise<unknown>): Promise<void> {
  if (!(await ending.closing(work))) throw new NotInTime()
}

/** Keeps the last of progress and rejected records, and closes their file. `failure` is how the send ended so far. */
export async function keepAtLast(failure: SendFailure | null, keepers: Keepers): Promise<KeptAtLast> {
  const { ending, progress, progressPath, rejected } = keepers
  const keep = async () => {
    // The progress before the rejected records: it asks for them first, and is kept as far as it goes where they are not.
    await progress?.finish(failure === null)
    await rejected.close()
  }
  try {
    await keptInTime(ending, keep())
    return { failure, isRejectedLost: false, progressEndsAt: undefined }
  } catch (error) {
    const isLate = error instanceof NotInTime
    return {
      failure: isLate ? late(failure) : (failure ?? failureOf(progressPath ?? '', error)),
      isRejectedLost: isLate || error instanceof DeadLetterFileError,
      progressEndsAt: isLate || error instanceof DeadLetterFileError ? undefined : progress?.writtenAt,
    }
  }
}

function failureOf(progressPath: string, error: unknown): SendFailure {
  const message = describeDiskError(progressPath, error)
  if (error instanceof MemoryError) return { type: 'memory', message }
  return { type: error instanceof StorageError ? 'ledger' : 'disk', message }
}

const lateText = 'What keeps rejected records, progress, memory or ledger did not answer in time.'

function late(failure: SendFailure | null): SendFailure {
  return { type: failure?.type ?? 'stopped', message: [failure?.message ?? [], lateText].flat().join(' ') }
}
