import { useEffect, useMemo } from 'preact/hooks'
import type { ArrivalRow } from '../../sandbox/inbox/arrival'
import type { ArrivalFilter } from '../../sandbox/inbox/arrival-filter'
import type { Summary } from '../../sandbox/inbox/inbox'
import { useChoices } from '../address/use-place'
import { useIsWide } from '../list/use-is-wide'
import { holdWhileUsed, usePagedList } from '../list/use-paged-list'
import { fetchRows } from '../sandbox-api'
import { ArrivalDetail } from './arrival-detail'
import { ArrivalRows } from './arrival-rows'
import { Breakdown } from './breakdown'
import { EmptyInbox } from './empty-inbox'
import { asChoices, type ChangedFilter, noFilter, useFilter, withoutUnset } from './filter'
import { FilterBar } from './filter-bar'
import { ListHead } from './list-head'
import { TrafficChart } from './traffic-chart'
import { useCounts } from './use-counts'
import { VerdictTiles } from './verdict-tiles'

const arrivals = { fetchRows, placeOf: ({ id }: ArrivalRow) => id }

/** What arrived: counts, the chart, and the list with the detail of one request. */
export function InboxTab({ summary }: { readonly summary: Summary }) {
  const [choices, choose] = useChoices('inbox')
  const filter = useFilter(choices)
  const selected = /^\d{1,15}$/.test(choices['open'] ?? '') ? Number(choices['open']) : null
  const [list, state] = usePagedList<ArrivalRow, ArrivalFilter>(arrivals, filter, summary)
  const ofAnyVerdict = useMemo(() => withoutUnset({ ...filter, verdict: undefined }), [filter])
  const counts = useCounts(filter, summary)
  const tiles = useCounts(ofAnyVerdict, summary)
  const isWide = useIsWide()
  const change = (part: ChangedFilter) => choose(asChoices(part), 'text' in part ? 'replace' : 'push')
  // From one request to the next is no step back: the back button closes.
  const select = (id: number | null) =>
    choose({ open: id === null ? undefined : String(id) }, id !== null && selected !== null ? 'replace' : 'push')

  useEffect(() => list.hold('opened', selected !== null), [list, selected !== null])
  useEffect(() => {
    if (selected !== null && summary.oldestId !== null && selected < summary.oldestId)
      choose({ open: undefined }, 'replace')
  }, [selected, summary.oldestId])

  const close = () => {
    document.getElementById(`arrival-${selected}`)?.focus()
    select(null)
  }
  if (summary.total === 0) return <EmptyInbox opened={select} />
  const breakdown = <Breakdown summary={counts} filter={filter} change={change} isWide={isWide} />
  return (
    <div class="inbox">
      <div class="overview">
        <h2 class="unseen">Overview</h2>
        <VerdictTiles
          summary={tiles}
          isFiltered={tiles !== summary}
          verdict={filter.verdict}
          isWide={isWide}
          choose={(verdict) => change({ verdict })}
        />
        <TrafficChart buckets={summary.perSecond} from={filter.from} to={filter.to} choose={change} />
      </div>
      {!isWide && breakdown}
      <section class="arrivals" aria-labelledby="requests-title">
        <h2 id="requests-title" class="unseen">
          Requests
        </h2>
        <FilterBar summary={summary} filter={filter} change={change} />
        <ListHead
          list={list}
          state={state}
          filter={filter}
          summary={summary}
          reset={() => choose(asChoices(noFilter))}
        />
        <div {...holdWhileUsed(list)}>
          <ArrivalRows state={state} isGrouped={filter.eventKey === undefined} selected={selected} select={select} />
        </div>
      </section>
      {isWide && (
        <aside class="beside" aria-label="Details">
          {selected === null ? breakdown : <ArrivalDetail id={selected} close={close} open={select} />}
        </aside>
      )}
      {!isWide && selected !== null && <ArrivalDetail id={selected} close={close} open={select} isSheet />}
    </div>
  )
}
