import { lateWindow } from '../../../spec/appsflyer/answers/late-window'
import { offsetMs } from './time-zone'

const dayMs = 86_400_000
const minuteMs = 60_000

/** Whether AppsFlyer replaces an event's time with the time of its arrival, and why; null when it keeps it. */
export function isStampedOnArrival(
  eventTimeMs: number,
  arrivalMs: number,
  family: 'mobile' | 'web',
  timeZone: string,
): 'late_event' | 'future_event' | null {
  if (eventTimeMs > arrivalMs) return 'future_event'
  const { minutesIntoNextDay, zone } = lateWindow[family]
  const wallZone = zone === 'UTC' ? 'UTC' : timeZone
  const eventWallMs = eventTimeMs + offsetMs(eventTimeMs, wallZone)
  const arrivalWallMs = arrivalMs + offsetMs(arrivalMs, wallZone)
  const nextDayMs = (Math.floor(eventWallMs / dayMs) + 1) * dayMs
  return arrivalWallMs > nextDayMs + minutesIntoNextDay * minuteMs ? 'late_event' : null
}
