import { type DayWindow, type LateRule, type LateWindow, lateWindow } from '../../../spec/appsflyer/answers/late-window'

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
  const offset = zone === 'UTC' || timeZone === 'UTC' ? () => 0 : (timeMs: number) => offsetMs(timeMs, timeZone)
  const eventWallMs = eventTimeMs + offset(eventTimeMs)
  const arrivalWallMs = arrivalMs + offset(arrivalMs)
  const nextDayMs = (Math.floor(eventWallMs / dayMs) + 1) * dayMs
  return arrivalWallMs > nextDayMs + minutes * minuteMs
}

/** How far a zone's wall clock is ahead of UTC at a moment, daylight saving included. */
function offsetMs(timeMs: number, timeZone: string): number {
  const parts = new Map(
    formatterOf(timeZone)
      .formatToParts(timeMs)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0
  const wallMs = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return wallMs - Math.floor(timeMs / 1000) * 1000
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Kept, since making one costs more than the rest of a request; there are as many as configured zones. */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(timeZone, formatter)
  return formatter
}
