import { useEffect, useState } from 'preact/hooks'
import type { ArrivalFilter } from '../../sandbox/inbox/arrival-filter'
import type { Summary } from '../../sandbox/inbox/inbox'
import type { NameCount } from '../../sandbox/inbox/tally'
import { endpointNames, endpointWords, inDigits, inWords } from '../words'
import type { ChangedFilter } from './filter'

interface Props {
  readonly summary: Summary
  readonly filter: ArrivalFilter
  readonly change: (part: ChangedFilter) => void
  readonly reset: () => void
}

const typingPauseMs = 250

/** Which requests to list, beside the verdict, which the tiles choose. */
export function FilterBar({ summary, filter, change, reset }: Props) {
  const endpointOptions = [...endpointNames, 'unknown' as const].map((name) => ({ name, words: endpointWords[name] }))
  return (
    <search class="filters">
      <TextFilter text={filter.text ?? ''} change={(text) => change({ text })} />
      <Choice
        label="Event"
        value={filter.event}
        options={named(summary.events)}
        choose={(event) => change({ event })}
      />
      <Choice label="App" value={filter.app} options={named(summary.apps)} choose={(app) => change({ app })} />
      <Choice
        label="Endpoint"
        value={filter.endpoint}
        options={endpointOptions}
        choose={(name) => change({ endpoint: endpointOptions.find((option) => option.name === name)?.name })}
      />
      {filter.code !== undefined && (
        <button type="button" class="chip" onClick={() => change({ code: undefined })}>
          {inWords(filter.code)} <span aria-hidden="true">×</span>
          <span class="unseen">: remove this filter</span>
        </button>
      )}
      {Object.keys(filter).length > 0 && (
        <button type="button" class="plain" onClick={reset}>
          Show all
        </button>
      )}
    </search>
  )
}

function TextFilter({ text, change }: { readonly text: string; readonly change: (text: string) => void }) {
  const [typed, setTyped] = useState(text)
  useEffect(() => setTyped(text), [text])
  useEffect(() => {
    if (typed === text) return
    const timer = setTimeout(() => change(typed), typingPauseMs)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <input
      type="search"
      placeholder="Search"
      aria-label="Search bodies, names, apps"
      maxLength={200}
      value={typed}
      onInput={(event) => setTyped(event.currentTarget.value)}
    />
  )
}

interface Option {
  readonly name: string
  readonly words: string
}

function named(counts: readonly NameCount[]): readonly Option[] {
  return counts.map(({ name, count }) => ({ name, words: `${name} (${inDigits(count)})` }))
}

interface ChoiceProps {
  readonly label: string
  readonly value: string | undefined
  readonly options: readonly Option[]
  readonly choose: (value: string | undefined) => void
}

function Choice({ label, value, options, choose }: ChoiceProps) {
  const isListed = value === undefined || options.some(({ name }) => name === value)
  return (
    <select
      aria-label={label}
      data-set={value !== undefined}
      value={value ?? ''}
      onChange={(event) => choose(event.currentTarget.value || undefined)}
    >
      <option value="">{label}: all</option>
      {options.map(({ name, words }) => (
        <option key={name} value={name}>
          {words}
        </option>
      ))}
      {!isListed && <option value={value}>{value}</option>}
    </select>
  )
}
