import { lateWindow } from '../../../spec/appsflyer/answers/late-window'
import { clockMs } from '../coverage'

const dayMs = 86_400_000
const minuteMs = 60_000
const nextDay = `(event_time // ${dayMs} + 1) * ${dayMs}`
const mobileMs = lateWindow.mobile.minutesIntoNextDay * minuteMs
const webMs = lateWindow.web.minutesIntoNextDay * minuteMs
const pbaMs = lateWindow.pba.minutesIntoNextDay * minuteMs
const pbaDoubtMs = lateWindow.pba.doubtfulFromMinutes * minuteMs
const devicesMs = lateWindow.devices.afterHours * 60 * minuteMs

/** Whether an entry surely came too late for its own time. Of the web the app's zone decides, which may be any. */
export const isLate = `CASE
  WHEN event_time IS NULL THEN true
  WHEN endpoint LIKE 'web%' THEN accepted_at > event_time + ${dayMs + webMs + clockMs}
  WHEN endpoint LIKE 'pba%' THEN accepted_at > ${nextDay} + ${pbaMs + clockMs}
  WHEN endpoint LIKE 'device%' THEN accepted_at > event_time + ${devicesMs + clockMs}
  ELSE accepted_at > ${nextDay} + ${mobileMs + clockMs} END`

/** Whether it surely kept its own time. */
export const isTimely = `coalesce(event_time <= accepted_at AND CASE
  WHEN endpoint LIKE 'web%' THEN false
  WHEN endpoint LIKE 'pba%' THEN accepted_at < ${nextDay} + ${pbaDoubtMs - clockMs}
  WHEN endpoint LIKE 'device%' THEN accepted_at < event_time + ${devicesMs - clockMs}
  ELSE accepted_at < ${nextDay} + ${mobileMs - clockMs} END, false)`
