import { useState } from 'preact/hooks'
import type { Fault } from '../../sandbox/faults/faults'
import { endpointNames, endpointWords } from '../words'
import { type FaultDraft, type FaultEffect, faultEffects, faultFrom, presets, spoilsAnswer } from './fault-draft'

interface Props {
  /** Whether the sandbox took it. */
  readonly add: (fault: Fault) => Promise<boolean>
  readonly error: string | null
}

const effectNames = ['answer', 'reset', 'delay', 'lost', 'blocked', 'unpaid'] as const satisfies readonly FaultEffect[]

/** One fault to add. The sandbox itself judges the fields, and its words are shown. */
export function FaultForm({ add, error }: Props) {
  const [draft, setDraft] = useState<FaultDraft>(presets[0].draft)
  const put = (part: Partial<FaultDraft>) => setDraft((before) => ({ ...before, ...part }))
  const number = (name: 'status' | 'latencyMs' | 'retryAfterSeconds' | 'percent' | 'requests', label: string) => (
    <label>
      {label}
      <input inputMode="numeric" value={draft[name]} onInput={(event) => put({ [name]: event.currentTarget.value })} />
    </label>
  )
  const submit = (event: Event) => {
    event.preventDefault()
    void add(faultFrom(draft))
  }
  return (
    <form class="fault-form" onSubmit={submit}>
      <p class="buttons">
        {presets.map((preset) => (
          <button key={preset.name} type="button" class="chip" onClick={() => setDraft(preset.draft)}>
            {preset.name}
          </button>
        ))}
      </p>
      <div class="fields">
        <label>
          What happens
          <select
            value={draft.effect}
            onChange={({ currentTarget: { value } }) =>
              put({ effect: effectNames.find((name) => name === value) ?? 'answer' })
            }
          >
            {effectNames.map((name) => (
              <option key={name} value={name}>
                {faultEffects[name]}
              </option>
            ))}
          </select>
        </label>
        {draft.effect === 'answer' && number('status', 'Status')}
        {draft.effect === 'answer' && number('retryAfterSeconds', 'Retry-After, seconds')}
        {number('latencyMs', 'Latency, ms')}
        {number('percent', 'Probability, %')}
        {number('requests', 'For the next … requests')}
        <label>
          Endpoint
          <select value={draft.endpoint} onChange={(event) => put({ endpoint: event.currentTarget.value })}>
            <option value="">every</option>
            {endpointNames.map((name) => (
              <option key={name} value={name}>
                {endpointWords[name]}
              </option>
            ))}
          </select>
        </label>
        <label>
          App
          <input value={draft.app} placeholder="every" onInput={(event) => put({ app: event.currentTarget.value })} />
        </label>
        {spoilsAnswer(draft.effect) && (
          <label class="check">
            <input
              type="checkbox"
              checked={draft.afterProcessing}
              onChange={(event) => put({ afterProcessing: event.currentTarget.checked })}
            />
            Only after the event was processed
          </label>
        )}
      </div>
      <p class="buttons">
        <button type="submit" class="primary">
          Add this fault
        </button>
        {error !== null && (
          <span class="error" role="alert">
            {error}
          </span>
        )}
      </p>
    </form>
  )
}
