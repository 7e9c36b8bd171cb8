import type { AppLane } from '../lanes/app-lane'
import type { DeliveryTask } from '../lanes/delivery-task'
import { DueList } from '../lanes/due-list'
import { Lanes } from '../lanes/lanes'
import type { Unsettled } from '../lanes/unsettled'
import { rampedRate } from '../limits/rate-ramp'
import { TokenBucket } from '../limits/token-bucket'
import type { DeliverySettings } from '../settings'
import { Alarm } from './alarm'
import type { Counters } from './counters'
import type { Dependencies } from './dependencies'

/** However little patience is left, an attempt has so long. */
const leastAttemptMs = 1_000

/**
 * Which record starts next, and when: apps take turns, records in backoff wait for their time, and nothing starts before
 * its server, its app's trial and the rate allow it. An alarm rings for what may start later.
 */
export class Departures {
  readonly lanes: Lanes
  /** Requests under way. */
  inFlight = 0
  /** No record starts for the first time. */
  isHoldingNew = false
  private readonly settings: DeliverySettings
  private readonly dependencies: Dependencies
  private readonly counters: Counters
  private readonly unsettled: Unsettled
  private readonly onPumped: () => void
  private readonly backoff = new DueList<DeliveryTask>()
  private readonly rate: TokenBucket
  private readonly alarm: Alarm
  private firstRequestAtMs: number | undefined
  private pumping = false
  private isClosed = false
  /** The moment of the running pump, for `pick`. */
  private pumpMs = 0
  private readonly pick = (app: AppLane<DeliveryTask>): DeliveryTask | undefined => this.taskOf(app, this.pumpMs)

  /** `onPumped` is called whenever records may have started. */
  constructor(
    settings: DeliverySettings,
    dependencies: Dependencies,
    counters: Counters,
    unsettled: Unsettled,
    onPumped: () => void,
  ) {
    this.settings = settings
    this.dependencies = dependencies
    this.counters = counters
    this.unsettled = unsettled
    this.onPumped = onPumped
    this.lanes = new Lanes(settings)
    this.rate = new TokenBucket(dependencies.nowMs())
    this.alarm = new Alarm(dependencies, () => this.pump())
  }

  /** Records that could be sent at once, were there a place and leave for them. */
  get readyCount(): number {
    return this.unsettled.count - this.inFlight - this.backoff.size
  }

  /** Starts whatever may start now, and sees to it that the alarm rings for what may start later. */
  pump(): void {
    if (this.pumping || this.isClosed) return
    this.pumping = true
    const nowMs = this.dependencies.nowMs()
    this.pumpMs = nowMs
    for (let due = this.backoff.takeDue(nowMs); due !== undefined; due = this.backoff.takeDue(nowMs))
      this.lanes.addAgain(due)
    while (this.inFlight < this.settings.maxInFlight && this.rateAllows(nowMs)) {
      const task = this.lanes.ready.next(this.pick)
      if (task === undefined) break
      this.start(task, nowMs)
    }
    this.alarm.by(this.backoff.earliestMs)
    this.pumping = false
    this.onPumped()
  }

  /** The attempt of a task has ended. */
  land(task: DeliveryTask): void {
    task.inFlight = false
    this.inFlight -= 1
    task.app.inFlight -= 1
    task.app.server.inFlight -= 1
  }

  /** A task that has landed is to start again at a time. */
  startAgainAt(task: DeliveryTask, dueAtMs: number): void {
    task.dueAtMs = dueAtMs
    this.backoff.add(task)
  }

  /** Settled tasks wait for nothing any more. */
  forgetSettled(): void {
    this.backoff.keep((task) => !task.settled)
  }

  /** Nothing is left to start: no timer may keep the process alive. */
  rest(): void {
    this.alarm.off()
  }

  /** Starts nothing more, ever. */
  close(): void {
    this.isClosed = true
    this.alarm.off()
  }

  private rateAllows(nowMs: number): boolean {
    if (this.readyCount === 0) return false
    const { maxRequestsPerSecond, ramp } = this.settings
    const elapsedMs = nowMs - (this.firstRequestAtMs ?? nowMs)
    const readyAtMs = this.rate.readyAtMs(nowMs, rampedRate(maxRequestsPerSecond, elapsedMs, ramp))
    if (readyAtMs > nowMs) this.alarm.by(readyAtMs)
    return readyAtMs <= nowMs
  }

  private taskOf(app: AppLane<DeliveryTask>, nowMs: number): DeliveryTask | undefined {
    const readyAtMs = app.readyAtMs(nowMs)
    if (readyAtMs > nowMs) {
      this.alarm.by(readyAtMs)
      return undefined
    }
    // Where the key is in doubt, another record tells more than one that was refused before.
    const mayBeNew = !this.isHoldingNew && !app.fresh.isEmpty
    if (app.again.isEmpty || (app.gate.isDoubted && mayBeNew)) return mayBeNew ? app.fresh.take() : undefined
    const retryAtMs = app.server.retryReadyAtMs(nowMs)
    if (retryAtMs <= nowMs) return app.again.take()
    this.alarm.by(retryAtMs)
    return mayBeNew ? app.fresh.take() : undefined
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
    app.server.started()
    task.attemptAtServer = app.server.attempts
    this.rate.take()
    app.pace.started()
    // An attempt ends with the patience for its record.
    const leftMs = this.settings.patienceMs - (nowMs - task.firstAttemptAtMs)
    this.dependencies.transport.send(task.request, task, Math.max(leastAttemptMs, leftMs))
  }
}
