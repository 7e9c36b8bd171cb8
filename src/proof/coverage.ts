/**
 * For which times raw data proves that something is not in it. Pure. Times in milliseconds since 1970, UTC; `until` is the
 * first one that is not covered.
 */
export interface Cover {
  readonly from: number
  readonly until: number
  /** What AppsFlyer accepted until then had settled when the data was fetched. */
  readonly settledUntil: number
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** So long raw data may take until an event is in it. */
export const settlingMs = 26 * hourMs
/** So far back AppsFlyer serves in-app events. */
export const servedMs = 31 * dayMs
/** The clocks of the sender and of AppsFlyer may differ so much, the way included. */
export const clockMs = 10 * 60_000

export interface FileSpan {
  /** The earliest and the latest row of one app. */
  readonly first: number
  readonly last: number
  /** When the file was written; before `last` it says nothing. */
  readonly modified: number
}

/**
 * What a report of the Pull API, or an export of it, covers of an app: whole days UTC from its earliest to its latest row,
 * as far as they were over when it was written. `now` may be in the future of `clock`, as in a rehearsal: then the file
 * counts as one that was fetched at that time.
 */
export function reportCover({ first, last, modified }: FileSpan, now: number, clock: number): Cover {
  const isKnown = modified >= last
  const isPlayed = now > clock
  const fetched = isKnown && !isPlayed ? Math.min(now, modified) : now
  const end = startOfDay(last) + dayMs
  const settledUntil = fetched - settlingMs
  return {
    from: startOfDay(first),
    until: isKnown && !isPlayed ? Math.min(end, modified) : end,
    // In a rehearsal, too, what was accepted later than the file was written cannot be in it.
    settledUntil: isKnown ? Math.min(settledUntil, modified) : settledUntil,
  }
}

/** An hour's folder of Data Locker. */
export interface HourFolder {
  /** Its day, `2026-11-20`. */
  readonly day: string
  /** `0` to `23`, or `late`. */
  readonly hour: string
  readonly isFinished: boolean
}

/**
 * What folders of Data Locker cover, by the time of arrival: hours whose folder and the next one are finished. Where some
 * day has a folder of late events, a day without one is not covered. In a rehearsal nothing arrives after the last hour.
 */
export function hourCovers(folders: readonly HourFolder[], isRehearsal = false): readonly Cover[] {
  const late = new Set(folders.filter(({ hour, isFinished }) => hour === 'late' && isFinished).map(({ day }) => day))
  const hasLate = folders.some(({ hour }) => hour === 'late')
  const finished = folders
    .filter(({ day, hour, isFinished }) => hour !== 'late' && isFinished && (!hasLate || late.has(day)))
    .map(({ day, hour }) => Date.parse(`${day}T00:00:00Z`) + Number(hour) * hourMs)
  const hours = [...new Set(finished)].sort((left, right) => left - right)
  const runs: { from: number; end: number }[] = []
  for (const hour of hours) {
    const run = runs.at(-1)
    if (run !== undefined && run.end === hour) run.end += hourMs
    else runs.push({ from: hour, end: hour + hourMs })
  }
  const last = runs.at(-1)
  if (isRehearsal && last !== undefined) last.end += hourMs
  return runs
    .map(({ from, end }) => ({ from: from + clockMs, until: end - hourMs, settledUntil: Number.MAX_SAFE_INTEGER }))
    .filter(({ from, until }) => from < until)
}

function startOfDay(ms: number): number {
  return Math.floor(ms / dayMs) * dayMs
}
