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

/** Until when an event may arrive and keep its own time, in milliseconds since 1970. */
export interface Deadline {
  readonly lateAfterMs: number
  /** From then on the documents can be read either way. */
  readonly doubtfulAfterMs?: number
}

/** By AppsFlyer's rule: 02:00 UTC of the next day on mobile, say (spec/appsflyer/answers/late-window). */
export function deadlineOf(timeMs: number, rule: LateRule, timeZone: string): Deadline {
  const window: LateWindow = lateWindow[rule]
  if ('afterHours' in window) return { lateAfterMs: timeMs + window.afterHours * hourMs }
  const { minutesIntoNextDay, doubtfulFromMinutes: doubtful } = window
  const lateAfterMs = intoNextDay(minutesIntoNextDay, timeMs, window, timeZone)
  if (doubtful === undefined) return { lateAfterMs }
  return { lateAfterMs, doubtfulAfterMs: intoNextDay(doubtful, timeMs, window, timeZone) }
}

/** Whether an event that arrives now would be stamped with its arrival. */
export function isLate(timeMs: number, nowMs: number, rule: LateRule, timeZone: string): boolean {
  return nowMs > deadlineOf(timeMs, rule, timeZone).lateAfterMs
}

/** Whether it would be by one reading of AppsFlyer's document, and not by the other. */
export function mayBeLate(timeMs: number, nowMs: number, rule: LateRule, timeZone: string): boolean {
  const { doubtfulAfterMs } = deadlineOf(timeMs, rule, timeZone)
  return doubtfulAfterMs !== undefined && nowMs > doubtfulAfterMs
}

/** So many minutes past the midnight that ends the day of the event. */
function intoNextDay(minutes: number, timeMs: number, window: DayWindow, timeZone: string): number {
  const zone = window.zone === 'UTC' ? 'UTC' : timeZone
  const offsetMs = zoneOffsetMs(zone, timeMs)
  const eventDay = Math.floor((timeMs + offsetMs) / dayMs)
  return instantOf((eventDay + 1) * dayMs + minutes * minuteMs, zone, offsetMs)
}
