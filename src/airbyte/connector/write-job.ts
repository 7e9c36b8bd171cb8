import type { Readable } from 'node:stream'
import type { CatalogStream } from '../../../spec/airbyte/configured-catalog'
import type { Configuration } from '../../../spec/configuration/configuration'
import type { DeadLetters } from '../../delivery/dead-letters/dead-letters'
import type { Ledger } from '../../ledger/ledger'
import type { Memory } from '../../memory/memory'
import type { After } from '../../memory/waiting-room'
import { type EndingLimits, endingLimits } from '../../run/ending'
import type { Engine } from '../../run/run-ports'
import type { Every } from '../../run/timers'
import type { StorageError } from '../../storage/storage-error'
import type { MessageWriter } from '../protocol/messages/message-writer'
import type { Prepare } from './ports'
import type { WriteReport } from './write-report'

/** What one run of `write` is to do. */
export interface WriteJob {
  readonly configuration: Configuration
  readonly streams: readonly CatalogStream[]
  readonly limits: WriteLimits
}

/** What it does it with. */
export interface WritePorts {
  readonly stdin: Readable
  readonly writer: MessageWriter
  readonly prepare: Prepare
  readonly engine: Engine
  readonly rejectedStore: DeadLetters
  /** Keeps what AppsFlyer accepted; absent: nothing does. */
  readonly ledger?: Ledger | undefined
  /** Absent: nothing is remembered between syncs. */
  readonly memory?: Memory | undefined
  /** Tries the store before the first record is sent; resolves to what is wrong with it, if anything. */
  readonly tryStore?: () => Promise<StorageError | undefined>
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly every: Every
  readonly after: After
  /** Is handed what tells the counts so far. */
  readonly follow?: (soFar: () => WriteReport) => void
  /** Stops reading, settles what is under way, and ends: a signal to the process. */
  readonly stop?: AbortSignal
}

export interface WriteLimits extends EndingLimits {
  readonly maxLineBytes: number
  readonly progressIntervalMs: number
  /** A state that waits longer ends the sync: the platform allows 15 minutes between states. */
  readonly maxCheckpointAgeMs: number
  readonly logsPerCode: number
  /** States that wait for a record before them: with more than this no more input is read. */
  readonly maxHeldStateBytes: number
}

export const defaultWriteLimits: WriteLimits = {
  maxLineBytes: 64 * 1_048_576,
  progressIntervalMs: 10_000,
  maxCheckpointAgeMs: 15 * 60_000,
  logsPerCode: 5,
  maxHeldStateBytes: 64 * 1_048_576,
  ...endingLimits,
  leastCloseMs: 3_000,
}

/** Of each wait before and after the run: for the memory, the reader, metrics. After the longest run they and the report take a second. */
export const lastLimits: EndingLimits = { ...endingLimits, closeMs: 2_000, leastCloseMs: 250 }

/** Of the report, which nobody can ask for later. */
export const reportLimits: EndingLimits = { ...lastLimits, closeMs: 13_000 }
