import type { Settlement } from '../../delivery/outcome/settlement'
import type { RecordMessage } from '../protocol/messages/read-message'
import type { RejectedRecord } from '../protocol/rejected/rejected-store'

/** Why a record is rejected, and where on its way. */
export interface Rejection {
  readonly stage: RejectedRecord['stage']
  readonly code: string
  readonly message: string
  /** How the sending ended, when it was tried. */
  readonly settlement?: Settlement
}

export function rejectedRecord(message: RecordMessage, rejection: Rejection, rejectedAtMs: number): RejectedRecord {
  const { stage, code, message: reason, settlement } = rejection
  const tried = settlement && {
    firstAttemptAtMs: settlement.firstAttemptAtMs,
    lastAttemptAtMs: settlement.lastAttemptAtMs,
  }
  return {
    stream: message.stream,
    lineNumber: message.lineNumber,
    data: message.kind === 'record' ? message.data : null,
    ...(message.kind === 'unreadable_record' && { text: message.text }),
    stage,
    code,
    message: reason,
    rejectedAtMs,
    attempts: settlement?.attempts ?? 0,
    ...tried,
  }
}
