import { useEffect, useState } from 'preact/hooks'
import type { ArrivalRow } from '../../sandbox/inbox/arrival'
import type { ArrivalFilter } from '../../sandbox/inbox/arrival-filter'
import type { Summary } from '../../sandbox/inbox/inbox'
import { FaultsPanel } from '../faults/faults-panel'
import { usePagedList } from '../list/use-paged-list'
import { fetchRows } from '../sandbox-api'
import { ArrivalDetail } from './arrival-detail'
import { ArrivalRows } from './arrival-rows'
import { Breakdown } from './breakdown'
import type { ChangedFilter } from './changed-filter'
import { EmptyInbox } from './empty-inbox'
import { FilterBar } from './filter-bar'
import { ListHead } from './list-head'
import { TrafficChart } from './traffic-chart'
import { VerdictTiles } from './verdict-tiles'

/** What arrived: counts, the chart, and the list with the detail of one request. */
export function InboxTab({ summary }: { readonly summary: Summary }) {
  const [filter, setFilter] = useState<ArrivalFilter>({})
  const [selected, setSelected] = useState<number | null>(null)
  const [list, state] = usePagedList<ArrivalRow, ArrivalFilter>(fetchRows, filter, summary)
  const change = (part: ChangedFilter) => setFilter((before) => withoutUnset({ ...before, ...part }))

  useEffect(() => {
    if (selected !== null && (summary.oldestId === null || selected < summary.oldestId)) setSelected(null)
  }, [selected, summary.oldestId])

  const close = () => {
    document.getElementById(`arrival-${selected}`)?.focus()
    setSelected(null)
  }
  return (
    <div class="inbox" data-detail={selected !== null}>
      <div class="overview">
        <VerdictTiles summary={summary} verdict={filter.verdict} choose={(verdict) => change({ verdict })} />
        <TrafficChart buckets={summary.perSecond} />
      </div>
      <FaultsPanel arrived={summary.total} />
      {summary.total === 0 ? (
        <EmptyInbox />
      ) : (
        <div class="columns">
          <section class="arrivals" aria-label="Requests">
            <FilterBar summary={summary} filter={filter} change={change} reset={() => setFilter({})} />
            <ListHead list={list} state={state} filter={filter} summary={summary} />
            <ArrivalRows state={state} selected={selected} select={setSelected} />
          </section>
          <aside class="beside">
            {selected !== null && <ArrivalDetail id={selected} close={close} />}
            <Breakdown summary={summary} filter={filter} change={change} />
          </aside>
        </div>
      )}
    </div>
  )
}

function withoutUnset(filter: ChangedFilter): ArrivalFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''))
}
