import type { Dependencies } from '../../../src/delivery/engine/dependencies'

interface Due {
  readonly atMs: number
  readonly order: number
  readonly run: () => void
  isOff: boolean
}

/** A clock that goes from one event to the next, however far apart they are: minutes of traffic take a second. */
export class VirtualTime {
  nowMs = 1_700_000_000_000
  private heap: Due[] = []
  private order = 0
  private seed = 1

  readonly after: Dependencies['after'] = (delayMs, run) => {
    const due = { atMs: this.nowMs + delayMs, order: this.order++, run, isOff: false }
    this.push(due)
    return () => {
      due.isOff = true
    }
  }

  /** A linear congruential generator: the same chances in every run. */
  readonly random = (): number => {
    this.seed = (this.seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return this.seed / 2_147_483_648
  }

  /** Lets time pass until then, or until `isOver`. */
  run(untilMs: number, isOver: () => boolean = () => false): void {
    for (let due = this.pop(untilMs); due !== undefined; due = this.pop(untilMs)) {
      if (due.isOff) continue
      this.nowMs = Math.max(this.nowMs, due.atMs)
      due.run()
      if (isOver()) return
    }
    this.nowMs = untilMs
  }

  private push(due: Due): void {
    let index = this.heap.push(due) - 1
    while (index > 0) {
      const parentIndex = (index - 1) >> 1
      const parent = this.heap[parentIndex]
      if (parent === undefined || isBefore(parent, due)) break
      this.heap[index] = parent
      index = parentIndex
    }
    this.heap[index] = due
  }

  private pop(untilMs: number): Due | undefined {
    const [first] = this.heap
    if (first === undefined || first.atMs > untilMs) return undefined
    const last = this.heap.pop()
    if (last !== undefined && last !== first) this.sink(last)
    return first
  }

  private sink(due: Due): void {
    let index = 0
    for (;;) {
      let childIndex = 2 * index + 1
      const right = this.heap[childIndex + 1]
      let child = this.heap[childIndex]
      if (child !== undefined && right !== undefined && isBefore(right, child)) {
        child = right
        childIndex += 1
      }
      if (child === undefined || isBefore(due, child)) break
      this.heap[index] = child
      index = childIndex
    }
    this.heap[index] = due
  }
}

function isBefore(left: Due, right: Due): boolean {
  return left.atMs < right.atMs || (left.atMs === right.atMs && left.order < right.order)
}
