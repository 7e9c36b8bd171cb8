import type { AppLane } from './app-lane'
import type { DeliveryTask } from './delivery-task'

/** The apps that have something to send, in the order of their turns: of thousands that are configured a few at a time, mostly. */
export class ReadyApps {
  private first: AppLane<DeliveryTask> | undefined
  private last: AppLane<DeliveryTask> | undefined
  private count = 0

  /** Takes in an app that has a record to send, unless it is here. */
  add(app: AppLane<DeliveryTask>): void {
    if (app.isListed) return
    app.isListed = true
    this.count += 1
    this.append(app)
  }

  /** The next record, the apps taking turns; `pick` gives an app's, unless the time has not come for it. */
  next(pick: (app: AppLane<DeliveryTask>) => DeliveryTask | undefined): DeliveryTask | undefined {
    for (let left = this.count; left > 0; left -= 1) {
      const app = this.shift()
      if (app === undefined) return undefined
      if (!app.isReady) {
        app.isListed = false
        this.count -= 1
        continue
      }
      this.append(app)
      if (!app.hasPlace || !app.server.hasPlace) continue
      const task = pick(app)
      if (task !== undefined) return task
    }
    return undefined
  }

  private append(app: AppLane<DeliveryTask>): void {
    if (this.last === undefined) this.first = app
    else this.last.following = app
    this.last = app
  }

  private shift(): AppLane<DeliveryTask> | undefined {
    const app = this.first
    if (app === undefined) return undefined
    this.first = app.following
    if (this.first === undefined) this.last = undefined
    app.following = undefined
    return app
  }
}
