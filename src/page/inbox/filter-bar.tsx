import { useEffect, useState } from 'preact/hooks'
import type { ArrivalFilter } from '../../sandbox/inbox/arrival-filter'
import type { Summary } from '../../sandbox/inbox/inbox'
import type { NameCount } from '../../sandbox/inbox/tally'
import { atClock, endpointNames, endpointWords, inDigits, inWords } from '../words'
import type { ChangedFilter } from './filter'

interface Props {
  readonly summary: Summary
  readonly filter: ArrivalFilter
  readonly change: (part: ChangedFilter) => void
}

const typingPauseMs = 250

/** Which requests to list, beside the verdict, which the tiles choose. */
export function FilterBar({ summary, filter, change }: Props) {
  const [unfolded, setUnfolded] = useState(false)
  const names = [...endpointNames, 'erasure' as const, 'unknown' as const]
  const endpointOptions = names.map((name) => ({ name, words: endpointWords[name] }))
  const { event, app, endpoint, from, to } = filter
  const set = [event, app, endpoint, from ?? to].filter((part) => part !== undefined).length
  return (
    <search class="filters" data-unfolded={unfolded}>
      <TextFilter text={filter.text ?? ''} change={(text) => change({ text })} />
      <button type="button" class="unfold" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
        Filters{set > 0 && ` (${set})`}
      </button>
      <Choice label="Event" value={event} options={named(summary.events)} choose={(name) => change({ event: name })} />
      <Choice label="App" value={app} options={named(summary.apps)} choose={(name) => change({ app: name })} />
      <Choice
        label="Endpoint"
        value={endpoint}
        options={endpointOptions}
        choose={(name) => change({ endpoint: endpointOptions.find((option) => option.name === name)?.name })}
      />
      <TimeChoice from={from} to={to} change={change} />
      {filter.code !== undefined && <Chip words={inWords(filter.code)} remove={() => change({ code: undefined })} />}
      {filter.eventKey !== undefined && (
        <Chip words="one event's attempts" remove={() => change({ eventKey: undefined })} />
      )}
    </search>
  )
}

function Chip({ words, remove }: { readonly words: string; readonly remove: () => void }) {
  return (
    <button type="button" class="chip" onClick={remove}>
      {words} <span aria-hidden="true">×</span>
      <span class="unseen">: remove this filter</span>
    </button>
  )
}

const lookBacks = [
  { name: '10', words: 'the last 10 seconds' },
  { name: '60', words: 'the last minute' },
  { name: '600', words: 'the last 10 minutes' },
] as const

interface TimeProps {
  readonly from: number | undefined
  readonly to: number | undefined
  readonly change: (part: ChangedFilter) => void
}

/** When it arrived; a range of the chart is dragged there, and stands here. */
function TimeChoice({ from, to, change }: TimeProps) {
  const isSet = from !== undefined || to !== undefined
  const choose = (value: string) => {
    if (value === 'set') return
    change({ from: value === '' ? undefined : Date.now() - Number(value) * 1_000, to: undefined })
  }
  const range = to === undefined ? `since ${clockOf(from)}` : `${clockOf(from)} – ${clockOf(to)}`
  return (
    <select
      aria-label="Time"
      data-set={isSet}
      value={isSet ? 'set' : ''}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      <option value="">Time: all</option>
      {isSet && <option value="set">{range}</option>}
      {lookBacks.map(({ name, words }) => (
        <option key={name} value={name}>
          {words}
        </option>
      ))}
    </select>
  )
}

function clockOf(timeMs: number | undefined): string {
  return timeMs === undefined ? 'the start' : atClock(timeMs)
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
