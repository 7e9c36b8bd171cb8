import { offsetMs } from '../verdict/time-zone'
import { toSeconds } from './installs'

/** What AppsFlyer's reports begin with. */
export const byteOrderMark = '\uFEFF'

/** One line of CSV (RFC 4180), its end included. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\n`
}

function csvCell(text: string): string {
  // Most cells are empty.
  if (text === '') return text
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A time of a report (UTC, whole seconds) on the clock of a zone. */
export function inZone(time: string, timeZone: string): string {
  if (timeZone === 'UTC' || time === '') return time
  const ms = Date.parse(`${time.replace(' ', 'T')}Z`)
  return toSeconds(ms + offsetMs(ms, timeZone))
}
