import { finding } from '../domain/finding'
import { parseTime } from '../reading/parse-time'
import { isInFuture, isLate } from './late'
import type { Mapping } from './mapping'

/** When the event happened. A time outside AppsFlyer's window is sent as it is, with a finding. */
export function readTime({ fields, choice, plan, nowMs, findings }: Mapping, family: 'mobile' | 'web') {
  const given = fields.value('event_time')
  if (given === undefined || !fields.has('event_time')) return undefined
  const timeMs = parseTime(given)
  if (timeMs === undefined) findings.push(finding('invalid_timestamp_dropped', 'event_time'))
  else if (isInFuture(timeMs, nowMs)) findings.push(finding('future_event', 'event_time'))
  else if (isLate(timeMs, nowMs, family, choice.app.timeZone)) {
    const severity = plan.configuration.late_events === 'reject' ? 'reject' : undefined
    findings.push(finding('late_event', 'event_time', undefined, severity))
  }
  return timeMs
}
