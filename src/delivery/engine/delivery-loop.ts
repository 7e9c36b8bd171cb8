import type { AnswerForm } from '../../../spec/appsflyer/answers/foreign-answers'
import type { EventRequest, Request } from '../../core/domain/request'
import { DeliveryTask, type TaskOwner } from '../lanes/delivery-task'
import { Unsettled } from '../lanes/unsettled'
import { type Classification, classifyAnswer, classifyFailure } from '../outcome/classify'
import { classifyErasure, classifyStatus, type ErasureAnswer, statusQuestion } from '../outcome/classify-erasure'
import { giveUp } from '../outcome/decide-next'
import type { FailureCode } from '../outcome/failure-rules'
import type { KeyProof } from '../outcome/key-proof'
import { retryAfterMs } from '../outcome/retry-after'
import type { Settlement } from '../outcome/settlement'
import type { DeliverySettings } from '../settings'
import { Counters, type DeliverySnapshot } from './counters'
import { Departures } from './departures'
import type { Dependencies } from './dependencies'
import type { DeliveryEngine } from './engine'
import { type EndedAttempt, judgeFailure, notePass } from './judge-attempt'
import { type ProofOwner, proveKey } from './prove-key'
import { type Ending, givenUp, refusalOf, stopped } from './refusal'
import { settlementOf } from './settlement-of'
import { Waiters } from './waiters'

/** Room for so many wakes the one who waits for it: a promise for each record would cost about as much as mapping it. */
const roomBatch = 64
/** Patience is looked after no more often. */
const leastWatchMs = 250

/**
 * The engine itself: takes requests in and settles each one. When they start is departures' business; what an ended
 * attempt means is decided in judge-attempt.
 */
export class DeliveryLoop implements DeliveryEngine, TaskOwner, ProofOwner {
  private readonly settings: DeliverySettings
  private readonly dependencies: Dependencies
  private readonly counters = new Counters()
  private readonly unsettled = new Unsettled()
  private readonly departures: Departures
  private readonly room = new Waiters()
  private readonly drained = new Waiters()
  private stopping = false
  /** Questions about keys under way. */
  private proving = 0
  private callOffWatch: (() => void) | undefined
  private callOffAbort: (() => void) | undefined
  private callOffStop: (() => void) | undefined

  constructor(settings: DeliverySettings, dependencies: Dependencies) {
    this.settings = settings
    this.dependencies = dependencies
    const onPumped = () => this.wakeForRoom()
    this.departures = new Departures(settings, dependencies, this.counters, this.unsettled, onPumped)
  }

  get hasRoom(): boolean {
    return this.unsettled.count < this.settings.windowRecords
  }

  submit(request: Request, onSettled: (settlement: Settlement) => void): void {
    const nowMs = this.dependencies.nowMs()
    const app = this.departures.lanes.of(request, nowMs)
    const task = new DeliveryTask(this, request, app, onSettled, nowMs)
    this.counters.submitted += 1
    this.unsettled.add(task)
    const refusal = this.stopping ? stopped : refusalOf(app)
    if (refusal !== undefined) {
      this.settle(task, refusal)
      return
    }
    this.departures.lanes.addFresh(task)
    this.departures.pump()
  }

  async prove(probe: EventRequest): Promise<KeyProof> {
    const app = this.departures.lanes.of(probe, this.dependencies.nowMs())
    this.proving += 1
    const proof = await proveKey(probe, this.dependencies, this)
    this.proving -= 1
    if (proof.verdict === 'good') app.gate.keyIsGood()
    return proof
  }

  waitForRoom(): Promise<void> {
    return this.hasRoom ? Promise.resolve() : this.room.wait()
  }

  holdNew(isHeld: boolean): void {
    this.departures.isHoldingNew = isHeld
    this.departures.pump()
  }

  drain(): Promise<void> {
    return this.unsettled.count === 0 ? Promise.resolve() : this.drained.wait()
  }

  stop(): void {
    if (this.stopping) return
    this.stopping = true
    this.departures.close()
    this.settleWaiting(() => true, stopped)
    const { after, transport } = this.dependencies
    this.endProofs()
    if (this.departures.inFlight === 0) return
    this.callOffAbort = after(this.settings.stopGraceMs, () => transport.abortAll())
  }

  /** A question about a key is nothing to wait for. */
  private endProofs(): void {
    if (this.proving > 0 && this.departures.inFlight === 0) this.dependencies.transport.abortAll()
  }

  stopWithin(ms: number): void {
    this.endProofs()
    if (this.unsettled.count > 0) this.callOffStop ??= this.dependencies.after(ms, () => this.stop())
  }

  snapshot(): DeliverySnapshot {
    const oldest = this.unsettled.oldest
    return this.counters.snapshot({
      inFlight: this.departures.inFlight,
      unsettled: this.unsettled.count,
      oldestUnsettledMs: oldest === undefined ? 0 : this.dependencies.nowMs() - oldest.submittedAtMs,
      servers: this.departures.lanes.snapshot(),
    })
  }

