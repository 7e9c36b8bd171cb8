import type { Report, Send, SimulatedRow } from './history'

/** What must be found of a send, by the rows that were given; `unseen` where none was. */
export function truthOf(send: Send, isGiven: (row: SimulatedRow) => boolean): string {
  const rows = send.rows.filter(isGiven)
  const recorded = rows.filter(({ report }) => report !== 'blocked')
  const [row] = recorded
  if (row === undefined) return rows.length > 0 ? 'blocked' : 'unseen'
  const count = (report: Report) => recorded.filter((each) => each.report === report).length
  if (Math.max(count('nonorganic'), count('organic'), count('retarget')) > 1) return 'duplicated'
  const { revenue = '', event_time: eventMs, value_start } = send.entry
  if (revenue !== '' && row.revenue === '') return 'revenue_lost'
  if (value_start !== undefined) return 'value_truncated'
  const second = (ms: number) => Math.floor(ms / 1000)
  if (typeof eventMs === 'number' && second(eventMs) !== second(row.timeMs)) return 'recorded_at_arrival'
  return recorded.every(({ report }) => report === 'organic') ? 'recorded_organic' : 'recorded'
}
