import { useEffect } from 'preact/hooks'
import type { ArrivalRow } from '../../sandbox/inbox/arrival'
import type { ArrivalFilter } from '../../sandbox/inbox/arrival-filter'
import type { Summary } from '../../sandbox/inbox/inbox'
import { useChoices } from '../address/use-place'
import { FaultsPanel } from '../faults/faults-panel'
import { usePagedList } from '../list/use-paged-list'
import { fetchRows } from '../sandbox-api'
import { ArrivalDetail } from './arrival-detail'
import { ArrivalRows } from './arrival-rows'
import { Breakdown } from './breakdown'

import { EmptyInbox } from './empty-inbox'
import { asChoices, type ChangedFilter, noFilter, useFilter } from './filter'
import { FilterBar } from './filter-bar'
import { ListHead } from './list-head'
import { TrafficChart } from './traffic-chart'
import { VerdictTiles } from './verdict-tiles'

/** What arrived: counts, the chart, and the list with the detail of one request. */
export function InboxTab({ summary }: { readonly summary: Summary }) {
  const [choices, choose] = useChoices('inbox')
  const filter = useFilter(choices)
  const selected = /^\d{1,15}$/.test(choices['open'] ?? '') ? Number(choices['open']) : null
  const [list, state] = usePagedList<ArrivalRow, ArrivalFilter>(fetchRows, filter, summary)
  const change = (part: ChangedFilter) => choose(asChoices(part), 'text' in part ? 'replace' : 'push')
  // From one request to the next is no step back: the back button closes.
  const select = (id: number | null) =>
    choose({ open: id === null ? undefined : String(id) }, id !== null && selected !== null ? 'replace' : 'push')

  useEffect(() => {
    if (selected !== null && (summary.oldestId === null || selected < summary.oldestId))
      choose({ open: undefined }, 'replace')
  }, [selected, summary.oldestId])

  const close = () => {
    document.getElementById(`arrival-${selected}`)?.focus()
    select(null)
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
            <FilterBar summary={summary} filter={filter} change={change} reset={() => choose(asChoices(noFilter))} />
            <ListHead list={list} state={state} filter={filter} summary={summary} />
            <ArrivalRows state={state} selected={selected} select={select} />
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
