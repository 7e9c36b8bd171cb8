import type { ArrivalFilter } from '../../sandbox/inbox/arrival-filter'
import type { Summary } from '../../sandbox/inbox/inbox'
import type { NameCount } from '../../sandbox/inbox/tally'
import { inDigits, inWords } from '../words'
import type { ChangedFilter } from './filter'

interface Props {
  readonly summary: Summary
  readonly filter: ArrivalFilter
  readonly change: (part: ChangedFilter) => void
}

/** What arrived by event name, app, reason and note; each line is also a filter. */
export function Breakdown({ summary, filter, change }: Props) {
  const { events, otherEvents, apps, otherApps, reasons, notes } = summary
  const toggleCode = (code: string) => change({ code: filter.code === code ? undefined : code })
  return (
    <div class="breakdown">
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
  )
}

interface CountsProps {
  readonly title: string
  readonly counts: readonly NameCount[]
  readonly others?: number
  readonly chosen: string | undefined
  readonly toggle: (name: string) => void
  readonly words?: (name: string) => string
}

const mostShown = 12

function Counts({ title, counts, others = 0, chosen, toggle, words = String }: CountsProps) {
  if (counts.length === 0) return null
  const shown = counts.slice(0, mostShown)
  const most = shown[0]?.count ?? 1
  const rest = counts.slice(mostShown).reduce((sum, { count }) => sum + count, others)
  return (
    <section>
      <h3>{title}</h3>
      <ul class="counts">
        {shown.map(({ name, count }) => (
          <li key={name}>
            <button
              type="button"
              aria-pressed={chosen === name}
              style={{ '--share': count / most }}
              onClick={() => toggle(name)}
            >
              <span>{words(name)}</span>
              <b>{inDigits(count)}</b>
            </button>
          </li>
        ))}
      </ul>
      {rest > 0 && <p class="quiet">and {inDigits(rest)} more</p>}
    </section>
  )
}
