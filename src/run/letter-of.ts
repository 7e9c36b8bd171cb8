import type { DeadLetter } from '../delivery/dead-letters/dead-letter'
import type { Rejection, Weighed } from './host'

/** A rejected record as its host knows it. */
interface Rejected extends Pick<DeadLetter, 'lineNumber' | 'data'> {
  readonly stream: DeadLetter['stream'] | undefined
}

/** The letter of a record that was rejected, of one form in every host. */
export function letterOf(
  { stream, lineNumber, data }: Rejected,
  { worth }: Weighed,
  { stage, code, message, settlement }: Rejection,
  rejectedAtMs: number,
): DeadLetter {
  return {
    ...(stream !== undefined && { stream }),
    lineNumber,
    data,
    stage,
    code,
    message,
    rejectedAtMs,
    attempts: settlement?.attempts ?? 0,
    worth: {
      app: worth?.appId,
      event: worth?.eventName ?? undefined,
      amount: worth?.amount,
      currency: worth?.currency,
    },
    ...(settlement && {
      firstAttemptAtMs: settlement.firstAttemptAtMs,
      lastAttemptAtMs: settlement.lastAttemptAtMs,
    }),
  }
}
