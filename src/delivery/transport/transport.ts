import type { AnswerForm } from '../../../spec/appsflyer/answers/foreign-answers'
import type { Request } from '../../core/domain/request'
import type { FailureCode } from '../outcome/failure-rules'

export type { AnswerForm }

/** Learns how one attempt ended, by exactly one of the two calls. */
export interface Receiver {
  /**
   * `text` is the beginning of the answer's body; `retryAfter` the header as it came, looked for from status 400 on; `form` is
   * given where the text cannot be judged by itself.
   */
  onAnswer(status: number, text: string, retryAfter: string | undefined, form?: AnswerForm): void
  /** `sent`: the server may have read the request. */
  onFailure(failure: FailureCode, sent: boolean): void
}

/** Carries single attempts. It never retries, never throws and never calls back before `send` has returned. */
export interface Transport {
  /** `timeoutMs`: how long the attempt may take at most, where that is less than usual. */
  send(request: Request, receiver: Receiver, timeoutMs?: number): void
  /** Ends every attempt under way with the failure `aborted`. */
  abortAll(): void
  /** Ends every attempt and every connection. */
  close(): void
}
