import type { PullReport } from '../../../spec/appsflyer/raw-data/pull-api'
import type { Days } from '../ids/read-days'

/** The reports that tell what became of in-app events. */
export const provingReports = [
  ...(['in_app_events_report', 'organic_in_app_events_report', 'in-app-events-retarget'] as const),
  'blocked_in_app_events_report',
] as const satisfies readonly PullReport[]

/** A report that was fetched before. */
export interface FetchedReport extends Days {
  readonly appId: string
  readonly report: PullReport
  readonly fetchedAtMs: number
}

/** One call of the Pull API, or a report that makes it unnecessary. */
export interface PlannedReport extends Days {
  readonly appId: string
  readonly report: PullReport
  readonly fetched: FetchedReport | undefined
}

const dayMs = 86_400_000
/** Raw data of a day changes no more after so long. */
const settledMs = 26 * 3_600_000
/** A report is not asked for again within so long: calls are few. */
const freshMs = 3_600_000

/**
 * What to ask the Pull API for: every report of every app once, for all days together, since AppsFlyer counts calls and not
 * rows. A report that was fetched when all of its days were settled, or within the last hour, is not asked for again.
 */
export function planPull(
  appIds: readonly string[],
  days: Days,
  fetched: readonly FetchedReport[],
  nowMs: number,
): readonly PlannedReport[] {
  const isSettledAt = (atMs: number) => atMs >= Date.parse(days.to) + dayMs + settledMs
  return appIds.flatMap((appId) =>
    provingReports.map((report) => {
      const known = fetched
        .filter((one) => one.appId === appId && one.report === report && one.from <= days.from && one.to >= days.to)
        .filter(({ fetchedAtMs }) => isSettledAt(fetchedAtMs) || nowMs - fetchedAtMs < freshMs)
        .sort((left, right) => right.fetchedAtMs - left.fetchedAtMs)
      return { ...days, appId, report, fetched: known[0] }
    }),
  )
}
