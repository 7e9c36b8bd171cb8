import type { Outcome } from '../../core/domain/outcome'

/** How the sending of one request ended, after all its attempts. */
export interface Settlement {
  /**
   * `accepted` and `rejected` are final. `transient` and `throttled`: gave up for now, nothing is wrong with the record.
   * `misconfigured`: the app's key or plan refuses every record.
   */
  readonly outcome: Exclude<Outcome, 'skipped'>
  /** The response rule's code, or a transport failure such as `connection_refused`, `timeout`. */
  readonly code: string
  /** What happened and what to do, safe to show: no key, no record values. */
  readonly message: string
  /** The HTTP status of the last answer; absent when there was none. */
  readonly status?: number
  readonly attempts: number
  /** Those of them that the server never saw: no connection came about. Absent for none. */
  readonly unsentAttempts?: number
  readonly firstAttemptAtMs: number
  readonly lastAttemptAtMs: number
  /** So many attempts failed after AppsFlyer may have read them, and the request carries no de-duplication id. */
  readonly mayBeDuplicated: number
}
