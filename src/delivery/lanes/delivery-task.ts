import type { Request } from '../../core/domain/request'
import type { Classification } from '../outcome/classify'
import type { FailureCode } from '../outcome/failure-rules'
import type { Settlement } from '../outcome/settlement'
import type { AnswerForm, Receiver } from '../transport/transport'
import type { AppLane } from './app-lane'

/** Whom a task tells how its attempt ended. */
export interface TaskOwner {
  answered(task: DeliveryTask, status: number, text: string, retryAfter: string | undefined, form?: AnswerForm): void
  failed(task: DeliveryTask, failure: FailureCode, sent: boolean): void
}

/** One submitted request until it is settled. It receives its own answers, so that an attempt costs no closure. */
export class DeliveryTask implements Receiver {
  /** What is sent next: an erasure that was asked for before becomes the question what came of it. */
  request: Request
  readonly app: AppLane<DeliveryTask>
  readonly onSettled: (settlement: Settlement) => void
  readonly submittedAtMs: number
  attempts = 0
  /** Attempts that ended before the server could see them. */
  unsentAttempts = 0
  failures = 0
  lastFailure: Classification | undefined = undefined
  blamed = 0
  refusals = 0
  /** When it was refused last. */
  refusedAtMs = Number.NEGATIVE_INFINITY
  firstAttemptAtMs = 0
  lastAttemptAtMs = 0
  /** Which of the server's attempts the last one was. */
  attemptAtServer = 0
  dueAtMs = 0
  passesAtFirstAttempt = 0
  inFlight = false
  settled = false
  ambiguousAttempts = 0
  /** Failed before, and not settled: what the server's health counts. */
  failing = false
  /** Failures since the server's last outage that were not about the app or its rate; and which outage that was. */
  mishaps = 0
  outagesSeen = 0
  /** Neighbours among all unsettled tasks, in the order of submission. */
  older: DeliveryTask | undefined = undefined
  newer: DeliveryTask | undefined = undefined
  /** The next one in the queue that holds this one. */
  next: DeliveryTask | undefined = undefined
  private readonly owner: TaskOwner

  constructor(
    owner: TaskOwner,
    request: Request,
    app: AppLane<DeliveryTask>,
    onSettled: (settlement: Settlement) => void,
    nowMs: number,
  ) {
    this.owner = owner
    this.request = request
    this.app = app
    this.onSettled = onSettled
    this.submittedAtMs = nowMs
  }

  onAnswer(status: number, text: string, retryAfter: string | undefined, form?: AnswerForm): void {
    this.owner.answered(this, status, text, retryAfter, form)
  }

  onFailure(failure: FailureCode, sent: boolean): void {
    this.owner.failed(this, failure, sent)
  }
}
