import type { JsonObject } from '../../../json/json'
import type { StreamName } from '../messages/read-message'

/** A record that was not sent or that the destination refused, with what is needed to understand, store and replay it. */
export interface RejectedRecord {
  readonly stream: StreamName
  readonly lineNumber: number
  /** The record as it came in; null when it had no data. */
  readonly data: JsonObject | null
  /** Of a line that could not be read: what stood there. */
  readonly text?: string
  readonly stage: 'read' | 'prepare' | 'delivery'
  readonly code: string
  /** Safe to show: nothing of the record in it. */
  readonly message: string
  readonly rejectedAtMs: number
  readonly attempts: number
  /** Absent when it was never tried. */
  readonly firstAttemptAtMs?: number
  readonly lastAttemptAtMs?: number
}

/** Where rejected records are kept. */
export interface RejectedStore {
  /** Takes a record; it may wait in memory until the next flush. */
  add(rejected: RejectedRecord): void
  /**
   * Resolves when everything added so far is durable: only then the states that cover it go out. Rejects with a
   * StorageError when that cannot be done, which ends the sync.
   */
  flush(): Promise<void>
  /** Resolves when the store has caught up so far that it may be given more. Rejects as `flush` does. */
  ready(): Promise<void>
}

/** Nothing is configured: rejected records are counted and logged only. */
export const noRejectedStore: RejectedStore = {
  add: () => undefined,
  flush: async () => undefined,
  ready: async () => undefined,
}
