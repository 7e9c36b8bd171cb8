import type { LateRule } from '../../../../spec/appsflyer/answers/late-window'
import { completeAppId } from '../../../../spec/appsflyer/events/app-id'
import { contracts } from '../../../../spec/appsflyer/events/contracts'
import type { Rules } from '../../../../spec/configuration/rules'
import { mapRecord } from '../../../core/prepare'
import type { Preview } from '../preview-text'

/** What decides until when an event keeps its own time. */
export interface Due {
  /** When it happened, in milliseconds since 1970. */
  readonly timeMs: number
  readonly rule: LateRule
  /** The app's own, an IANA name. */
  readonly timeZone: string
}

/** Undefined of what is no event, has no time, or is held back for something else than its time. */
export function dueOf({ requests, findings, entry }: Preview, configuration: Rules, nowMs: number): Due | undefined {
  const [request] = requests
  if (request !== undefined) {
    const { endpoint, appId, said } = request
    if (endpoint === 'erasure' || said === undefined || said.timeMs === null) return undefined
    return { timeMs: said.timeMs, rule: contracts[endpoint].late, timeZone: zoneOf(appId, configuration) }
  }
  const isHeldBack = findings.some(({ code, severity }) => severity === 'reject' && ofTime.has(code))
  const mapped = isHeldBack && entry.kind === 'record' ? mapRecord(entry.record, configuration, nowMs) : undefined
  if (mapped?.event.timeMs === undefined) return undefined
  const { endpoint, appId } = mapped.target
  return { timeMs: mapped.event.timeMs, rule: contracts[endpoint].late, timeZone: zoneOf(appId, configuration) }
}

/** With `late_events: reject`. */
const ofTime: ReadonlySet<string> = new Set(['late_event', 'future_event'])

/** Of a web app its own; all others go by UTC. */
function zoneOf(appId: string, { apps }: Rules): string {
  const app = apps.find(({ platform, app_id }) => completeAppId(platform, app_id) === appId)
  return app?.platform === 'web' ? app.time_zone : 'UTC'
}
