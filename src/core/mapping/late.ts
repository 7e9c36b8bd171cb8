import { lateWindow } from '../../../spec/appsflyer/answers/late-window'

const dayMs = 86_400_000
const minuteMs = 60_000
/** Clocks differ: so little in the future is not worth a word. */
const clockSkewMs = 60_000

export function isInFuture(timeMs: number, nowMs: number): boolean {
  return timeMs > nowMs + clockSkewMs
}

/**
 * Whether an event that arrives now would be stamped with its arrival: past 02:00 UTC of the next day on mobile, past
 * 00:30 of the next day on the web app's own calendar (spec/appsflyer/late-window).
 */
export function isLate(timeMs: number, nowMs: number, family: 'mobile' | 'web', timeZone: string): boolean {
  const zone = lateWindow[family].zone === 'UTC' ? 'UTC' : timeZone
  const offsetMs = zoneOffsetMs(zone, timeMs)
  const eventDay = Math.floor((timeMs + offsetMs) / dayMs)
  const deadlineOnTheWall = (eventDay + 1) * dayMs + lateWindow[family].minutesIntoNextDay * minuteMs
  return nowMs > instantOf(deadlineOnTheWall, zone, offsetMs)
}

/**
 * When the wall clocks of a zone show a time: the first such instant where they are put back over it, and where they
 * skip it, as late as if they did not. `offsetMs` is the zone's offset shortly before.
 */
function instantOf(wallMs: number, zone: string, offsetMs: number): number {
  const unchanged = wallMs - offsetMs
  const offsetThenMs = zoneOffsetMs(zone, unchanged)
  if (offsetThenMs === offsetMs) return unchanged
  const changed = wallMs - offsetThenMs
  return zoneOffsetMs(zone, changed) === offsetThenMs ? changed : unchanged
}

const formats = new Map<string, Intl.DateTimeFormat>()
/** Offsets change on quarter hours only, so one look-up serves a quarter of an hour. */
const quarterMs = 15 * minuteMs
const offsets = new Map<string, number>()
const offsetsMost = 10_000

/** What a zone's wall clocks show ahead of UTC at an instant, in milliseconds. */
function zoneOffsetMs(timeZone: string, atMs: number): number {
  if (timeZone === 'UTC') return 0
  const quarter = Math.floor(atMs / quarterMs)
  const key = `${quarter} ${timeZone}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  const offset = readOffsetMs(timeZone, quarter * quarterMs)
  if (offsets.size >= offsetsMost) offsets.clear()
  offsets.set(key, offset)
  return offset
}

function readOffsetMs(timeZone: string, atMs: number): number {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(timeZone, format)
  }
  const part = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]))
  const wall = Date.UTC(
    part['year'] ?? 0,
    (part['month'] ?? 1) - 1,
    part['day'] ?? 1,
    part['hour'] ?? 0,
    part['minute'] ?? 0,
    part['second'] ?? 0,
  )
  return wall - atMs
}