  answered(task: DeliveryTask, status: number, text: string, retryAfter: string | undefined, form?: AnswerForm): void {
    const nowMs = this.dependencies.nowMs()
    const { erasure, method } = task.request
    const classification = classify(task.request, { status, text, form })
    if (erasure !== undefined && method === 'POST' && classification.code === 'e213') {
      notePass(task, nowMs)
      this.departures.land(task)
      this.askForStatus(task, erasure.requestId, nowMs)
    } else if (classification.outcome === 'accepted' || classification.outcome === 'rejected') {
      notePass(task, nowMs)
      this.departures.land(task)
      this.settle(task, classification, status)
    } else {
      const bound = this.settings.backoff.maxRetryAfterMs
      const asked = retryAfterMs(retryAfter, nowMs)
      const wait = asked === undefined ? {} : { retryAfterMs: Math.min(asked, bound) }
      this.attemptFailed(task, { classification, status, ...wait }, nowMs)
    }
    this.departures.pump()
  }

  /** At the pace of erasures, as it is one of their API. */
  private askForStatus(task: DeliveryTask, requestId: string, nowMs: number): void {
    if (this.stopping) {
      this.settle(task, stopped)
      return
    }
    task.request = statusQuestion(task.request, requestId)
    this.departures.startAgainAt(task, nowMs)
  }

  failed(task: DeliveryTask, failure: FailureCode, sent: boolean): void {
    if (!sent) task.unsentAttempts += 1
    this.attemptFailed(task, { classification: classifyFailure(failure, sent) }, this.dependencies.nowMs())
    this.departures.pump()
  }

  get isStopping(): boolean {
    return this.stopping
  }

  onAsk(): void {
    this.counters.attempts += 1
    this.counters.keyProbes += 1
  }

  private attemptFailed(task: DeliveryTask, attempt: EndedAttempt, nowMs: number): void {
    const { app } = task
    const { classification, status } = attempt
    const wasBlocked = app.gate.blocked !== undefined
    const wasGivenUp = app.server.health.condition === 'given_up'
    this.counters.attemptFailed(classification.code)
    task.lastFailure = classification
    const next = judgeFailure(task, attempt, nowMs, this.settings, this.dependencies.random)
    const isGivenUp = app.server.health.condition === 'given_up'
    this.watchPatience()
    this.departures.land(task)
    if ('settle' in next) this.settle(task, next.settle, status)
    else if (this.stopping) this.settle(task, { ...classification, outcome: 'transient' }, status)
    else if (isGivenUp) this.settle(task, givenUp, status)
    else this.departures.startAgainAt(task, nowMs + next.retryInMs)
    // Those that wait for an app or a server that takes nothing end with it.
    const blocked = app.gate.blocked
    if (blocked !== undefined && !wasBlocked)
      this.settleWaiting((other) => other.app === app, { outcome: 'misconfigured', ...blocked })
    if (isGivenUp && !wasGivenUp) this.settleWaiting((other) => other.app.server === app.server, givenUp)
  }

  /** Looks now and then for those whose patience is at its end: where nothing may be sent, no answer would end them. */
  private watchPatience(): void {
    const everyMs = Math.max(leastWatchMs, this.settings.patienceMs / 100)
    this.callOffWatch ??= this.dependencies.after(everyMs, () => {
      this.callOffWatch = undefined
      this.endPatience(this.dependencies.nowMs())
      if (this.unsettled.count > 0) this.watchPatience()
    })
  }

  private endPatience(nowMs: number): void {
    for (const server of this.departures.lanes.servers)
      if (server.health.giveUpWhenDue(nowMs)) this.settleWaiting((task) => task.app.server === server, givenUp)
    const { patienceMs } = this.settings
    const isOver = (task: DeliveryTask) => task.lastFailure !== undefined && nowMs - task.firstAttemptAtMs >= patienceMs
    const over = this.unsettled.waiting(isOver)
    for (const task of over) task.settled = true
    this.departures.forgetSettled()
    for (const task of over) if (task.lastFailure) this.settle(task, giveUp(task.lastFailure, task.failures))
  }

  private settleWaiting(fits: (task: DeliveryTask) => boolean, ending: Ending): void {
    const waiting = this.unsettled.waiting(fits)
    for (const task of waiting) task.settled = true
    this.departures.forgetSettled()
    for (const task of waiting) this.settle(task, ending)
  }

  private settle(task: DeliveryTask, ending: Ending, status: number | undefined = ending.status): void {
    task.settled = true
    this.unsettled.remove(task)
    if (task.failing) task.app.server.health.recordSettled()
    const settlement = settlementOf(task, ending, status)
    this.counters.settle(settlement)
    task.onSettled(settlement)
    this.wakeForRoom()
    if (this.unsettled.count === 0) this.rest()
  }

  private rest(): void {
    this.departures.rest()
    this.callOffWatch?.()
    this.callOffWatch = undefined
    this.callOffAbort?.()
    this.callOffStop?.()
    this.drained.wake()
  }

  private wakeForRoom(): void {
    if (!this.room.some || !this.hasRoom) return
    const { windowRecords } = this.settings
    const free = windowRecords - this.unsettled.count
    if (this.departures.readyCount === 0 || free >= Math.min(roomBatch, Math.ceil(windowRecords / 4))) this.room.wake()
  }
}

function classify({ erasure, endpoint, method }: Request, answer: ErasureAnswer): Classification {
  if (erasure === undefined)
    return classifyAnswer(answer.status, answer.text, answer.form, endpoint === 'erasure' ? undefined : endpoint)
  const tokenName = 'the API token V2 (api_token)'
  return method === 'GET' ? classifyStatus(answer, tokenName) : classifyErasure(answer, { ...erasure, tokenName })
}
