import { type DayWindow, type LateRule, type LateWindow, lateWindow } from '../../../spec/appsflyer/answers/late-window'
import { offsetMs } from './time-zone'

const dayMs = 86_400_000
const minuteMs = 60_000
const hourMs = 3_600_000

/** Whether AppsFlyer replaces an event's time with the time of its arrival, and why; null when it keeps it. */
export function isStampedOnArrival(
  eventTimeMs: number,
  arrivalMs: number,
  rule: LateRule,
  timeZone: string,
): 'late_event' | 'future_event' | null {
  if (eventTimeMs > arrivalMs) return 'future_event'
  const window: LateWindow = lateWindow[rule]
  if ('afterHours' in window) return arrivalMs - eventTimeMs > window.afterHours * hourMs ? 'late_event' : null
  return isPast(window.minutesIntoNextDay, eventTimeMs, arrivalMs, window, timeZone) ? 'late_event' : null
}

/** Whether it does by one reading of its document alone. */
export function mayBeStamped(eventTimeMs: number, arrivalMs: number, rule: LateRule, timeZone: string): boolean {
  const window: LateWindow = lateWindow[rule]
  if ('afterHours' in window) return false
  const { doubtfulFromMinutes, minutesIntoNextDay } = window
  if (doubtfulFromMinutes === undefined || eventTimeMs > arrivalMs) return false
  const isPastMinute = (minutes: number) => isPast(minutes, eventTimeMs, arrivalMs, window, timeZone)
  return isPastMinute(doubtfulFromMinutes) && !isPastMinute(minutesIntoNextDay)
}

function isPast(
  minutes: number,
  eventTimeMs: number,
  arrivalMs: number,
  { zone }: DayWindow,
  timeZone: string,
): boolean {
  const wallZone = zone === 'UTC' ? 'UTC' : timeZone
  const eventWallMs = eventTimeMs + offsetMs(eventTimeMs, wallZone)
  const arrivalWallMs = arrivalMs + offsetMs(arrivalMs, wallZone)
  const nextDayMs = (Math.floor(eventWallMs / dayMs) + 1) * dayMs
  return arrivalWallMs > nextDayMs + minutes * minuteMs
}
