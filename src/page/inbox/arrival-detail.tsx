import { useEffect, useRef, useState } from 'preact/hooks'
import type { Arrival } from '../../sandbox/inbox/arrival'
import { JsonView } from '../json/json-view'
import { fetchArrival } from '../sandbox-api'
import { endpointWords, inDigits } from '../words'
import { nameOf } from './arrival-rows'
import { CopyButton } from './copy-button'
import { Notes, Reasons } from './remarks'
import { VerdictLabel } from './verdict-label'

/** One request whole: what it was, what became of it and why. */
export function ArrivalDetail({ id, close }: { readonly id: number; readonly close: () => void }) {
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
    const leave = (event: KeyboardEvent) => event.key === 'Escape' && close()
    window.addEventListener('keydown', leave)
    return () => window.removeEventListener('keydown', leave)
  }, [id, close])
  return (
    <section class="detail" ref={place} tabIndex={-1} aria-label={`Request ${id}`}>
      <button type="button" class="plain close" onClick={close}>
        <span aria-hidden="true">×</span> Close
      </button>
      {error !== null && <p class="nothing">{error}</p>}
      {error === null && arrival !== null && <Whole arrival={arrival} />}
    </section>
  )
}

function Whole({ arrival }: { readonly arrival: Arrival }) {
  const { id, verdict, endpoint, appId, method, path, status, answer, fault, headers, body, bodyBytes } = arrival
  return (
    <>
      <VerdictLabel verdict={verdict} />
      <h2>{nameOf(arrival)}</h2>
      <dl class="facts">
        <dt>Request</dt>
        <dd>
          {inDigits(id)} <span class="quiet">at {precisely(arrival.receivedAtMs)}</span>
        </dd>
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
      {arrival.reasons.length > 0 && <Reasons reasons={arrival.reasons} />}
      <div class="part-head">
        <h3>
          Body <small>{inDigits(bodyBytes)} bytes</small>
        </h3>
        <CopyButton text={body} />
      </div>
      <JsonView text={body} label="Body" />
      {arrival.notes.length > 0 && <Notes notes={arrival.notes} />}
      <details>
        <summary>Headers</summary>
        <dl class="facts mono">
          {Object.entries(headers).map(([name, value]) => [
            <dt key={name}>{name}</dt>,
            <dd key={`${name}=`}>{value}</dd>,
          ])}
        </dl>
      </details>
    </>
  )
}

function precisely(timeMs: number): string {
  const date = new Date(timeMs)
  return `${date.toLocaleTimeString('en-GB')}.${String(date.getMilliseconds()).padStart(3, '0')}, ${date.toISOString().slice(0, 10)}`
}
