import type { DeadLetter } from '../../delivery/dead-letters/dead-letter'
import type { Rejection } from '../../run/host'
import type { RecordMessage } from '../protocol/messages/read-message'

export function letterOf(message: RecordMessage, rejection: Rejection, rejectedAtMs: number): DeadLetter {
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
