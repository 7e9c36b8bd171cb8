import type { Request } from '../domain/request'
import { Alarm } from './alarm'
import type { AppLane } from './app-lane'
import { classifyAnswer, classifyFailure } from './classify'
import { Counters, type DeliverySnapshot } from './counters'
import { DeliveryTask, type TaskOwner } from './delivery-task'
import type { Dependencies } from './dependencies'
import { DueList } from './due-list'
import type { DeliveryEngine } from './engine'
import type { FailureCode } from './failure-rules'
import { type EndedAttempt, judgeFailure, notePass } from './judge-attempt'
import { Lanes } from './lanes'
import { rampedRate } from './rate-ramp'
import { type Ending, givenUp, refusalOf, stopped } from './refusal'
import { retryAfterMs } from './retry-after'
import type { DeliverySettings } from './settings'
import type { Settlement } from './settlement'
import { settlementOf } from './settlement-of'
import { TokenBucket } from './token-bucket'
import { Unsettled } from './unsettled'
import { Waiters } from './waiters'

/** Room for so many wakes the one who waits for it: a promise for each record would cost about as much as mapping it. */
const roomBatch = 64

/** The engine itself: queues, turns and ends. What an ended attempt means is decided in judge-attempt. */
export class DeliveryLoop implements DeliveryEngine, TaskOwner {
  private readonly settings: DeliverySettings
  private readonly dependencies: Dependencies
  private readonly counters = new Counters()
  private readonly unsettled = new Unsettled()
  private readonly backoff = new DueList<DeliveryTask>()
  private readonly lanes: Lanes
  private readonly rate: TokenBucket
  private readonly alarm: Alarm
  private readonly room = new Waiters()
  private readonly drained = new Waiters()
  private firstRequestAtMs: number | undefined
  private inFlight = 0
  private pumping = false
  private stopping = false
  private callOffAbort: (() => void) | undefined
  /** The moment of the running pump, for `pick`. */
  private pumpMs = 0
  private readonly pick = (app: AppLane): DeliveryTask | undefined => this.taskOf(app, this.pumpMs)

  constructor(settings: DeliverySettings, dependencies: Dependencies) {
    this.settings = settings
    this.dependencies = dependencies
    this.lanes = new Lanes(settings)
    this.rate = new TokenBucket(dependencies.nowMs())
    this.alarm = new Alarm(dependencies, () => this.pump())
  }

  get hasRoom(): boolean {
    return this.unsettled.count < this.settings.windowRecords
  }

  submit(request: Request, onSettled: (settlement: Settlement) => void): void {
    const nowMs = this.dependencies.nowMs()
    const app = this.lanes.of(request, nowMs)
    const task = new DeliveryTask(this, request, app, onSettled, nowMs)
    this.counters.submitted += 1
    this.unsettled.add(task)
    const refusal = this.stopping ? stopped : refusalOf(app)
    if (refusal !== undefined) {
      this.settle(task, refusal)
      return
    }
    app.fresh.add(task)
    this.pump()
  }

  waitForRoom(): Promise<void> {
    return this.hasRoom ? Promise.resolve() : this.room.wait()
  }

  drain(): Promise<void> {
    return this.unsettled.count === 0 ? Promise.resolve() : this.drained.wait()
  }

  stop(): void {
    if (this.stopping) return
    this.stopping = true
    this.alarm.off()
    this.settleWaiting(() => true, stopped)
    if (this.inFlight === 0) return
    const { after, transport } = this.dependencies
    this.callOffAbort = after(this.settings.stopGraceMs, () => transport.abortAll())
  }

  snapshot(): DeliverySnapshot {
    const oldest = this.unsettled.oldest
    return this.counters.snapshot({
      inFlight: this.inFlight,
      unsettled: this.unsettled.count,
      oldestUnsettledMs: oldest === undefined ? 0 : this.dependencies.nowMs() - oldest.submittedAtMs,
      servers: this.lanes.servers.map((server) => server.snapshot()),
    })
  }

  answered(task: DeliveryTask, status: number, text: string, retryAfter: string | undefined): void {
    const nowMs = this.dependencies.nowMs()
    const classification = classifyAnswer(status, text)
    if (classification.outcome === 'accepted' || classification.outcome === 'rejected') {
      notePass(task, nowMs)
      this.land(task)
      this.settle(task, classification, status)
    } else {
      const bound = this.settings.backoff.maxRetryAfterMs
      const asked = retryAfterMs(retryAfter, nowMs)
      const wait = asked === undefined ? {} : { retryAfterMs: Math.min(asked, bound) }
      this.attemptFailed(task, { classification, status, ...wait }, nowMs)
    }
    this.pump()
  }

  failed(task: DeliveryTask, failure: FailureCode, sent: boolean): void {
    this.attemptFailed(task, { classification: classifyFailure(failure, sent) }, this.dependencies.nowMs())
    this.pump()
  }

