import { useEffect, useState } from 'preact/hooks'
import type { Summary } from '../sandbox/inbox/inbox'
import { followSummary } from './follow-summary'
import { InboxTab } from './inbox/inbox-tab'
import { PlaygroundTab } from './playground/playground-tab'
import { RawDataTab } from './raw-data/raw-data-tab'
import { inDigits } from './words'

const tabs = { inbox: 'Inbox', 'raw-data': 'Raw data', playground: 'Playground' } as const
type Tab = keyof typeof tabs
const tabNames = ['inbox', 'raw-data', 'playground'] as const satisfies readonly Tab[]

/** The whole page: what arrived, the raw data of it, and the playground. */
export function App() {
  const [summary, setSummary] = useState<Summary | null>(null)
  const [live, setLive] = useState(false)
  const tab = useTab()
  useEffect(() => followSummary(setSummary, setLive), [])
  return (
    <>
      <header class="top">
        <h1>
          Sandbox <small>appsflyer-destination</small>
        </h1>
        <nav aria-label="Views">
          {tabNames.map((name) => (
            <a key={name} href={`#${name}`} aria-current={tab === name ? 'page' : undefined}>
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

function useTab(): Tab {
  const [tab, setTab] = useState(tabInAddress)
  useEffect(() => {
    const follow = () => setTab(tabInAddress())
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [])
  return tab
}

function tabInAddress(): Tab {
  // Behind a question mark stands what the playground shares.
  const [said] = window.location.hash.split('?')
  return tabNames.find((name) => said === `#${name}`) ?? 'inbox'
}
