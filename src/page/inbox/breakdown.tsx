import { useRef, useState } from 'preact/hooks'
import type { ArrivalFilter } from '../../sandbox/inbox/arrival-filter'
import type { Summary } from '../../sandbox/inbox/inbox'
import type { Money } from '../../sandbox/inbox/money'
import type { NameCount } from '../../sandbox/inbox/tally'
import { inDigits, inSums, inWords } from '../words'
import type { ChangedFilter } from './filter'

interface Props {
  /** Of what the filter lets through. */
  readonly summary: Summary
  readonly filter: ArrivalFilter
  readonly change: (part: ChangedFilter) => void
  /** Where there is room it is always open. */
  readonly isWide: boolean
}

/** What arrived by event name, app, reason and note; each line is also a filter. */
export function Breakdown({ summary, filter, change, isWide }: Props) {
  const [open, setOpen] = useState(false)
  const { events, otherEvents, apps, otherApps, reasons, notes } = summary
  const toggleCode = (code: string) => change({ code: filter.code === code ? undefined : code })
  if (summary.total === 0) return null
  return (
    <section class="breakdown" aria-labelledby="breakdown-title">
      <h2 id="breakdown-title" class={isWide ? 'unseen' : ''}>
        {isWide ? (
          'Breakdown'
        ) : (
          <button type="button" class="plain fold" aria-expanded={open} onClick={() => setOpen(!open)}>
            {reasons.length === 0 ? 'Nothing was lost' : 'What was lost, and why'}
          </button>
        )}
      </h2>
      {(isWide || open) && (
        <div class="breakdown-parts">
          <Counts
            title="Why something was lost"
            counts={reasons}
            chosen={filter.code}
            toggle={toggleCode}
            words={inWords}
          />
          <Counts
            title="Events"
            counts={events}
            others={otherEvents}
            chosen={filter.event}
            toggle={(event) => change({ event: filter.event === event ? undefined : event })}
          />
          <Counts title="Worth a look" counts={notes} chosen={filter.code} toggle={toggleCode} words={inWords} />
          <Counts
            title="Apps"
            counts={apps}
            others={otherApps}
            chosen={filter.app}
            toggle={(app) => change({ app: filter.app === app ? undefined : app })}
          />
        </div>
      )}
    </section>
  )
}

interface CountsProps {
  readonly title: string
  readonly counts: readonly (NameCount & { readonly lost?: readonly Money[] })[]
  readonly others?: number
  readonly chosen: string | undefined
  readonly toggle: (name: string) => void
  readonly words?: (name: string) => string
}

const mostShown = 12

function Counts({ title, counts, others = 0, chosen, toggle, words = String }: CountsProps) {
  const used = useRef(false)
  const order = useRef<readonly string[]>([])
  if (counts.length === 0) return null
  // Lines change places as they overtake each other, but not under the hand of who wants to click one.
  const sorted = used.current
    ? [...counts].sort((a, b) => placeIn(order.current, a) - placeIn(order.current, b))
    : counts
  order.current = sorted.map(({ name }) => name)
  const shown = sorted.slice(0, mostShown)
  const most = Math.max(1, ...shown.map(({ count }) => count))
  const rest = sorted.slice(mostShown).reduce((sum, { count }) => sum + count, others)
  const use = (isOn: boolean) => () => {
    used.current = isOn
  }
  return (
    <section>
      <h3>{title}</h3>
      <ul
        class="counts"
        onPointerEnter={use(true)}
        onPointerLeave={use(false)}
        onFocusIn={use(true)}
        onFocusOut={use(false)}
      >
        {shown.map(({ name, count, lost = [] }, index) => (
          <li key={index}>
            <button
              type="button"
              aria-pressed={chosen === name}
              style={{ '--share': count / most }}
              onClick={() => toggle(name)}
            >
              <span>
                {words(name)}
                {lost.length > 0 && <small class="lost">lost: {inSums(lost, 3)}</small>}
              </span>
              <b>{inDigits(count)}</b>
            </button>
          </li>
        ))}
      </ul>
      {rest > 0 && <p class="quiet">and {inDigits(rest)} more</p>}
    </section>
  )
}

/** New names come last. */
function placeIn(order: readonly string[], { name }: NameCount): number {
  const place = order.indexOf(name)
  return place < 0 ? order.length : place
}
