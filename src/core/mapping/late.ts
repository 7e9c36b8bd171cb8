import { type DayWindow, type LateRule, type LateWindow, lateWindow } from '../../../spec/appsflyer/answers/late-window'
import { instantOf, zoneOffsetMs } from '../reading/time-zone'

const dayMs = 86_400_000
const minuteMs = 60_000
const hourMs = 3_600_000
/** Clocks differ: so little in the future is not worth a word. */
const clockSkewMs = 60_000

export function isInFuture(timeMs: number, nowMs: number): boolean {
  return timeMs > nowMs + clockSkewMs
}

/**
 * Whether an event that arrives now would be stamped with its arrival: past 02:00 UTC of the next day on mobile, past
 * 00:30 of the next day on the web app's own calendar (spec/appsflyer/answers/late-window).
 */
export function isLate(timeMs: number, nowMs: number, rule: LateRule, timeZone: string): boolean {
  const window: LateWindow = lateWindow[rule]
  if ('afterHours' in window) return nowMs - timeMs > window.afterHours * hourMs
  return isPast(window.minutesIntoNextDay, timeMs, nowMs, window, timeZone)
}

/** Whether it would be by one reading of AppsFlyer's document, and not by the other. */
export function mayBeLate(timeMs: number, nowMs: number, rule: LateRule, timeZone: string): boolean {
  const window: LateWindow = lateWindow[rule]
  if ('afterHours' in window) return false
  const { doubtfulFromMinutes: minutes } = window
  return minutes !== undefined && isPast(minutes, timeMs, nowMs, window, timeZone)
}

function isPast(minutes: number, timeMs: number, nowMs: number, window: DayWindow, timeZone: string): boolean {
  const zone = window.zone === 'UTC' ? 'UTC' : timeZone
  const offsetMs = zoneOffsetMs(zone, timeMs)
  const eventDay = Math.floor((timeMs + offsetMs) / dayMs)
  return nowMs > instantOf((eventDay + 1) * dayMs + minutes * minuteMs, zone, offsetMs)
}
