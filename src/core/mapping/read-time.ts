import { contracts } from '../../../spec/appsflyer/events/contracts'
import { finding } from '../domain/finding'
import { redactedText, shorten } from '../person/clean-text'
import type { OwnPerson } from '../person/own-person'
import { wordsOf } from '../reading/names'
import { parseTime } from '../reading/parse-time'
import { isInFuture, isLate, mayBeLate } from './late'
import type { Mapping } from './mapping'

/**
 * When the event happened. A time outside AppsFlyer's window is sent as it is, with a finding; `late_events: reject` holds
 * back whatever AppsFlyer would stamp with its arrival: late, future and unreadable times.
 */
export function readTime({ raw, fields, choice, plan, nowMs, findings }: Mapping) {
  const { late } = contracts[choice.target.endpoint]
  const severity = plan.configuration.late_events === 'reject' ? 'reject' : undefined
  if (!fields.has('event_time')) {
    findings.push(finding('missing_event_time', 'event_time', timeColumn(raw.properties, fields.own)))
    return undefined
  }
  const timeMs = parseTime(fields.text('event_time') ?? null, raw.timeZone)
  if (timeMs === undefined) findings.push(finding('invalid_timestamp_dropped', 'event_time', undefined, severity))
  else if (isInFuture(timeMs, nowMs)) findings.push(finding('future_event', 'event_time', undefined, severity))
  else if (isLate(timeMs, nowMs, late, choice.app.timeZone))
    findings.push(finding('late_event', 'event_time', undefined, severity))
  else if (mayBeLate(timeMs, nowMs, late, choice.app.timeZone)) findings.push(finding('maybe_late_event', 'event_time'))
  return timeMs
}

/** A hint at the column that may be meant: one that is called like a time and holds one. */
function timeColumn(properties: Mapping['raw']['properties'], own: OwnPerson): string | undefined {
  const key = Object.keys(properties).find(
    (name) => isTimeName(name) && parseTime(properties[name] ?? null) !== undefined,
  )
  return key === undefined ? undefined : `Is it ${shorten(redactedText(key, own), 40)}?`
}

const timeWords =
  /^(time|timestamp|date|at|ts|datetime|created|occurred|purchased|ms|millis|\w{0,20}(datum|zeit|zeitpunkt)|heure|fecha|hora|data)$/

/** Whether a column is called like a time. */
export function isTimeName(name: string): boolean {
  return wordsOf(name).some((word) => timeWords.test(word))
}
