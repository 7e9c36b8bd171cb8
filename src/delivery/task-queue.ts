import type { DeliveryTask } from './delivery-task'

/** First in, first out, linked through the tasks themselves; a task is in one queue at most. Settled ones are passed over. */
export class TaskQueue {
  private head: DeliveryTask | undefined
  private tail: DeliveryTask | undefined

  get isEmpty(): boolean {
    while (this.head?.settled === true) this.drop(this.head)
    return this.head === undefined
  }

  add(task: DeliveryTask): void {
    if (this.tail === undefined) this.head = task
    else this.tail.next = task
    this.tail = task
  }

  take(): DeliveryTask | undefined {
    if (this.isEmpty || this.head === undefined) return undefined
    const task = this.head
    this.drop(task)
    return task
  }

  private drop(task: DeliveryTask): void {
    this.head = task.next
    if (this.head === undefined) this.tail = undefined
    task.next = undefined
  }
}
