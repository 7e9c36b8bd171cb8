import type { DeadLetter } from '../../delivery/dead-letters/dead-letter'
import type { Settlement } from '../../delivery/outcome/settlement'
import type { RecordMessage } from '../protocol/messages/read-message'

/** Why a record is rejected, and where on its way. */
export interface Rejection {
  readonly stage: 'read' | 'prepare' | 'delivery'
  readonly code: string
  /** Safe to show: nothing of the record in it. */
  readonly message: string
  /** How the sending ended, when it was tried. */
  readonly settlement?: Settlement
}

export function deadLetterOf(message: RecordMessage, rejection: Rejection, rejectedAtMs: number): DeadLetter {
  const { stage, code, message: reason, settlement } = rejection
  const tried = settlement && {
    firstAttemptAtMs: settlement.firstAttemptAtMs,
    lastAttemptAtMs: settlement.lastAttemptAtMs,
  }
  return {
    stream: message.stream,
    lineNumber: message.lineNumber,
    data: dataOf(message),
    stage,
    code,
    message: reason,
    rejectedAtMs,
    attempts: settlement?.attempts ?? 0,
    ...tried,
  }
}

function dataOf(message: RecordMessage): unknown {
  if (message.kind === 'record') return message.data
  return message.kind === 'unreadable_record' ? message.text : null
}
