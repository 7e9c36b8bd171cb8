import { useMemo } from 'preact/hooks'
import type { Summary } from '../../sandbox/inbox/inbox'
import type { ListedRow } from '../../sandbox/raw-data/listed-row'
import { useChoices } from '../address/use-place'
import { Pager } from '../list/pager'
import { holdWhileUsed, usePagedList } from '../list/use-paged-list'
import { fetchRawRows, type RowFilter, rowsAddress } from '../sandbox-api'
import { plural, rowKindNames, rowKindWords } from '../words'
import { RawRows } from './raw-rows'

interface Props {
  readonly summary: Summary
  /** Whether anybody looks: only then the list follows what arrives. */
  readonly open: boolean
}

const rawRows = { fetchRows: fetchRawRows, placeOf: ({ request }: ListedRow) => request }

/** What AppsFlyer's raw data would have of all that arrived. */
export function RawDataTab({ summary, open }: Props) {
  const [choices, choose] = useChoices('raw-data')
  const filter = useMemo((): RowFilter => {
    const kind = rowKindNames.find((name) => name === choices['kind'])
    return { ...(kind && { kind }), ...(choices['app'] && { app: choices['app'] }) }
  }, [choices])
  const [list, state] = usePagedList<ListedRow, RowFilter>(rawRows, filter, open ? summary : null)
  // Its hundreds of elements are nothing to keep; the filter and the page are.
  if (!open) return null
  const { kind, app } = filter
  const gone = summary.total - summary.kept
  return (
    <section class="arrivals raw-data" aria-label="Raw data">
      <p class="raw-about">
        What AppsFlyer's raw data would have of these events. The Pull API at this address has it, too. Times are UTC.
        {gone > 0 && <b> {plural(gone, 'older request')} left the inbox, and the rows with it.</b>}
      </p>
      <search class="filters">
        <span class="buttons">
          {[undefined, ...rowKindNames].map((name) => (
            <button
              key={name ?? 'all'}
              type="button"
              class="chip"
              aria-pressed={kind === name}
              onClick={() => choose({ kind: name })}
            >
              {name === undefined ? 'All reports' : rowKindWords[name]}
            </button>
          ))}
        </span>
        <select
          aria-label="App"
          data-set={app !== undefined}
          value={app ?? ''}
          onChange={(event) => choose({ app: event.currentTarget.value })}
        >
          <option value="">App: all</option>
          {summary.apps.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </search>
      <div class="list-head">
        <Pager list={list} state={state} one="row" />
        <span class="buttons downloads">
          CSV:
          {rowKindNames.map((name) => (
            <a key={name} href={rowsAddress(name, app)} download>
              {rowKindWords[name]}
            </a>
          ))}
        </span>
      </div>
      <div {...holdWhileUsed(list)}>
        <RawRows state={state} />
      </div>
    </section>
  )
}
