import type { DeliverySettings } from '../settings'
import type { Classification } from './classify'
import { nextDelayMs } from './next-delay'

/** What is known of a record when one of its attempts has failed. */
export interface FailedAttempt {
  readonly classification: Classification
  /** Failed attempts so far, this one included. */
  readonly failures: number
  /** Those of them that happened while others passed: they count against the record. */
  readonly blamed: number
  /** Those of them that refused the record's app while the app's other records passed. */
  readonly refusals: number
  readonly sinceFirstAttemptMs: number
  readonly retryAfterMs: number | undefined
}

export type Next =
  | { readonly settle: Pick<Classification, 'outcome' | 'code' | 'message'> }
  | { readonly retryInMs: number }

/** A record refused so often while its app's other records pass is itself what is refused. */
export const refusalsOfRecord = 3

/**
 * What becomes of a record after a failed attempt that its app and its server outlived: another attempt, or an end.
 * A record that keeps failing while others pass is `rejected` with the code `poison`; patience at its end leaves it as it is.
 */
export function decideNext(
  attempt: FailedAttempt,
  settings: Pick<DeliverySettings, 'maxAttempts' | 'patienceMs' | 'backoff'>,
  random: () => number,
): Next {
  const { classification, failures } = attempt
  if (classification.outcome === 'misconfigured' && attempt.refusals >= refusalsOfRecord) {
    const message = `The app's other records pass, and this one does not. ${classification.message}`
    return { settle: { outcome: 'rejected', code: classification.code, message } }
  }
  if (attempt.blamed >= settings.maxAttempts) {
    const message = `Failed ${failures} times while others passed. The last time: ${classification.message}`
    return { settle: { outcome: 'rejected', code: 'poison', message } }
  }
  const delayMs = nextDelayMs(failures, attempt.retryAfterMs, settings.backoff, random)
  if (attempt.sinceFirstAttemptMs + delayMs < settings.patienceMs) return { retryInMs: delayMs }
  const outcome = classification.outcome === 'throttled' ? 'throttled' : 'transient'
  const message = `Gave up for now, after ${failures} attempts. ${classification.message}`
  return { settle: { outcome, code: classification.code, message } }
}
