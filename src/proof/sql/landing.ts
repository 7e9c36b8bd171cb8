import { lateWindow } from '../../../spec/appsflyer/answers/late-window'
import { clockMs } from '../coverage'

const dayMs = 86_400_000
const nextDay = `(event_time // ${dayMs} + 1) * ${dayMs}`
const mobileMs = lateWindow.mobile.minutesIntoNextDay * 60_000
const webMs = lateWindow.web.minutesIntoNextDay * 60_000

/** Whether an entry surely came too late for its own time. Of the web the app's zone decides, which may be any. */
export const isLate = `CASE
  WHEN event_time IS NULL THEN true
  WHEN endpoint LIKE 'web%' THEN accepted_at > event_time + ${dayMs + webMs + clockMs}
  ELSE accepted_at > ${nextDay} + ${mobileMs + clockMs} END`

/** Whether it surely kept its own time. */
export const isTimely = `coalesce(endpoint NOT LIKE 'web%' AND event_time <= accepted_at
  AND accepted_at < ${nextDay} + ${mobileMs - clockMs}, false)`
