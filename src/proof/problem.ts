import type { Row } from './engine/duck'
import { reasons, type Verdict } from './verdict'

/** An entry of the ledger that is not `recorded`. Field names are those of `--json`. */
export interface Problem {
  readonly delivery_id: string
  readonly app_id: string
  readonly event_name: string | null
  /** ISO 8601; null: the request named none. */
  readonly event_time: string | null
  readonly verdict: Verdict
  /** In sentences: what else holds, the day it landed on, the reason. */
  readonly detail: string
  readonly accepted_at: string
  readonly endpoint: string
  readonly revenue: string | null
  readonly currency: string | null
  /** Of the event, or of acceptance where it has no time: UTC. */
  readonly day: string
}

/** A problem of a row of `problems` (sql/result.ts). */
export function problemOf(row: Row): Problem {
  return {
    delivery_id: String(row['delivery_id']),
    app_id: String(row['app_id']),
    event_name: textOf(row['event_name']),
    event_time: isoOf(row['event_time']),
    verdict: row['verdict'] as Verdict,
    detail: detailOf(row),
    accepted_at: isoOf(row['accepted_at']) ?? '',
    endpoint: String(row['endpoint']),
    revenue: textOf(row['revenue']),
    currency: textOf(row['currency']),
    day: String(row['day']),
  }
}

/** The verdict in a sentence, then what holds beside it. */
function detailOf(row: Row): string {
  if (row['verdict'] === 'missing') return missing
  if (row['verdict'] === 'cannot_tell') return reasons[row['why'] as keyof typeof reasons].why
  if (row['verdict'] === 'blocked') return `Blocked by AppsFlyer: ${textOf(row['reason']) ?? 'no reason is given'}.`
  return [...sentencesOf(row)].join(' ')
}

const missing =
  'Accepted, but in none of the reports of its time. Where the report of blocked events is not given, it may be one of them.'

function* sentencesOf(row: Row): Generator<string> {
  const most = Number(row['most'])
  if (most > 1) {
    const cause = row['may_be_duplicated'] === true ? ' A first attempt ended without an answer.' : ''
    yield `Recorded ${most} times in one report.${cause}`
  }
  const loss = Number(row['loss'])
  if (loss === 2) yield `Event Revenue is empty, ${moneyOf(row)} was sent.`
  if (loss === 3) yield `Event Revenue is another amount than the ${moneyOf(row)} that was sent.`
  if (loss === 1) yield 'Event Revenue is in another currency, so it cannot be compared.'
  if (row['is_cut'] === true) yield 'The raw data has the first 1,000 characters of the event value.'
  if (row['event_time'] !== null && row['in_time'] === false) {
    yield `Recorded with another time than its own, on ${isoOf(row['landed'])?.slice(0, 10) ?? 'no day'}.`
  }
  if (row['is_organic'] === true) yield 'Recorded for an organic install.'
}

function moneyOf(row: Row): string {
  return [textOf(row['revenue']), textOf(row['currency'])].filter((part) => part !== null).join(' ')
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function isoOf(value: unknown): string | null {
  const date = typeof value === 'number' ? new Date(value) : undefined
  return date === undefined || Number.isNaN(date.getTime()) ? null : date.toISOString()
}
