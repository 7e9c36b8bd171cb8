import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { type Arrival, losesMoney } from '../../sandbox/inbox/arrival'
import { JsonView } from '../json/json-view'
import { fetchArrival } from '../sandbox-api'
import { endpointWords, inDigits, inMoney } from '../words'
import { nameOf } from './arrival-rows'
import { Attempts } from './attempts'
import { CopyButton } from './copy-button'
import { correct } from './correct-body'
import { Notes, Reasons } from './remarks'
import { Replay } from './replay'
import { toCurl } from './send-request'
import { VerdictLabel } from './verdict-label'

interface Props {
  readonly id: number
  readonly close: () => void
  /** Opens another request. */
  readonly open: (id: number) => void
  /** Over the list, where there is no room beside it. */
  readonly isSheet?: boolean
}

/** One request whole: what it was, what became of it and why. */
export function ArrivalDetail({ id, close, open, isSheet = false }: Props) {
  const [arrival, setArrival] = useState<Arrival | null>(null)
  const [error, setError] = useState<string | null>(null)
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    let wanted = true
    setError(null)
    fetchArrival(id)
      .then((fetched) => wanted && setArrival(fetched))
      .catch((failure: Error) => wanted && setError(failure.message))
    return () => {
      wanted = false
    }
  }, [id])
  useEffect(() => {
    place.current?.scrollTo(0, 0)
    if (isSheet) return
    const leave = (event: KeyboardEvent) => event.key === 'Escape' && close()
    window.addEventListener('keydown', leave)
    return () => window.removeEventListener('keydown', leave)
  }, [id, close, isSheet])
  const detail = (
    <section class="detail" ref={place} tabIndex={-1} aria-label={`Request ${id}`}>
      <button type="button" class="close" onClick={close}>
        <span aria-hidden="true">×</span> Close
      </button>
      {error !== null && <p class="nothing">{error}</p>}
      {error === null && arrival !== null && <Whole key={arrival.id} arrival={arrival} open={open} />}
    </section>
  )
  return isSheet ? <Sheet close={close}>{detail}</Sheet> : detail
}

/** Modal: the browser keeps the focus in it, and closes it with Escape. */
function Sheet({ close, children }: { readonly close: () => void; readonly children: ComponentChildren }) {
  const place = useRef<HTMLDialogElement>(null)
  useEffect(() => place.current?.showModal(), [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the backdrop is an extra; Escape and the button close it, too
    <dialog
      class="sheet"
      ref={place}
      aria-label="Request"
      onClose={close}
      onClick={(event) => event.target === place.current && close()}
    >
      {children}
    </dialog>
  )
}

function Whole({ arrival, open }: { readonly arrival: Arrival; readonly open: (id: number) => void }) {
  const { verdict, headers, body, bodyBytes, reasons, notes } = arrival
  const [showsCorrected, setShowsCorrected] = useState(false)
  const corrected = correct(arrival)
  const { origin } = window.location
  const personal = reasons.flatMap(({ loses, field }) => (loses === 'privacy' && field !== null ? [field] : []))
  return (
    <>
      <VerdictLabel verdict={verdict} />
      <h2>{nameOf(arrival)}</h2>
      <Facts arrival={arrival} />
      {reasons.length > 0 && <Reasons reasons={reasons} isErasure={arrival.endpoint === 'erasure'} />}
      {notes.length > 0 && <Notes notes={notes} />}
      <Attempts arrival={arrival} open={open} />
      <div class="part-head">
        <h3>
          {showsCorrected ? 'Corrected body' : 'Body'} {!showsCorrected && <small>{inDigits(bodyBytes)} bytes</small>}
        </h3>
        <span class="buttons">
          {corrected !== undefined && (
            <button
              type="button"
              class="plain"
              aria-pressed={showsCorrected}
              onClick={() => setShowsCorrected(!showsCorrected)}
            >
              {showsCorrected ? 'Show as it was sent' : 'Show the corrected body'}
            </button>
          )}
          <CopyButton text={showsCorrected && corrected !== undefined ? corrected.body : body} words="Copy body" />
        </span>
      </div>
      {showsCorrected && corrected !== undefined ? (
        <>
          <ul class="changes">
            {corrected.changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
          <JsonView text={corrected.body} label="Corrected body" />
        </>
      ) : (
        <JsonView text={body} label="Body" flagged={personal} />
      )}
      <details>
        <summary>Headers</summary>
        <dl class="facts mono">
          {Object.entries(headers).map(([name, value]) => [
            <dt key={name}>{name}</dt>,
            <dd key={`${name}=`}>{value}</dd>,
          ])}
        </dl>
      </details>
      <div class="actions">
        <Replay arrival={arrival} corrected={corrected} open={open} />
        <CopyButton text={toCurl(arrival, origin)} words="Copy as curl" isPlain={false} />
        <CopyButton text={`${origin}/#inbox?open=${arrival.id}`} words="Copy link" isPlain={false} />
      </div>
    </>
  )
}

function Facts({ arrival }: { readonly arrival: Arrival }) {
  const { id, endpoint, appId, method, path, status, answer, fault, money, reasons } = arrival
  const isMissing = reasons.some(({ code }) => code === 'purchase_without_revenue')
  return (
    <dl class="facts">
      <dt>Request</dt>
      <dd>
        {inDigits(id)} <span class="quiet">at {precisely(arrival.receivedAtMs)}</span>
      </dd>
      {(money !== null || isMissing) && (
        <>
          <dt>Revenue</dt>
          <dd>
            {money === null ? (
              <b class="lost">none</b>
            ) : losesMoney(arrival) ? (
              <b class="lost">{inMoney(money)}, not counted</b>
            ) : (
              <b>{inMoney(money)}</b>
            )}
          </dd>
        </>
      )}
      <dt>Endpoint</dt>
      <dd>{endpointWords[endpoint]}</dd>
      <dt>App</dt>
      <dd>{appId ?? <span class="quiet">none</span>}</dd>
      <dt>Address</dt>
      <dd class="mono">
        {method} {path}
      </dd>
      <dt>Answer</dt>
      <dd>
        {status === null ? 'connection reset' : <b>{status}</b>} <span class="mono">{answer}</span>
        {fault && <span class="quiet"> (by a fault)</span>}
      </dd>
    </dl>
  )
}

function precisely(timeMs: number): string {
  const date = new Date(timeMs)
  return `${date.toLocaleTimeString('en-GB')}.${String(date.getMilliseconds()).padStart(3, '0')}, ${date.toISOString().slice(0, 10)}`
}
