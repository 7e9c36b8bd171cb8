import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Configuration } from '../../../spec/configuration/configuration'
import { plural } from '../words'
import { FoldedCard, PreviewCard } from './preview-card'
import type { Previews, Verdict } from './preview-text'
import { summarise } from './summarise'
import { SummaryCard } from './summary-card'

interface Props {
  readonly result: Previews
  readonly configuration: Configuration
  readonly nowMs: number
  readonly onPassed: () => void
  readonly compare: (number: number) => void
}

const cardsAtATime = 50

/** What would become of the records: one whole, several as a summary with a card each. */
export function Results({ result, ...made }: Props) {
  const { previews } = result
  const [first, ...others] = previews
  if (first === undefined) return <p class="nothing">Paste an event, or take one of the examples.</p>
  if (others.length === 0) {
    return <PreviewCard preview={first} {...made} />
  }
  return <Several result={result} {...made} />
}

function Several({ result: { previews, left }, ...made }: Props) {
  const summary = useMemo(() => summarise(previews), [previews])
  const [only, setOnly] = useState<Verdict | null>(null)
  const [most, setMost] = useState(cardsAtATime)
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const [goal, setGoal] = useState<number | null>(null)
  const listed = only === null ? previews : previews.filter(({ verdict }) => verdict === only)
  useEffect(() => {
    if (goal === null) return
    const summaryOfCard = document.querySelector<HTMLElement>(`#record-${goal} > summary`)
    summaryOfCard?.scrollIntoView({ block: 'nearest' })
    summaryOfCard?.focus({ preventScroll: true })
    setGoal(null)
  }, [goal])
  const toggle = (number: number, isOpen: boolean) => {
    if (open.has(number) === isOpen) return
    const next = new Set(open)
    if (isOpen) next.add(number)
    else next.delete(number)
    setOpen(next)
  }
  const goTo = (number: number) => {
    setOnly(null)
    setMost(Math.max(most, number))
    toggle(number, true)
    setGoal(number)
  }
  return (
    <>
      <SummaryCard summary={summary} previews={previews} left={left} only={only} show={setOnly} goTo={goTo} />
      {listed.slice(0, most).map((preview) => (
        <FoldedCard
          key={preview.number}
          preview={preview}
          {...made}
          isOpen={open.has(preview.number)}
          toggle={(isOpen) => toggle(preview.number, isOpen)}
        />
      ))}
      {listed.length > most && (
        <button type="button" onClick={() => setMost(most + cardsAtATime)}>
          {`Show ${Math.min(cardsAtATime, listed.length - most)} more of ${plural(listed.length, 'record')}`}
        </button>
      )}
    </>
  )
}
