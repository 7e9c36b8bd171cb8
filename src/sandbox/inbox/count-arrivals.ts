import type { Arrival } from './arrival'
import type { ArrivalFilter } from './arrival-filter'
import type { Inbox, Page, Summary } from './inbox'
import { TrafficCounts } from './traffic-counts'

const countedAtOnce = 1_000

/** The summary of what is kept and matches, in parts between which other work is done. */
export async function countArrivals(inbox: Inbox, filter: ArrivalFilter): Promise<Summary> {
  const pages: (readonly Arrival[])[] = []
  let before: number | null = (inbox.summary().newestId ?? 0) + 1
  do {
    const page: Page = inbox.page({ filter, limit: countedAtOnce, before })
    pages.push(page.arrivals)
    before = page.next
    await new Promise((resolve) => setImmediate(resolve))
  } while (before !== null)
  const counts = new TrafficCounts()
  // Oldest first, which the seconds demand.
  const arrivals = pages.flat().reverse()
  for (const arrival of arrivals) counts.add(arrival)
  return {
    ...counts.list(),
    kept: arrivals.length,
    oldestId: arrivals[0]?.id ?? null,
    newestId: arrivals.at(-1)?.id ?? null,
  }
}
