import type { StreamName } from '../../spec/airbyte/stream-name'
import type { Configuration } from '../../spec/configuration/configuration'
import type { DeliveryEngine } from '../delivery/engine/engine'
import type { Ledger } from '../ledger/ledger'
import type { Memory } from '../memory/memory'
import type { After } from '../memory/waiting-room'
import type { EndingLimits } from './ending'
import type { Outlet } from './host'

/** What a run needs of the engine. */
export type Engine = Pick<DeliveryEngine, 'submit' | 'hasRoom' | 'waitForRoom' | 'drain' | 'stop' | 'stopWithin'> &
  Partial<Pick<DeliveryEngine, 'snapshot' | 'prove'>>

export interface RunPorts {
  readonly configuration: Configuration
  /** The streams whose records come; undefined for those of none. Only their apps' keys are proven. */
  readonly streams: readonly (StreamName | undefined)[]
  readonly engine: Engine
  /** Absent: nothing is remembered between runs. */
  readonly memory?: Memory | undefined
  /** Whether the first item is the first of its input: `memory/gate` says what for. */
  readonly countsFromStart: boolean
  /** Keeps what AppsFlyer accepted; absent: nothing does. */
  readonly ledger?: Ledger | undefined
  /** The host's own: its output, and where rejected records are kept. */
  readonly outlets: readonly Outlet[]
  /** Tries what has to keep things before the first record is sent; resolves to what is wrong, if anything. */
  readonly tryStores?: (() => Promise<unknown>) | undefined
  /** Ends the reading, wherever it waits. */
  readonly closeInput: () => void
  readonly limits: EndingLimits
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly after: After
}
