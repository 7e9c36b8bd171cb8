import type { Configuration } from '../../spec/configuration/configuration'

/** Everything the engine's decisions depend on. The user's file gives the first three; the rest are ours, with their reasons. */
export interface DeliverySettings {
  readonly maxRequestsPerSecond: number
  readonly maxInFlight: number
  /** How often one request is tried while the server is otherwise well; in an outage the patience decides. */
  readonly maxAttempts: number
  /** How many records may be unsettled at once: those in flight and those that wait. */
  readonly windowRecords: number
  /** Requests in flight for an app until its first answer, so that a wrong key costs a handful of requests. */
  readonly trialInFlight: number
  /** Where the rate starts and how it grows; `none` begins at the full rate. */
  readonly ramp: Ramp | 'none'
  /** A key that never worked is doubted as long as one that did: where its refusal would reject all records of an app. */
  readonly doubtsNewKeys: boolean
  readonly backoff: BackoffBounds
  readonly retryBudget: RetryBudgetSettings
  /** How long one record, or a server that fails as a whole, is tried before it settles as `transient` or `throttled`. */
  readonly patienceMs: number
  /** How long `stop` lets requests in flight finish. */
  readonly stopGraceMs: number
}

export interface Ramp {
  /** The rate starts at this share of the ceiling … */
  readonly startShare: number
  /** … but not below this many requests a second, … */
  readonly startAtLeast: number
  /** … and is multiplied by this each minute. */
  readonly growthPerMinute: number
}

export interface BackoffBounds {
  /** The first pause is drawn from 0 to this, each further one from twice as much. */
  readonly firstMs: number
  readonly maxMs: number
  /** A Retry-After beyond this is cut to it. */
  readonly maxRetryAfterMs: number
}

export interface RetryBudgetSettings {
  /** Retries earned by each first attempt that passes; a retry that passes gives itself back. */
  readonly perPass: number
  /** Retries that are free each second whatever happens, so that no record waits for ever. */
  readonly perSecond: number
  /** Retries that can be saved up. */
  readonly capacity: number
}

/**
 * 250 requests a second at the default ceiling of 1,000, which is reached in the fifth minute: AppsFlyer asks for gradual
 * scaling (mobile guide, rate limits), and a test of some thousand records should not take minutes.
 */
const ramp: Ramp = { startShare: 0.25, startAtLeast: 200, growthPerMinute: 1.5 }
/** 100 ms: at 10 % failures the records in backoff must be few beside those in flight. Eight attempts take about 6 s. */
const backoff: BackoffBounds = { firstMs: 100, maxMs: 30_000, maxRetryAfterMs: 120_000 }
/** With these, retries flow freely while up to a third of the attempts fail; beyond, they thin out to the free ones. */
const retriesPerPass = 0.25
const freeRetryShare = 0.05
const minFreeRetriesPerSecond = 10
const maxFreeRetriesPerSecond = 1_000
/** Records that wait beside those in flight, so that records in backoff take no connection's place. */
const minWaitingRecords = 512

type Delivery = Configuration['delivery']
type Configured = Omit<Delivery, 'on_wrong_key'> & Partial<Pick<Delivery, 'on_wrong_key'>>

/** The engine's settings out of the user's. A bench or a test overrides what it must. */
export function deliverySettings(configured: Configured, overrides: Partial<DeliverySettings> = {}): DeliverySettings {
  const maxInFlight = overrides.maxInFlight ?? configured.max_in_flight
  const maxRequestsPerSecond = overrides.maxRequestsPerSecond ?? configured.max_requests_per_second
  const windowRecords = overrides.windowRecords ?? maxInFlight + Math.max(minWaitingRecords, Math.ceil(maxInFlight / 2))
  const freeRetries = Math.max(minFreeRetriesPerSecond, maxRequestsPerSecond * freeRetryShare)
  return {
    maxRequestsPerSecond,
    maxInFlight,
    maxAttempts: configured.max_attempts,
    windowRecords,
    trialInFlight: 4,
    doubtsNewKeys: configured.on_wrong_key === 'continue',
    ramp,
    backoff,
    retryBudget: {
      perPass: retriesPerPass,
      perSecond: Math.min(maxFreeRetriesPerSecond, freeRetries),
      capacity: windowRecords,
    },
    patienceMs: configured.give_up_after_seconds * 1_000,
    stopGraceMs: 10_000,
    ...overrides,
  }
}
