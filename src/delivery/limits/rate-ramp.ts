import type { Ramp } from '../settings'

const minuteMs = 60_000

/** The requests a second allowed so long after the first request: a low start that grows each minute up to the ceiling. */
export function rampedRate(ceiling: number, sinceFirstRequestMs: number, ramp: Ramp | 'none'): number {
  if (ramp === 'none') return ceiling
  const start = Math.max(ramp.startAtLeast, ceiling * ramp.startShare)
  return Math.min(ceiling, start * ramp.growthPerMinute ** Math.floor(sinceFirstRequestMs / minuteMs))
}
