import type { DeliverySettings } from '../settings'
import type { Classification } from './classify'
import { nextDelayMs } from './next-delay'
import { ownEndings } from './own-endings'

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

/** A pause takes at most this share of what is left of patience; when less than that is left of all of it, it is at its end. */
const shareOfTheRest = 0.8
const leastLeft = 0.005

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
    const code: keyof typeof ownEndings = 'poison'
    return { settle: { outcome: ownEndings[code].means, code, message } }
  }
  const leftMs = settings.patienceMs - attempt.sinceFirstAttemptMs
  const delayMs = nextDelayMs(failures, attempt.retryAfterMs, settings.backoff, random)
  // A pause beyond the end of patience gives way to earlier tries: one Retry-After must not end a sync whose others pass.
  if (leftMs >= settings.patienceMs * leastLeft) return { retryInMs: Math.min(delayMs, leftMs * shareOfTheRest) }
  return { settle: giveUp(classification, failures) }
}

/** How a record ends for which there is no patience left: it may pass another time. */
export function giveUp(
  { outcome: failed, code, message }: Classification,
  failures: number,
): Pick<Classification, 'outcome' | 'code' | 'message'> {
  const outcome = failed === 'throttled' ? 'throttled' : 'transient'
  return {
    outcome,
    code,
    message: `Gave up for now, after ${failures} attempt${failures === 1 ? '' : 's'}. ${message}`,
  }
}
