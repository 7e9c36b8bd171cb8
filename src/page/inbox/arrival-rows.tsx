import type { ArrivalRow } from '../../sandbox/inbox/arrival'
import type { ListState } from '../list/paged-list'
import { atClock, endpointWords, inWords } from '../words'
import { VerdictLabel } from './verdict-label'

interface Props {
  readonly state: ListState<ArrivalRow>
  readonly selected: number | null
  readonly select: (id: number) => void
}

/**
 * One page of requests. A single stop for the Tab key: arrow keys walk through it, Enter opens a request, and once more
 * goes into it.
 */
export function ArrivalRows({ state, selected, select }: Props) {
  const { rows, loading, error } = state
  const walk = (event: KeyboardEvent & { readonly currentTarget: Element }) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    const buttons: readonly (Element | null)[] = [...event.currentTarget.querySelectorAll('button')]
    const next = buttons[buttons.indexOf(document.activeElement) + step]
    if (!(next instanceof HTMLElement)) return
    event.preventDefault()
    next.focus()
    if (selected !== null) next.click()
  }
  if (error !== null) return <p class="nothing">The list could not be loaded: {error}</p>
  if (rows.length === 0) return <p class="nothing">{loading ? 'Looking …' : 'No request in the inbox is like that.'}</p>
  const entrance = rows.some(({ id }) => id === selected) ? selected : rows[0]?.id
  return (
    <ol class="rows" onKeyDown={walk} aria-busy={loading}>
      {rows.map((row) => (
        <Row key={row.id} row={row} selected={row.id === selected} isEntrance={row.id === entrance} select={select} />
      ))}
    </ol>
  )
}

interface RowProps {
  readonly row: ArrivalRow
  readonly selected: boolean
  readonly isEntrance: boolean
  readonly select: (id: number) => void
}

function Row({ row, selected, isEntrance, select }: RowProps) {
  const { id, verdict, reasons, notes, receivedAtMs, endpoint, appId, status } = row
  return (
    <li>
      <button
        type="button"
        id={`arrival-${id}`}
        class="row"
        data-verdict={verdict}
        aria-current={selected ? 'true' : undefined}
        tabIndex={isEntrance ? 0 : -1}
        onClick={() => (selected ? document.querySelector<HTMLElement>('.detail')?.focus() : select(id))}
      >
        <VerdictLabel verdict={verdict} isShort />
        <span class="row-event">
          <span class="row-name">{nameOf(row)}</span>
          {reasons.length > 0 && <span class="row-why">{codesOf(reasons)}</span>}
          {reasons.length === 0 && notes.length > 0 && <span class="row-notes">{codesOf(notes)}</span>}
        </span>
        <span class="row-app">{appId}</span>
        <span class="row-endpoint">{endpointWords[endpoint]}</span>
        <span class="row-status">{status ?? 'reset'}</span>
        <time class="row-time" dateTime={new Date(receivedAtMs).toISOString()}>
          {atClock(receivedAtMs)}
        </time>
      </button>
    </li>
  )
}

/** The event's name; for what has none, what it is instead. */
export function nameOf({
  eventName,
  endpoint,
  method,
  path,
}: Pick<ArrivalRow, 'eventName' | 'endpoint' | 'method' | 'path'>): string {
  if (eventName !== null) return eventName
  if (endpoint === 'web_visit') return 'visit'
  return endpoint === 'unknown' ? `${method} ${path}` : 'no event name'
}

function codesOf(remarks: ArrivalRow['notes']): string {
  return [...new Set(remarks.map(({ code }) => inWords(code)))].join(', ')
}
