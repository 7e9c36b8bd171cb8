import type { Settlement } from '../../delivery/outcome/settlement'
import { MemoryError } from '../../memory/store'
import { describeRefusals, type Refusals } from '../../run/refusals'
import { failureOf } from '../protocol/failures'
import type { Failure } from '../protocol/messages/messages'
import type { Message } from '../protocol/messages/read-message'

/** Why something that threw ends a sync. */
export function failureFrom(error: unknown): Failure {
  return error instanceof MemoryError ? { type: error.failureType, message: error.message } : failureOf(error)
}

/** Apps whose key, plan or endpoint refuses every record. */
export function misconfiguredFailure(refusals: Refusals): Failure {
  return { type: 'config_error', message: describeRefusals(refusals, 'The sync has ended. ') }
}

/** AppsFlyer, or the way to it, failed for longer than the sender keeps trying. */
export function transientFailure({ code, message, status }: Settlement): Failure {
  const answer = status === undefined ? code : `status ${status}, ${code}`
  return {
    type: 'transient_error',
    message: `A request did not get through (${answer}). ${message} The next attempt goes on from the last state.`,
  }
}

/** A line that may have been a record, and that no stream's state can account for. */
export function unreadableLine({ lineNumber, why }: Extract<Message, { readonly kind: 'broken' }>): Failure {
  return {
    type: 'system_error',
    message: `Line ${lineNumber} ${why}, and nothing in it tells which stream it is of. It may have been a record, so the sync ends before the next state. Fix the source, or set unreadable_lines to skip: such lines are then counted and left out.`,
  }
}
