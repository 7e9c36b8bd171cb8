import { type LateRule, type LateWindow, lateWindow } from '../../../../spec/appsflyer/answers/late-window'
import { deadlineOf, isInFuture } from '../../../core/mapping/late'

/** How an event's time stands to AppsFlyer's rule for late ones. */
export interface DeadlineInWords {
  readonly state: 'open' | 'doubtful' | 'late' | 'future'
  /** What is so: "Counts for its own day until 02:00 tomorrow, UTC". */
  readonly fact: string
  /** "5 h 12 min left"; empty where nothing runs out. */
  readonly rest: string
  /** When what is said here changes, in milliseconds since 1970. */
  readonly changesAtMs: number | undefined
}

const stamped = 'AppsFlyer stamps it with the time of its arrival, so that it counts for the day on which it is sent.'

/** `timeMs`: when it happened. `timeZone`: the app's, an IANA name; mobile, PBA and devices go by UTC. */
export function describeDeadline(timeMs: number, rule: LateRule, timeZone: string, nowMs: number): DeadlineInWords {
  const window: LateWindow = lateWindow[rule]
  const zone = 'zone' in window && window.zone === 'app' ? timeZone : 'UTC'
  const keeps = 'zone' in window ? 'Counts for its own day' : 'Keeps its own time'
  const { lateAfterMs, doubtfulAfterMs } = deadlineOf(timeMs, rule, timeZone)
  const at = (instantMs: number) => `${inWords(instantMs, zone, nowMs)}, ${zone}`
  if (isInFuture(timeMs, nowMs)) {
    return { state: 'future', fact: `Its time lies in the future: ${stamped}`, rest: '', changesAtMs: undefined }
  }
  if (nowMs > lateAfterMs) {
    const fact = `Late since ${at(lateAfterMs)} (${lengthOf(nowMs - lateAfterMs)} ago): ${stamped}`
    return { state: 'late', fact, rest: '', changesAtMs: undefined }
  }
  if (doubtfulAfterMs !== undefined && nowMs > doubtfulAfterMs) {
    const fact = `Perhaps late since ${at(doubtfulAfterMs)}: AppsFlyer's document can be read either way. Late for certain from ${at(lateAfterMs)}`
    return { state: 'doubtful', fact, rest: `${lengthOf(lateAfterMs - nowMs)} left`, changesAtMs: lateAfterMs }
  }
  const untilMs = doubtfulAfterMs ?? lateAfterMs
  const rest = `${lengthOf(untilMs - nowMs)} left`
  return { state: 'open', fact: `${keeps} until ${at(untilMs)}`, rest, changesAtMs: untilMs }
}

const minuteMs = 60_000

/** "2 d 4 h", "5 h 12 min", "3 min": two units, rounded down. */
function lengthOf(spanMs: number): string {
  const minutes = Math.floor(spanMs / minuteMs)
  const [days, hours, rest] = [Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24, minutes % 60]
  if (days > 0) return hours === 0 ? `${days} d` : `${days} d ${hours} h`
  if (hours > 0) return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`
  return minutes === 0 ? 'less than a minute' : `${minutes} min`
}

/** "02:00 tomorrow", "14:05 on Wed 2 Dec": by the clocks and days of the zone. */
function inWords(instantMs: number, zone: string, nowMs: number): string {
  const days = dayIn(instantMs, zone) - dayIn(nowMs, zone)
  const near = new Map([
    [-1, 'yesterday'],
    [0, 'today'],
    [1, 'tomorrow'],
  ]).get(days)
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
  const date = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' })
  return `${clock.format(instantMs)} ${near ?? `on ${date.format(instantMs).replace(',', '')}`}`
}

/** The day of a zone's calendar, counted from 1970. */
function dayIn(instantMs: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return Date.parse(`${parts.format(instantMs)}T00:00:00Z`) / 86_400_000
}
