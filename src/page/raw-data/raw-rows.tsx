import type { ListedRow } from '../../sandbox/raw-data/listed-row'
import type { ListState } from '../list/paged-list'
import { inMoney, inRawData, rowKindWords, rowNoteWords } from '../words'

/** One page of rows of raw data, newest requests first. */
export function RawRows({ state }: { readonly state: ListState<ListedRow> }) {
  const { rows, loading, error } = state
  if (error !== null) return <p class="nothing">The rows could not be loaded: {error}</p>
  if (rows.length === 0) {
    return <p class="nothing">{loading ? 'Looking …' : 'There are no rows: nothing like that has been recorded.'}</p>
  }
  return (
    <table class="raw-rows" aria-busy={loading}>
      <thead>
        <tr>
          <th scope="col">Report</th>
          <th scope="col">Event time</th>
          <th scope="col">Event</th>
          <th scope="col">App</th>
          <th scope="col">AppsFlyer ID</th>
          <th scope="col" class="amount">
            Revenue
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // By place, as in the inbox: what arrives changes texts and moves nothing.
          <Row key={index} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ row }: { readonly row: ListedRow }) {
  const { kind, eventMs, eventName, appId, appsflyerId, revenue, currency, notes } = row
  return (
    <tr>
      <td class="raw-kind">
        <span class="kind" data-kind={kind}>
          {rowKindWords[kind]}
        </span>
      </td>
      <td class="raw-time">
        <time dateTime={new Date(eventMs).toISOString()}>{inRawData(eventMs)}</time>
      </td>
      <td class="raw-event">
        <span class="raw-name">{eventName}</span>
        {notes.length > 0 && (
          <span class="raw-notes">
            {notes.map((note) => (
              <span key={note} data-note={note}>
                {rowNoteWords[note]}
              </span>
            ))}
          </span>
        )}
      </td>
      <td class="raw-app">{appId}</td>
      <td class="raw-id">{appsflyerId}</td>
      <td class="raw-revenue amount">{revenue !== '' && inMoney({ amount: Number(revenue), currency })}</td>
    </tr>
  )
}
