import type { Finding } from '../core/domain/finding'
import type { Settlement } from '../delivery/outcome/settlement'

/** What became of a record. It is told, never thrown. */
export interface SendResult {
  /**
   * `accepted`: AppsFlyer took it, which is not yet that it records it. `rejected`: it cannot be sent, or AppsFlyer refused it;
   * sent again as it is, it would be again. `skipped`: it is not to be sent. `not_settled`: it may pass later: send it again.
   */
  readonly outcome: 'accepted' | 'rejected' | 'skipped' | 'not_settled'
  /** A finding's code (docs/findings.md), or one of the delivery. */
  readonly code: string
  /** What happened, and what to do. It holds no key, and nothing of the record. */
  readonly message: string
  /** All that was found on the record, also where it was accepted. */
  readonly findings: readonly Finding[]
  /** Requests that were made for it. */
  readonly attempts: number
  /** AppsFlyer may have got it more than once: an answer was lost, and the request has no id by which it could tell. */
  readonly mayBeDuplicated: boolean
}

/** A result without its findings. */
export type Ended = Omit<SendResult, 'findings'>

export function ended(
  outcome: SendResult['outcome'],
  code: string,
  message: string,
  settlement?: Pick<Settlement, 'attempts' | 'mayBeDuplicated'>,
): Ended {
  return {
    outcome,
    code,
    message,
    attempts: settlement?.attempts ?? 0,
    mayBeDuplicated: (settlement?.mayBeDuplicated ?? 0) > 0,
  }
}
