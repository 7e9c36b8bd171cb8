export const countVerdicts = 'SELECT verdict, count(*)::DOUBLE AS count FROM judged GROUP BY verdict'

/** Amounts that the exact sum of SQL can hold: others are added in `addDecimals`. */
const isSummed = String.raw`regexp_full_match(revenue, '-?[0-9]{1,12}(\.[0-9]{1,6})?')`

/** Sums of money, exact, as text; some of one group may come apart. */
function sums(groups: string, names: string): string {
  return `SELECT ${names}, currency, sum(amount)::VARCHAR AS amount FROM judged
    WHERE revenue IS NOT NULL AND ${isSummed} GROUP BY ${groups}, currency
    UNION ALL SELECT ${names}, currency, revenue FROM judged WHERE revenue IS NOT NULL AND NOT ${isSummed}`
}

export const sumMoney = sums('verdict', 'verdict')
export const sumGroups = sums(
  'verdict, app_id, event_name, judged.day',
  `verdict, app_id, event_name, ${dayOf('day')} AS day`,
)
export const countGroups = `
  SELECT verdict, app_id, event_name, ${dayOf('day')} AS day, count(*)::DOUBLE AS count FROM judged
  GROUP BY verdict, app_id, event_name, judged.day ORDER BY count DESC, app_id, event_name, day, verdict`

function dayOf(day: string): string {
  return `strftime(make_timestamp(${day} * 86400000000), '%Y-%m-%d')`
}

export const countReasons =
  'SELECT why, count(*)::DOUBLE AS count FROM untold WHERE why IS NOT NULL GROUP BY why ORDER BY count DESC, why'

/** Every entry that is not recorded as it should be, with what its sentence needs. */
export const problems = `
  SELECT judged.verdict, judged.app_id, judged.event_name, judged.currency, judged.revenue, ${dayOf('judged.day')} AS day,
    entries.delivery_id, entries.endpoint, entries.accepted_at::DOUBLE AS accepted_at,
    entries.event_time::DOUBLE AS event_time, entries.may_be_duplicated,
    coalesce(found.most, 0)::INTEGER AS most, found.is_organic, found.in_time, found.landed::DOUBLE AS landed,
    coalesce(found.loss, 0)::INTEGER AS loss, found.is_cut, found.reason, untold.why
  FROM judged JOIN entries ON entries.rowid = judged.entry
    LEFT JOIN found ON found.entry = judged.entry LEFT JOIN untold ON untold.entry = judged.entry
  WHERE judged.verdict <> 'recorded'`
