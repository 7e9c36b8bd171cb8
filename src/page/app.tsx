import { useEffect, useState } from 'preact/hooks'
import type { Summary } from '../sandbox/inbox/inbox'
import { type Tab, tabNames } from './address/place'
import { tabAddress, usePlace } from './address/use-place'
import { followSummary } from './follow-summary'
import { InboxTab } from './inbox/inbox-tab'
import { PlaygroundTab } from './playground/playground-tab'
import { RawDataTab } from './raw-data/raw-data-tab'
import { inDigits } from './words'

const tabs: Readonly<Record<Tab, string>> = { inbox: 'Inbox', 'raw-data': 'Raw data', playground: 'Playground' }

/** The whole page: what arrived, the raw data of it, and the playground. */
export function App() {
  const [summary, setSummary] = useState<Summary | null>(null)
  const [live, setLive] = useState(false)
  const { tab } = usePlace()
  useEffect(() => followSummary(setSummary, setLive), [])
  return (
    <>
      <header class="top">
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
        <p class="live" data-live={live} role="status">
          {live ? 'Live' : 'Not connected'}
        </p>
      </header>
      {/* All stay, so that none forgets what was typed; the playground loads when it is first opened. */}
      <main hidden={tab !== 'inbox'}>{summary !== null && <InboxTab summary={summary} />}</main>
      <main hidden={tab !== 'raw-data'}>
        {summary !== null && <RawDataTab summary={summary} open={tab === 'raw-data'} />}
      </main>
      <main hidden={tab !== 'playground'}>
        <PlaygroundTab open={tab === 'playground'} />
      </main>
    </>
  )
}