  private attemptFailed(task: DeliveryTask, attempt: EndedAttempt, nowMs: number): void {
    const { app } = task
    const { classification, status } = attempt
    const wasBlocked = app.gate.blocked !== undefined
    const wasGivenUp = app.server.health.condition === 'given_up'
    this.counters.attemptFailed(classification.code)
    const next = judgeFailure(task, attempt, nowMs, this.settings, this.dependencies.random)
    const isGivenUp = app.server.health.condition === 'given_up'
    this.land(task)
    if ('settle' in next) this.settle(task, next.settle, status)
    else if (this.stopping) this.settle(task, { ...classification, outcome: 'transient' }, status)
    else if (isGivenUp) this.settle(task, givenUp, status)
    else {
      task.dueAtMs = nowMs + next.retryInMs
      this.backoff.add(task)
    }
    // Those that wait for an app or a server that takes nothing end with it.
    const blocked = app.gate.blocked
    if (blocked !== undefined && !wasBlocked)
      this.settleWaiting((other) => other.app === app, { outcome: 'misconfigured', ...blocked })
    if (isGivenUp && !wasGivenUp) this.settleWaiting((other) => other.app.server === app.server, givenUp)
  }

  /** Starts whatever may start now, and sees to it that the alarm rings for what may start later. */
  private pump(): void {
    if (this.pumping || this.stopping) return
    this.pumping = true
    const nowMs = this.dependencies.nowMs()
    this.pumpMs = nowMs
    for (let due = this.backoff.takeDue(nowMs); due !== undefined; due = this.backoff.takeDue(nowMs))
      due.app.again.add(due)
    while (this.inFlight < this.settings.maxInFlight && this.rateAllows(nowMs)) {
      const task = this.lanes.next(this.pick)
      if (task === undefined) break
      this.start(task, nowMs)
    }
    this.alarm.by(this.backoff.earliestMs)
    this.pumping = false
    this.wakeForRoom()
  }

  private rateAllows(nowMs: number): boolean {
    if (this.readyCount === 0) return false
    const { maxRequestsPerSecond, ramp } = this.settings
    const elapsedMs = nowMs - (this.firstRequestAtMs ?? nowMs)
    const readyAtMs = this.rate.readyAtMs(nowMs, rampedRate(maxRequestsPerSecond, elapsedMs, ramp))
    if (readyAtMs > nowMs) this.alarm.by(readyAtMs)
    return readyAtMs <= nowMs
  }

  private taskOf(app: AppLane, nowMs: number): DeliveryTask | undefined {
    const readyAtMs = app.server.readyAtMs(nowMs)
    if (readyAtMs > nowMs) {
      this.alarm.by(readyAtMs)
      return undefined
    }
    if (app.again.isEmpty) return app.fresh.take()
    const retryAtMs = app.server.retryReadyAtMs(nowMs)
    if (retryAtMs <= nowMs) return app.again.take()
    this.alarm.by(retryAtMs)
    return app.fresh.take()
  }

  private start(task: DeliveryTask, nowMs: number): void {
    const { app } = task
    this.firstRequestAtMs ??= nowMs
    if (task.attempts === 0) {
      task.firstAttemptAtMs = nowMs
      task.passesAtFirstAttempt = app.server.health.passes
    } else {
      this.counters.retries += 1
      app.server.budget.take()
    }
    task.lastAttemptAtMs = nowMs
    task.attempts += 1
    task.inFlight = true
    this.counters.attempts += 1
    this.inFlight += 1
    app.inFlight += 1
    app.server.inFlight += 1
    this.rate.take()
    app.server.pace.started(nowMs)
    this.dependencies.transport.send(task.request, task)
  }

  private land(task: DeliveryTask): void {
    task.inFlight = false
    this.inFlight -= 1
    task.app.inFlight -= 1
    task.app.server.inFlight -= 1
  }

  private settleWaiting(fits: (task: DeliveryTask) => boolean, ending: Ending): void {
    const waiting = this.unsettled.waiting(fits)
    for (const task of waiting) task.settled = true
    this.backoff.keep((task) => !task.settled)
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

  /** Nothing is left: no timer may keep the process alive. */
  private rest(): void {
    this.alarm.off()
    this.callOffAbort?.()
    this.drained.wake()
  }

  private wakeForRoom(): void {
    if (!this.room.some || !this.hasRoom) return
    const { windowRecords } = this.settings
    const free = windowRecords - this.unsettled.count
    if (this.readyCount === 0 || free >= Math.min(roomBatch, Math.ceil(windowRecords / 4))) this.room.wake()
  }

  /** Records that could be sent at once, were there a place and leave for them. */
  private get readyCount(): number {
    return this.unsettled.count - this.inFlight - this.backoff.size
  }
}
