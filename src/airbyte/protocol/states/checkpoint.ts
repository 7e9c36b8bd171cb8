import type { DestinationStats } from './state-line'

/**
 * Holds each state back until every earlier record it covers is settled. A STREAM state covers the records of its
 * stream; a GLOBAL or LEGACY one covers all, comes after every state before it and before every state after it. Each
 * record counts in exactly one state: the first that covers it. Constant time per record and state, amortised.
 */
export class Checkpoint<State> {
  readonly #release: (state: State, stats: DestinationStats, sentCount: number) => void
  #current: Epoch<State> = newEpoch()
  #newest: Epoch<State> = this.#current
  #heldCount = 0
  #hasAbandoned = false
  /** No state that comes from now on can ever be released. */
  #isSealed = false

  /**
   * `release` is called with each state as soon as it may go out, in order, with how many of the records it covers were
   * accepted and not skipped. It must not call the checkpoint.
   */
  constructor(release: (state: State, stats: DestinationStats, sentCount: number) => void) {
    this.#release = release
  }

  /** How many states have come in and not gone out. */
  get heldCount(): number {
    return this.#heldCount
  }

  /** Notes a record of the stream. Settle or abandon, once, what this returns. */
  addRecord(streamKey: string): Segment<State> {
    const segment = this.#lane(streamKey).last
    segment.unsettledCount += 1
    segment.lane.epoch.unsettledCount += 1
    return segment
  }

  /** A record of the segment has its final outcome. */
  settle(segment: Segment<State>, verdict: 'accepted' | 'skipped' | 'rejected'): void {
    if (segment.unsettledCount === 0) throw new RangeError('more records were settled than were read')
    segment.unsettledCount -= 1
    if (verdict === 'rejected') segment.rejectedCount += 1
    else segment.acceptedCount += 1
    if (verdict === 'skipped') segment.skippedCount += 1
    const { lane } = segment
    lane.epoch.unsettledCount -= 1
    if (lane.epoch !== this.#current) return
    if (segment.unsettledCount === 0) this.#releaseLane(lane)
    this.#finishEpochs()
  }

  /** A record of the segment must be sent again, by a later sync: no state that covers it is ever released. */
  abandon(segment: Segment<State>): void {
    this.#hasAbandoned = true
    segment.lane.isAbandoned = true
    if (segment.lane.epoch !== this.#newest) this.#isSealed = true
  }

  /** False for one that can never go out: it is counted and not held. */
  addStreamState(streamKey: string, state: State): boolean {
    this.#heldCount += 1
    const lane = this.#lane(streamKey)
    // A state that can never go out is counted and dropped, so that memory stays flat.
    if (this.#isSealed || lane.isAbandoned) return false
    lane.close(state)
    if (lane.epoch === this.#current) this.#releaseLane(lane)
    return true
  }

  /** False for one that can never go out. */
  addGlobalState(state: State): boolean {
    this.#heldCount += 1
    if (this.#hasAbandoned) this.#isSealed = true
    if (this.#isSealed) return false
    this.#newest.closedBy = state
    this.#newest.next = newEpoch()
    this.#newest = this.#newest.next
    this.#finishEpochs()
    return true
  }

  /** The first state that waits in each stream, and the first global one: of all that can still go out, the oldest is among them. */
  firstWaiting(): readonly State[] {
    const lanes = [...this.#current.lanes.values()].filter((lane) => !lane.isAbandoned)
    const waiting = lanes.flatMap((lane) => lane.first.closedBy ?? [])
    const { closedBy } = this.#current
    return closedBy === undefined || this.#hasAbandoned ? waiting : [...waiting, closedBy]
  }

  #lane(streamKey: string): Lane<State> {
    const { lanes } = this.#newest
    const present = lanes.get(streamKey)
    if (present !== undefined) return present
    const lane = new Lane(this.#newest)
    lanes.set(streamKey, lane)
    return lane
  }

  #releaseLane(lane: Lane<State>): void {
    let { first } = lane
    while (first.unsettledCount === 0 && first.closedBy !== undefined && first.next !== undefined) {
      this.#heldCount -= 1
      this.#release(first.closedBy, statsOf([first]), sentIn([first]))
      first = first.next
    }
    lane.first = first
  }

  #finishEpochs(): void {
    let { unsettledCount, closedBy, next } = this.#current
    while (unsettledCount === 0 && closedBy !== undefined && next !== undefined) {
      // Every segment with a state of its own is released by now; the last one of each lane is the global state's.
      const counted = [...this.#current.lanes.values()].map((lane) => lane.last)
      this.#heldCount -= 1
      this.#release(closedBy, statsOf(counted), sentIn(counted))
      this.#current = next
      for (const lane of next.lanes.values()) this.#releaseLane(lane)
      ;({ unsettledCount, closedBy, next } = this.#current)
    }
  }
}

/** The records of one stream between two of its states. Opaque to others. */
export interface Segment<State> {
  readonly lane: Lane<State>
  unsettledCount: number
  /** With those that were skipped. */
  acceptedCount: number
  skippedCount: number
  rejectedCount: number
  /** The state that ends the segment; until it comes, records are added. */
  closedBy?: State
  next?: Segment<State>
}

/** The unreleased segments of one stream within one epoch; the last one is open. */
class Lane<State> {
  readonly epoch: Epoch<State>
  first: Segment<State>
  last: Segment<State>
  isAbandoned = false

  constructor(epoch: Epoch<State>) {
    this.epoch = epoch
    this.first = this.#newSegment()
    this.last = this.first
  }

  close(state: State): void {
    const next = this.#newSegment()
    this.last.closedBy = state
    this.last.next = next
    this.last = next
  }

  #newSegment(): Segment<State> {
    return { lane: this, unsettledCount: 0, acceptedCount: 0, skippedCount: 0, rejectedCount: 0 }
  }
}

/** What lies between two states that cover all streams. Only the first unfinished epoch releases states. */
interface Epoch<State> {
  readonly lanes: Map<string, Lane<State>>
  unsettledCount: number
  closedBy?: State
  next?: Epoch<State>
}

function newEpoch<State>(): Epoch<State> {
  return { lanes: new Map(), unsettledCount: 0 }
}

function statsOf<State>(segments: readonly Segment<State>[]): DestinationStats {
  return {
    recordCount: segments.reduce((sum, segment) => sum + segment.acceptedCount, 0),
    rejectedRecordCount: segments.reduce((sum, segment) => sum + segment.rejectedCount, 0),
  }
}

function sentIn<State>(segments: readonly Segment<State>[]): number {
  return segments.reduce((sum, segment) => sum + segment.acceptedCount - segment.skippedCount, 0)
}
