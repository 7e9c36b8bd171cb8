import { useEffect, useState } from 'preact/hooks'
import type { ArrivalFilter } from '../../sandbox/inbox/arrival-filter'
import type { Summary } from '../../sandbox/inbox/inbox'
import { clearInbox, exportAddress } from '../sandbox-api'
import { inDigits, plural } from '../words'
import { type ArrivalList, type ListState, rowsPerPage } from './arrival-list'

interface Props {
  readonly list: ArrivalList
  readonly state: ListState
  readonly filter: ArrivalFilter
  readonly summary: Summary
}

/** Which part of the list is shown, the ways through it, and what can be done with all of it. */
export function ListHead({ list, state, filter, summary }: Props) {
  const { page, hasOlder, following, rows } = state
  return (
    <div class="list-head">
      <p aria-live="off">{pageWords(page, rows.length, hasOlder)}</p>
      <span class="buttons">
        {page > 0 ? (
          <button type="button" onClick={() => list.newest()}>
            Newest
          </button>
        ) : (
          <button type="button" aria-pressed={!following} onClick={() => list.follow(!following)}>
            {following ? 'Hold' : 'Follow'}
          </button>
        )}
        <button type="button" disabled={page === 0} onClick={() => list.newer()}>
          ← Newer
        </button>
        <button type="button" disabled={!hasOlder} onClick={() => list.older()}>
          Older →
        </button>
      </span>
      <span class="buttons">
        <a class="button" href={exportAddress(filter)} download>
          Export NDJSON
        </a>
        <ClearButton total={summary.total} />
      </span>
    </div>
  )
}

function pageWords(page: number, count: number, hasOlder: boolean): string {
  if (page === 0) return hasOlder ? `The newest ${inDigits(count)}` : plural(count, 'request')
  return `${inDigits(page * rowsPerPage + 1)} to ${inDigits(page * rowsPerPage + count)}`
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
