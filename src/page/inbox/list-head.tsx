import { useEffect, useState } from 'preact/hooks'
import type { ArrivalRow } from '../../sandbox/inbox/arrival'
import type { ArrivalFilter } from '../../sandbox/inbox/arrival-filter'
import type { Summary } from '../../sandbox/inbox/inbox'
import type { ListState, PagedList } from '../list/paged-list'
import { Pager } from '../list/pager'
import { clearInbox, exportAddress } from '../sandbox-api'
import { inDigits } from '../words'

interface Props {
  readonly list: PagedList<ArrivalRow, ArrivalFilter>
  readonly state: ListState<ArrivalRow>
  readonly filter: ArrivalFilter
  readonly summary: Summary
  /** Takes all filters away. */
  readonly reset: () => void
}

/** Which part of the list is shown, the ways through it, and what can be done with all of it. */
export function ListHead({ list, state, filter, summary, reset }: Props) {
  return (
    <div class="list-head">
      <Pager list={list} state={state} one="request" />
      <span class="buttons">
        {Object.keys(filter).length > 0 && (
          <button type="button" class="plain" onClick={reset}>
            Show all
          </button>
        )}
        <a class="button" href={exportAddress(filter)} download>
          Export NDJSON
        </a>
        <ClearButton total={summary.total} />
      </span>
    </div>
  )
}

const secondThoughtsMs = 4_000

/** Asks once more on the button itself. */
function ClearButton({ total }: { readonly total: number }) {
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    if (!asked) return
    const timer = setTimeout(() => setAsked(false), secondThoughtsMs)
    return () => clearTimeout(timer)
  }, [asked])
  const click = () => {
    if (asked) void clearInbox()
    setAsked(!asked)
  }
  return (
    <button type="button" class={asked ? 'danger' : ''} onClick={click} onBlur={() => setAsked(false)}>
      {asked ? `Forget all ${inDigits(total)}?` : 'Clear'}
    </button>
  )
}
