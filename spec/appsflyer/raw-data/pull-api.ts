/**
 * The Pull API for raw data: `GET {base}/api/raw-data/export/app/{app-id}/{report}/v5`, with the account's API token V2.
 * Documents: the Pull API's reference, raw data; "Raw data reporting overview"
 * (https://support.appsflyer.com/hc/en-us/articles/209680773).
 */
export const PULL_API_BASE_URL = 'https://hq1.appsflyer.com'

/**
 * What the reports hold, and for how many days back they are served. An earlier day, up to 90 days back, is answered with a
 * report without rows ("Data availability windows", https://support.appsflyer.com/hc/en-us/articles/4415473374865).
 */
const served = {
  events: { of: 'in-app events', days: 31 },
  installs: { of: 'installs', days: 60 },
} as const

/** The reports that name users, ids and events, by their part of the path. */
export const pullReports = {
  in_app_events_report: served.events,
  organic_in_app_events_report: served.events,
  'in-app-events-retarget': served.events,
  blocked_in_app_events_report: served.events,
  'fraud-post-inapps': served.events,
  'in-app-events-postbacks': served.events,
  retarget_in_app_events_postbacks: served.events,
  installs_report: served.installs,
  organic_installs_report: served.installs,
  reinstalls: served.installs,
  reinstalls_organic: served.installs,
  'installs-retarget': served.installs,
} as const
export type PullReport = keyof typeof pullReports

/** The values that `maximum_rows` may have. A report with so many rows may be cut. */
export type MaximumRows = 200_000 | 1_000_000

export type PullRefusal =
  | 'app_quota'
  | 'account_quota'
  | 'too_old'
  | 'bad_maximum_rows'
  | 'not_in_plan'
  | 'suspended'
  | 'bad_token'
  | 'unknown_app'

/** Which refusal an answer is: the first that fits its status and, where there is one, its text. */
export const pullRefusals: readonly {
  readonly status: number
  readonly text?: RegExp
  readonly code: PullRefusal
}[] = [
  { status: 400, text: /for this account/i, code: 'account_quota' },
  { status: 400, text: /maximum number of |call limit has been reached/i, code: 'app_quota' },
  { status: 400, text: /lookback is limited/i, code: 'too_old' },
  { status: 400, text: /invalid limit type/i, code: 'bad_maximum_rows' },
  { status: 400, text: /subscription package/i, code: 'not_in_plan' },
  { status: 401, text: /suspended/i, code: 'suspended' },
  { status: 401, code: 'bad_token' },
  { status: 404, code: 'unknown_app' },
]
