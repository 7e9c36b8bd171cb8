/** Items that wait for a time of theirs, the earliest first: a binary heap. */
export class DueList<Item extends { readonly dueAtMs: number }> {
  private heap: Item[] = []

  get earliestMs(): number {
    return this.heap[0]?.dueAtMs ?? Number.POSITIVE_INFINITY
  }

  get size(): number {
    return this.heap.length
  }

  add(item: Item): void {
    const heap = this.heap
    let index = heap.length
    heap.push(item)
    while (index > 0) {
      const parentIndex = (index - 1) >> 1
      const parent = heap[parentIndex]
      if (parent === undefined || parent.dueAtMs <= item.dueAtMs) break
      heap[index] = parent
      index = parentIndex
    }
    heap[index] = item
  }

  /** The earliest item, if its time has come. */
  takeDue(nowMs: number): Item | undefined {
    const first = this.heap[0]
    if (first === undefined || first.dueAtMs > nowMs) return undefined
    const last = this.heap.pop()
    if (last !== undefined && last !== first) this.sink(last)
    return first
  }

  /** Takes out the items that are no longer wanted. */
  keep(wanted: (item: Item) => boolean): void {
    const kept = this.heap.filter(wanted)
    this.heap = []
    for (const item of kept) this.add(item)
  }

  private sink(item: Item): void {
    const heap = this.heap
    let index = 0
    for (;;) {
      let childIndex = 2 * index + 1
      let child = heap[childIndex]
      const right = heap[childIndex + 1]
      if (child !== undefined && right !== undefined && right.dueAtMs < child.dueAtMs) {
        child = right
        childIndex += 1
      }
      if (child === undefined || child.dueAtMs >= item.dueAtMs) break
      heap[index] = child
      index = childIndex
    }
    heap[index] = item
  }
}
