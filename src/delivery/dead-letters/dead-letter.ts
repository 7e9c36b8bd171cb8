import type { StreamName } from '../../../spec/airbyte/stream-name'
import { jsonText } from '../../json/json-text'

/** A record that was not sent or not taken, with what is needed to understand it and to send it again. */
export interface DeadLetter {
  /** Absent for a record out of a plain file of events. */
  readonly stream?: StreamName
  /** Where in the input it stood. */
  readonly lineNumber: number
  /** The record as it came in; of a line that could not be read, what stood there; null where there was nothing. */
  readonly data: unknown
  /** How far it came. */
  readonly stage: string
  readonly code: string
  /** Safe to show: nothing of the record in it. */
  readonly message: string
  readonly rejectedAtMs: number
  readonly attempts: number
  readonly firstAttemptAtMs?: number
  readonly lastAttemptAtMs?: number
  /** What it is worth, of which app and event, as far as it could be read. */
  readonly worth?: LetterWorth
  /** Of the ledger, where the record is known by it. */
  readonly deliveryId?: string
  /** Where the record's own key is, in one that its stream had told: it is the same delivery again. */
  readonly primaryKey?: unknown
}

interface LetterWorth {
  readonly app: string | undefined
  readonly event: string | undefined
  /** A decimal text. */
  readonly amount: string | undefined
  readonly currency: string | undefined
}

/**
 * A dead letter as one line of NDJSON: an Airbyte RECORD message, so that whatever reads records can read it back, and beside
 * the record what became of it. Times in ISO 8601.
 */
export function deadLetterLine(letter: DeadLetter): string {
  const { stream, lineNumber, stage, code, message, attempts } = letter
  return `${jsonText({
    type: 'RECORD',
    record: {
      stream: stream?.name,
      namespace: stream?.namespace,
      data: letter.data,
      emitted_at: letter.rejectedAtMs,
    },
    dead_letter: {
      stage,
      code,
      message,
      line: lineNumber,
      attempts,
      rejected_at: isoTime(letter.rejectedAtMs),
      first_attempt_at: isoTime(letter.firstAttemptAtMs),
      last_attempt_at: isoTime(letter.lastAttemptAtMs),
      app: letter.worth?.app,
      event: letter.worth?.event,
      worth: letter.worth?.amount,
      currency: letter.worth?.currency,
      delivery_id: letter.deliveryId,
      primary_key: letter.primaryKey,
    },
  })}\n`
}

function isoTime(atMs: number | undefined): string | undefined {
  return atMs === undefined ? undefined : new Date(atMs).toISOString()
}
