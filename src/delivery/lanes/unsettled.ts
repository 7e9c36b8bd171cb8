import type { DeliveryTask } from './delivery-task'

/** All tasks that are not settled, in the order they were submitted. */
export class Unsettled {
  private first: DeliveryTask | undefined
  private last: DeliveryTask | undefined
  private counted = 0

  get count(): number {
    return this.counted
  }

  get oldest(): DeliveryTask | undefined {
    return this.first
  }

  add(task: DeliveryTask): void {
    task.older = this.last
    if (this.last === undefined) this.first = task
    else this.last.newer = task
    this.last = task
    this.counted += 1
  }

  remove(task: DeliveryTask): void {
    if (task.older === undefined) this.first = task.newer
    else task.older.newer = task.newer
    if (task.newer === undefined) this.last = task.older
    else task.newer.older = task.older
    task.older = undefined
    task.newer = undefined
    this.counted -= 1
  }

  /** Those that wait for their first or next attempt and fit, as a copy: they may be settled meanwhile. */
  waiting(fits: (task: DeliveryTask) => boolean): DeliveryTask[] {
    const found: DeliveryTask[] = []
    for (let task = this.first; task !== undefined; task = task.newer)
      if (!task.inFlight && !task.settled && fits(task)) found.push(task)
    return found
  }
}
