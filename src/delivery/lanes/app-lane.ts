import { AppGate, type GateSettings } from '../limits/app-gate'
import { ThrottlePace } from '../limits/throttle-pace'
import type { ServerLane } from './server-lane'
import { type Queueable, TaskQueue } from './task-queue'

/** One app at one server: whether its key is good, how fast it may go, and which of its records are ready to be sent. */
export class AppLane<Task extends Queueable<Task>> {
  readonly server: ServerLane
  readonly gate: AppGate
  /** AppsFlyer limits each app by itself (mobile guide, rate limits). */
  readonly pace: ThrottlePace
  readonly fresh = new TaskQueue<Task>()
  /** Records whose backoff is over. They go first: they are older, and a checkpoint may wait for them. */
  readonly again = new TaskQueue<Task>()
  inFlight = 0
  /** `ReadyApps` keeps these two: whether it has this app, and which one's turn is next. */
  isListed = false
  following: AppLane<Task> | undefined = undefined

  constructor(server: ServerLane, settings: GateSettings, nowMs: number) {
    this.server = server
    this.gate = new AppGate(settings)
    this.pace = new ThrottlePace(nowMs)
  }

  get hasPlace(): boolean {
    return this.inFlight < this.gate.maxInFlight
  }

  /** When the next request may start: `nowMs` or later. */
  readyAtMs(nowMs: number): number {
    return Math.max(this.server.readyAtMs(nowMs), this.gate.readyAtMs(nowMs), this.pace.readyAtMs(nowMs))
  }

  get isReady(): boolean {
    return !this.fresh.isEmpty || !this.again.isEmpty
  }
}
