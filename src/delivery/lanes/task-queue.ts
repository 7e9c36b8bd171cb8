/** What a queue links: `next` is the queue's own. */
export interface Queueable<Item> {
  readonly settled: boolean
  next: Item | undefined
}

/** First in, first out, linked through the items themselves; an item is in one queue at most. Settled ones are passed over. */
export class TaskQueue<Item extends Queueable<Item>> {
  private head: Item | undefined
  private tail: Item | undefined

  get isEmpty(): boolean {
    while (this.head?.settled === true) this.drop(this.head)
    return this.head === undefined
  }

  add(item: Item): void {
    if (this.tail === undefined) this.head = item
    else this.tail.next = item
    this.tail = item
  }

  take(): Item | undefined {
    if (this.isEmpty || this.head === undefined) return undefined
    const item = this.head
    this.drop(item)
    return item
  }

  private drop(item: Item): void {
    this.head = item.next
    if (this.head === undefined) this.tail = undefined
    item.next = undefined
  }
}
