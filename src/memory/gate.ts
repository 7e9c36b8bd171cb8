import type { Prepared } from '../core/domain/prepared'
import type { Request } from '../core/domain/request'
import type { Memory } from './memory'
import type { After } from './waiting-room'

/** What a host does with its records. */
export interface GatePorts<Item> {
  readonly memory: Memory
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly after: After
  /**
   * Handles a record at last: sends, rejects or skips it. One that is to be sent is settled (`settled`) with the same
   * `deliveryId`, once, whatever comes of it. A promise where the reader has to wait.
   */
  readonly proceed: (item: Item, prepared: Prepared, deliveryId: string | undefined) => Promise<unknown> | undefined
  /** Leaves a record for a later run: nobody knows what is right for it. */
  readonly abandon: (item: Item) => void
  /** The memory failed, and the run must end. */
  readonly onFailure: (error: unknown) => void
}

/** What stands between `prepare` and sending. */
export interface Gate<Item> {
  /** Takes a record. A promise where the reader has to wait. */
  add(item: Item, prepared: Prepared): Promise<unknown> | undefined
  /** Asks about the records that were added, and lets them go on. To be called whenever the input pauses. */
  pass(): Promise<void>
  /** Resolves when the memory has kept so much that more may be accepted. Rejects as `flush` does. */
  ready(): Promise<void>
  /** What became of a record that was to be sent. */
  settled(deliveryId: string | undefined, wasAccepted: boolean): void
  /**
   * AppsFlyer took erasures of a record, for each app: from now on nothing is sent for whom they name. `done` is called once
   * that is kept; where it cannot be and the run must end for it, the record is left for a later one.
   */
  erased(item: Item, accepted: readonly Request[], done: () => void): void
  /** Lets those that wait for their installs go now: the run ends early. */
  release(): void
  /** Resolves when all records that were added have gone on, but for those that wait for another one to settle. */
  drain(): Promise<void>
  /**
   * Accepted records that the memory could not keep: once nothing is under way, another run sends them again. An erasure among
   * them holds nobody back.
   */
  readonly unkeptCount: number
  /** Whether every record that was added has gone on, and what was to be sent is settled. */
  readonly isEmpty: boolean
  /** Resolves when what AppsFlyer accepted so far is kept. Rejects with a MemoryError where it cannot be, and the run is to end for that. */
  flush(): Promise<void>
}
