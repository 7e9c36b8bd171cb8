import type { BackoffBounds } from '../settings'

/**
 * The pause before the next attempt, in milliseconds: exponential with full jitter, so that failed requests do not come
 * back together. A Retry-After lengthens it, up to its bound, and never shortens it.
 */
export function nextDelayMs(
  failures: number,
  retryAfter: number | undefined,
  bounds: BackoffBounds,
  random: () => number,
): number {
  const widest = Math.min(bounds.maxMs, bounds.firstMs * 2 ** Math.min(failures - 1, 30))
  const jittered = random() * widest
  if (retryAfter === undefined) return jittered
  const asked = Math.min(retryAfter, bounds.maxRetryAfterMs)
  // Jitter on top: all who were told the same second would else return in it.
  return asked + random() * Math.min(widest, bounds.firstMs)
}
