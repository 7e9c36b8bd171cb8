import { useEffect, useMemo, useState } from 'preact/hooks'
import type { ArrivalFilter } from '../../sandbox/inbox/arrival-filter'
import type { Summary } from '../../sandbox/inbox/inbox'
import { fetchSummary } from '../sandbox-api'

/** Between two counts: at least this, and this many times as long as the last one took, since each looks through the inbox. */
const shortestPauseMs = 500
const pauseFactor = 4

/** The counts of what a filter lets through; `summary` where it lets all through, and until they are there. */
export function useCounts(filter: ArrivalFilter, summary: Summary): Summary {
  const [counted, setCounted] = useState<{ readonly filter: ArrivalFilter; readonly found: Summary } | null>(null)
  const isFiltered = Object.keys(filter).length > 0
  const counting = useMemo(
    () =>
      paced(async (signal) => {
        const found = await fetchSummary(filter, signal).catch(() => null)
        if (found !== null && !signal.aborted) setCounted({ filter, found })
      }),
    [filter],
  )
  useEffect(() => counting.stop, [counting])
  useEffect(() => {
    if (isFiltered) counting.somethingChanged()
  }, [counting, isFiltered, summary])
  return isFiltered && counted?.filter === filter ? counted.found : summary
}

/** Asks soon after something changed, once for however many changes, and rests between. */
function paced(ask: (signal: AbortSignal) => Promise<void>) {
  const stopped = new AbortController()
  let isStale = false
  let isBusy = false
  const run = async () => {
    isBusy = true
    while (isStale && !stopped.signal.aborted) {
      isStale = false
      const startedMs = performance.now()
      await ask(stopped.signal)
      const pauseMs = Math.max(shortestPauseMs, pauseFactor * (performance.now() - startedMs))
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
    isBusy = false
  }
  return {
    somethingChanged: () => {
      isStale = true
      if (!isBusy) void run()
    },
    stop: () => stopped.abort(),
  }
}
