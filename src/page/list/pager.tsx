import { inDigits, plural } from '../words'
import type { ListState, PagedList } from './paged-list'

interface Props<Row, Filter> {
  readonly list: PagedList<Row, Filter>
  readonly state: ListState<Row>
  /** What the list counts: request. */
  readonly one: string
}

/** Which part of a list is shown, and the ways through it. */
export function Pager<Row, Filter>({ list, state, one }: Props<Row, Filter>) {
  const { page, rowsBefore, hasOlder, following, rows, fresh, freshIsMore } = state
  return (
    <>
      <p aria-live="off">{pageWords(rowsBefore, rows.length, hasOlder, one)}</p>
      <span class="buttons">
        {page === 0 && (
          <button type="button" class="fresh" hidden={fresh === 0} onClick={() => list.newest()}>
            {inDigits(fresh)}
            {freshIsMore && '+'} new
          </button>
        )}
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
          ← <span class="word">Newer</span>
        </button>
        <button type="button" disabled={!hasOlder} onClick={() => list.older()}>
          <span class="word">Older</span> →
        </button>
      </span>
    </>
  )
}

function pageWords(rowsBefore: number, count: number, hasOlder: boolean, one: string): string {
  if (rowsBefore === 0) return hasOlder ? `The newest ${inDigits(count)}` : plural(count, one)
  return `${inDigits(rowsBefore + 1)} to ${inDigits(rowsBefore + count)}`
}
