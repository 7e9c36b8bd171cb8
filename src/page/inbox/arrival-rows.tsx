import { type ArrivalRow, losesMoney } from '../../sandbox/inbox/arrival'
import type { ListState } from '../list/paged-list'
import { atClock, endpointWords, inAmount, inDigits, inMoney, inWords } from '../words'
import { VerdictLabel } from './verdict-label'

interface Props {
  readonly state: ListState<ArrivalRow>
  /** Whether attempts at one event share a row. */
  readonly isGrouped: boolean
  readonly selected: number | null
  readonly select: (id: number) => void
}

/**
 * One page of requests. A single stop for the Tab key: arrow keys walk through it, Enter opens a request, and once more
 * goes into it.
 */
export function ArrivalRows({ state, isGrouped, selected, select }: Props) {
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
  const shown = isGrouped ? rows.filter(isNewestOfItsEvent(rows, selected)) : rows
  const entrance = shown.some(({ id }) => id === selected) ? selected : shown[0]?.id
  return (
    <ol class="rows" onKeyDown={walk} aria-busy={loading}>
      {shown.map((row, index) => (
        // By place, not by request: what arrives changes texts and moves nothing.
        <Row key={index} row={row} selected={row.id === selected} isEntrance={row.id === entrance} select={select} />
      ))}
    </ol>
  )
}

/** One row of each event: its newest attempt on this page, or the one that is opened. */
function isNewestOfItsEvent(rows: readonly ArrivalRow[], selected: number | null): (row: ArrivalRow) => boolean {
  const seen = new Set<string>()
  const opened = rows.find(({ id }) => id === selected)?.eventKey
  return ({ id, eventKey, attempts }) => {
    if (eventKey === null || attempts < 2) return true
    if (eventKey === opened) return id === selected
    if (seen.has(eventKey)) return false
    seen.add(eventKey)
    return true
  }
}

interface RowProps {
  readonly row: ArrivalRow
  readonly selected: boolean
  readonly isEntrance: boolean
  readonly select: (id: number) => void
}

function Row({ row, selected, isEntrance, select }: RowProps) {
  const { id, verdict, receivedAtMs, endpoint, appId, status, attempts } = row
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
          <span class="row-title">
            <span class="row-name">{nameOf(row)}</span>
            {attempts > 1 && <span class="row-attempts">{inDigits(attempts)} attempts</span>}
          </span>
          <Why row={row} />
        </span>
        <Revenue row={row} />
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

function Why({ row: { reasons, notes } }: { readonly row: ArrivalRow }) {
  if (reasons.length === 0) return <span class="row-notes">{codesOf(notes)}</span>
  const privacy = reasons.filter(({ loses }) => loses === 'privacy')
  const others = reasons.filter(({ loses }) => loses !== 'privacy')
  return (
    <span class="row-why">
      {privacy.length > 0 && <b class="row-privacy">{codesOf(privacy)}</b>}
      {privacy.length > 0 && others.length > 0 && ', '}
      {codesOf(others)}
    </span>
  )
}

/** The money, struck through where AppsFlyer does not count it; a purchase without any does not look fine. */
function Revenue({ row }: { readonly row: ArrivalRow }) {
  const { money, reasons } = row
  const isMissing = reasons.some(({ code }) => code === 'purchase_without_revenue')
  if (money === null) return <span class="row-revenue">{isMissing && <b class="lost">no revenue</b>}</span>
  const words = money.currency === null ? inAmount(money.amount) : inMoney(money)
  const lacks = money.currency === null && <small>no currency</small>
  if (!losesMoney(row))
    return (
      <span class="row-revenue">
        {words}
        {lacks}
      </span>
    )
  return (
    <span class="row-revenue">
      <s class="lost">{words}</s>
      <span class="unseen"> lost</span>
      {lacks}
    </span>
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
  if (endpoint === 'unknown') return `${method} ${path}`
  return namesOfNameless[endpoint] ?? 'no event name'
}

const namesOfNameless: Readonly<Record<string, string>> = {
  erasure: 'asks to erase a user',
  web_visit: 'visit',
  pba_setcuid: 'sets a user id',
  device_first_open: 'first open',
  device_session: 'session',
}

function codesOf(remarks: ArrivalRow['notes']): string {
  return [...new Set(remarks.map(({ code }) => inWords(code)))].join(', ')
}
