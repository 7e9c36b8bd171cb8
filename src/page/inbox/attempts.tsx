import { useEffect, useState } from 'preact/hooks'
import type { Arrival, ArrivalRow } from '../../sandbox/inbox/arrival'
import { fetchRows } from '../sandbox-api'
import { atClock, plural } from '../words'
import { contractOf } from './event-endpoint'
import { VerdictLabel } from './verdict-label'

const mostShown = 20

/** All requests of the same event, where there is more than this one. */
export function Attempts({ arrival, open }: { readonly arrival: Arrival; readonly open: (id: number) => void }) {
  const [rows, setRows] = useState<readonly ArrivalRow[]>([])
  const { id, eventKey } = arrival
  useEffect(() => {
    setRows([])
    if (eventKey === null) return
    const stop = new AbortController()
    fetchRows({ eventKey }, null, mostShown, stop.signal).then(
      (found) => setRows(found.rows),
      () => undefined,
    )
    return () => stop.abort()
  }, [id, eventKey])
  const count = rows[0]?.attempts ?? 0
  if (count < 2) return null
  return (
    <>
      <h3>{plural(count, 'attempt')}</h3>
      <p class="quiet">{meaning(arrival, rows, count)}</p>
      <ul class="attempts">
        {rows.map((row) => (
          <li key={row.id}>
            <button type="button" aria-current={row.id === id ? 'true' : undefined} onClick={() => open(row.id)}>
              <VerdictLabel verdict={row.verdict} isShort />
              <span>{row.status ?? 'reset'}</span>
              <span class="quiet">{atClock(row.receivedAtMs)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What AppsFlyer makes of it, as far as its documents say. */
function meaning({ endpoint }: Arrival, rows: readonly ArrivalRow[], count: number): string {
  const member = contractOf(endpoint)?.dedupMember
  const taken = rows.filter(({ verdict }) => verdict === 'recorded' || verdict === 'recorded_with_losses').length
  if (taken < 2) return 'The same event was sent again.'
  if (member !== undefined) return `The same event again: with a ${member} AppsFlyer counts it once.`
  const how = count > rows.length ? `at least ${taken}` : `${taken}`
  return `The same event, accepted ${how} times: nothing in it tells a second try from a second event, so AppsFlyer may count each.`
}
