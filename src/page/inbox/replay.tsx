import { useState } from 'preact/hooks'
import type { Endpoint } from '../../../spec/appsflyer/events/contract'
import type { Arrival } from '../../sandbox/inbox/arrival'
import { sendToSandbox } from '../sandbox-api'
import { endpointWords } from '../words'
import type { Corrected } from './correct-body'
import { replayAt, replayTargets, type Sendable } from './send-request'

interface Props {
  readonly arrival: Arrival
  readonly corrected: Corrected | undefined
  /** Opens what arrived. */
  readonly open: (id: number) => void
}

/** Sends the request to the sandbox once more, as it was or corrected, to its own endpoint or to another: never below what is read. */
export function Replay({ arrival, corrected, open }: Props) {
  const { appId, endpoint, body } = arrival
  const targets = replayTargets(arrival)
  const [target, setTarget] = useState<Endpoint | null>(null)
  const [error, setError] = useState<string | null>(null)
  const chosen = targets.find((name) => name === (target ?? endpoint)) ?? targets.find((name) => name === endpoint)
  if (appId === null || chosen === undefined) return null
  const send = async (request: Sendable) => {
    try {
      const id = await sendToSandbox(request.path, request.headers, request.body)
      setError(null)
      if (id !== null) open(id)
    } catch {
      setError('There was no answer: a fault may have reset the connection.')
    }
  }
  const sendCorrected = ({ path, body: better }: Corrected) => {
    const request = replayAt(chosen, appId, better)
    return send(chosen === endpoint ? { ...request, path } : request)
  }
  return (
    <>
      <div class="replay">
        <label for="replay-to">Send to</label>
        <select
          id="replay-to"
          value={chosen}
          onChange={({ currentTarget: { value } }) => setTarget(targets.find((name) => name === value) ?? null)}
        >
          {targets.map((name) => (
            <option key={name} value={name}>
              {endpointWords[name]}
              {name === endpoint && ', as before'}
            </option>
          ))}
        </select>
        <button type="button" onClick={() => void send(replayAt(chosen, appId, body))}>
          Replay
        </button>
      </div>
      {corrected !== undefined && (
        <button type="button" class="primary" onClick={() => void sendCorrected(corrected)}>
          Send corrected
        </button>
      )}
      <p class="quiet">To this sandbox only, with a made-up key.</p>
      {error !== null && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
    </>
  )
}
