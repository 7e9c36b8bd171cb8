import { AppGate } from './app-gate'
import type { ServerLane } from './server-lane'
import { TaskQueue } from './task-queue'

/** One app at one server: whether its key is good, and which of its records are ready to be sent. */
export class AppLane {
  readonly server: ServerLane
  readonly gate: AppGate
  readonly fresh = new TaskQueue()
  /** Records whose backoff is over. They go first: they are older, and a checkpoint may wait for them. */
  readonly again = new TaskQueue()
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
