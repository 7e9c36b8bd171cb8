import { AppGate } from '../limits/app-gate'
import type { ServerLane } from './server-lane'
import { type Queueable, TaskQueue } from './task-queue'

/** One app at one server: whether its key is good, and which of its records are ready to be sent. */
export class AppLane<Task extends Queueable<Task>> {
  readonly server: ServerLane
  readonly gate: AppGate
  readonly fresh = new TaskQueue<Task>()
  /** Records whose backoff is over. They go first: they are older, and a checkpoint may wait for them. */
  readonly again = new TaskQueue<Task>()
  inFlight = 0

  constructor(server: ServerLane, trialInFlight: number) {
    this.server = server
    this.gate = new AppGate(trialInFlight)
  }

  get hasPlace(): boolean {
    return this.inFlight < this.gate.maxInFlight
  }

  get isReady(): boolean {
    return !this.fresh.isEmpty || !this.again.isEmpty
  }
}
