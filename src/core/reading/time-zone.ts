/** Wall clocks and instants: what a zone's clocks show, and when they show it. */

const minuteMs = 60_000

/**
 * When the wall clocks of a zone show a time: the first such instant where they are put back over it, and where they
 * skip it, as late as if they did not. `offsetMs` is the zone's offset shortly before.
 */
export function instantOf(wallMs: number, zone: string, offsetMs: number): number {
  const unchanged = wallMs - offsetMs
  const offsetThenMs = zoneOffsetMs(zone, unchanged)
  if (offsetThenMs === offsetMs) return unchanged
  const changed = wallMs - offsetThenMs
  return zoneOffsetMs(zone, changed) === offsetThenMs ? changed : unchanged
}

/** When the wall clocks of a zone show a time of which only the clock face is known. */
export function instantOnTheWall(wallMs: number, zone: string): number {
  const dayMs = 86_400_000
  return zone === 'UTC' ? wallMs : instantOf(wallMs, zone, zoneOffsetMs(zone, wallMs - dayMs))
}

const formats = new Map<string, Intl.DateTimeFormat>()
/** Offsets change on quarter hours only, so one look-up serves a quarter of an hour. */
const quarterMs = 15 * minuteMs
const offsets = new Map<string, number>()
const offsetsMost = 10_000

/** What a zone's wall clocks show ahead of UTC at an instant, in milliseconds. */
export function zoneOffsetMs(timeZone: string, atMs: number): number {
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
