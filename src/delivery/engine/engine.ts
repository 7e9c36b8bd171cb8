import type { EventRequest, Request } from '../../core/domain/request'
import type { KeyProof } from '../outcome/key-proof'
import type { Settlement } from '../outcome/settlement'
import type { DeliverySnapshot } from './counters'

/**
 * Sends requests as fast as their servers bear and tells each one's end exactly once. Nothing is thrown and no promise is
 * rejected: whatever happens to a request is its settlement.
 */
export interface DeliveryEngine {
  /**
   * Takes a request; to be called only while `hasRoom`. `onSettled` is called exactly once: later as a rule, before
   * `submit` returns when the request's app or server is known to take nothing.
   */
  submit(request: Request, onSettled: (settlement: Settlement) => void): void
  /**
   * Asks whether AppsFlyer knows an app's key, with a request that it cannot record (`probeRequest`). A key found good is
   * doubted later only after half a minute of refusals. Never rejects; bounded by the time for two requests.
   */
  prove(probe: EventRequest): Promise<KeyProof>
  readonly hasRoom: boolean
  /** Resolves when there is room again: for a good number of requests, where waiting for them costs nothing. */
  waitForRoom(): Promise<void>
  /** While held no request is tried for the first time; those that were go on. */
  holdNew(isHeld: boolean): void
  /** Resolves when everything submitted has settled. */
  drain(): Promise<void>
  /** Settles what waits as `transient`, starts nothing new, and cuts off what is in flight after a bounded time. */
  stop(): void
  /** What was submitted may settle for so many milliseconds; then `stop`. The first call counts. */
  stopWithin(ms: number): void
  snapshot(): DeliverySnapshot
}
