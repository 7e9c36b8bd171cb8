import { lateWindow } from '../../../spec/appsflyer/answers/late-window'
import { instantOf, zoneOffsetMs } from '../reading/time-zone'

const dayMs = 86_400_000
const minuteMs = 60_000
/** Clocks differ: so little in the future is not worth a word. */
const clockSkewMs = 60_000

export function isInFuture(timeMs: number, nowMs: number): boolean {
  return timeMs > nowMs + clockSkewMs
}

/**
 * Whether an event that arrives now would be stamped with its arrival: past 02:00 UTC of the next day on mobile, past
 * 00:30 of the next day on the web app's own calendar (spec/appsflyer/answers/late-window).
 */
export function isLate(timeMs: number, nowMs: number, family: 'mobile' | 'web', timeZone: string): boolean {
  const zone = lateWindow[family].zone === 'UTC' ? 'UTC' : timeZone
  const offsetMs = zoneOffsetMs(zone, timeMs)
  const eventDay = Math.floor((timeMs + offsetMs) / dayMs)
  const deadlineOnTheWall = (eventDay + 1) * dayMs + lateWindow[family].minutesIntoNextDay * minuteMs
  return nowMs > instantOf(deadlineOnTheWall, zone, offsetMs)
}
