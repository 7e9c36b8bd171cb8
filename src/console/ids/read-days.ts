import { Unusable } from '../unusable'

const dayMs = 86_400_000

/** The days of a report, both included, UTC: `2026-11-20`. */
export interface Days {
  readonly from: string
  readonly to: string
}

/** `--from` and `--to`: without them the last 31 days that are over. Throws Unusable. */
export function readDays(from: string | undefined, to: string | undefined, nowMs: number): Days {
  const last = readDay('--to', to) ?? dayOf(nowMs - dayMs)
  const first = readDay('--from', from) ?? dayOf(Date.parse(last) - 30 * dayMs)
  if (first <= last) return { from: first, to: last }
  throw new Unusable(
    to === undefined
      ? `--from takes a day that is over: ${last} or an earlier one.`
      : '--to takes the same day as --from, or a later one.',
  )
}

function readDay(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(ms) && dayOf(ms) === text) return text
  throw new Unusable(`${option} takes a day, such as 2026-11-20.`)
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
