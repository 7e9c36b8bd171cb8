import type { Meaning } from '../../../spec/appsflyer/answers/response-rules'

/**
 * What became of a record. Never "delivered" or "recorded": an AppsFlyer 200 promises neither.
 * `accepted`, `rejected` and `skipped` settle a record; `throttled`, `transient` and `misconfigured` leave it to be sent again.
 */
export type Outcome = Meaning | 'skipped'
