import { useEffect, useState } from 'preact/hooks'
import type { Summary } from '../sandbox/inbox/inbox'
import { type Tab, tabNames } from './address/place'
import { tabAddress, usePlace } from './address/use-place'
import { useScrollOfTab } from './address/use-scroll-of-tab'
import { FaultsPanel } from './faults/faults-panel'
import { useFaults } from './faults/use-faults'
import { type Connection, followSummary } from './follow-summary'
import { InboxTab } from './inbox/inbox-tab'
import { PlaygroundTab } from './playground/playground-tab'
import { RawDataTab } from './raw-data/raw-data-tab'
import { atClock, inDigits } from './words'

const tabs: Readonly<Record<Tab, string>> = { inbox: 'Inbox', 'raw-data': 'Raw data', playground: 'Playground' }
const connectionWords: Readonly<Record<Connection, string>> = {
  connecting: 'Connecting',
  live: 'Live',
  gone: 'Not connected',
}

/** The whole page: what arrived, the raw data of it, and the playground. */
export function App() {
  const [summary, setSummary] = useState<Summary | null>(null)
  const [connection, setConnection] = useState<Connection>('connecting')
  const [brokenOpen, setBrokenOpen] = useState(false)
  const { tab } = usePlace()
  useScrollOfTab(tab)
  const faults = useFaults(summary?.total ?? 0)
  const count = faults.faults.length
  useEffect(() => followSummary(setSummary, setConnection), [])
  // The address says what is chosen: a jump within the page must not change it.
  const skip = (event: Event) => {
    event.preventDefault()
    document.getElementById('content')?.focus()
  }
  return (
    <div class="page" data-connection={connection}>
      {/* biome-ignore lint/a11y/useValidAnchor: it leads to a place of the page, which the address, full of choices, cannot name */}
      <a class="skip" href="#content" onClick={skip}>
        Skip to the content
      </a>
      <header class="top">
        <div class="bar">
          <h1>
            Sandbox <small>appsflyer-destination</small>
          </h1>
          <nav aria-label="Views">
            {tabNames.map((name) => (
              <a key={name} href={tabAddress(name)} aria-current={tab === name ? 'page' : undefined}>
                {tabs[name]}
                {name === 'inbox' && summary !== null && summary.total > 0 && <b>{inDigits(summary.total)}</b>}
              </a>
            ))}
          </nav>
          <button
            type="button"
            class="faults-button"
            data-active={count > 0}
            aria-expanded={brokenOpen}
            onClick={() => setBrokenOpen(!brokenOpen)}
          >
            Faults <b>{count}</b>
          </button>
          <p class="live" data-connection={connection} role="status">
            {connectionWords[connection]}
          </p>
        </div>
        {connection === 'gone' && <Disconnected />}
        {brokenOpen && <FaultsPanel {...faults} close={() => setBrokenOpen(false)} />}
      </header>
      {/* All stay, so that none forgets what was typed; the playground loads when it is first opened. */}
      <main id={tab === 'inbox' ? 'content' : undefined} hidden={tab !== 'inbox'} tabIndex={-1}>
        {summary !== null && <InboxTab summary={summary} />}
        {summary === null && connection === 'gone' && <p class="nothing">There is nothing to show until it does.</p>}
      </main>
      <main id={tab === 'raw-data' ? 'content' : undefined} hidden={tab !== 'raw-data'} tabIndex={-1}>
        {summary !== null && <RawDataTab summary={summary} open={tab === 'raw-data'} />}
      </main>
      <main id={tab === 'playground' ? 'content' : undefined} hidden={tab !== 'playground'} tabIndex={-1}>
        <PlaygroundTab open={tab === 'playground'} />
      </main>
    </div>
  )
}

/** Whoever looks at old figures must know it. */
function Disconnected() {
  const [sinceMs] = useState(Date.now)
  return (
    <p class="banner" role="alert">
      <b>The sandbox does not answer.</b> This is how things stood at {atClock(sinceMs)}. The page tries again by
      itself; if the sandbox has ended, start it anew.
    </p>
  )
}
