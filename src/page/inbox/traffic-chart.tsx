import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { verdicts } from '../../sandbox/inbox/arrival'
import type { SecondBucket } from '../../sandbox/inbox/second-buckets'
import { useIsWide } from '../list/use-is-wide'
import { asRate, atClock, verdictWords } from '../words'
import { type Column, columnsOf, totalOf } from './chart-columns'
import { type Chart, drawChart } from './draw-chart'
import type { ChangedFilter } from './filter'

const columnCount = 120
/** How long the chart looks back, and how many seconds a column is wide then. */
const spans = [
  { name: '2 min', secondsWide: 1 },
  { name: '10 min', secondsWide: 5 },
] as const

interface Props {
  readonly buckets: readonly SecondBucket[]
  /** The chosen time, in milliseconds since 1970. */
  readonly from: number | undefined
  readonly to: number | undefined
  readonly choose: (part: ChangedFilter) => void
}

/** Requests a second over time, stacked by verdict. A stretch that is dragged over becomes a filter. */
export function TrafficChart({ buckets, from, to, choose }: Props) {
  const [secondsWide, setSecondsWide] = useState<number>(1)
  const [pointed, setPointed] = useState<Column | null>(null)
  const nowMs = useSeconds()
  const newestMs = buckets.at(-1)?.atMs ?? 0
  const columns = useMemo(
    () => columnsOf(buckets, Math.max(nowMs, newestMs), columnCount, secondsWide),
    [buckets, nowMs, newestMs, secondsWide],
  )
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<Chart | null>(null)
  const scheme = useScheme()
  const isWide = useIsWide()
  const chosen = useRef(choose)
  chosen.current = choose
  useEffect(() => {
    if (place.current === null) return
    const drawn = drawChart(place.current, {
      select: (range) => chosen.current(range),
      point: setPointed,
    })
    chart.current = drawn
    return drawn.end
  }, [scheme])
  useEffect(() => chart.current?.show(columns, from, to), [columns, from, to, scheme])
  return (
    <figure class="chart">
      <figcaption>
        <h3>{isWide ? 'Requests a second' : 'Requests/s'}</h3>
        <span class="chart-readout" data-pointed={pointed !== null}>
          {pointed === null ? restingWords(columns) : wordsFor(pointed)}
        </span>
        {(from !== undefined || to !== undefined) && (
          <button type="button" class="plain" onClick={() => choose({ from: undefined, to: undefined })}>
            All times
          </button>
        )}
        <span class="segments">
          {spans.map((span) => (
            <button
              key={span.name}
              type="button"
              aria-pressed={secondsWide === span.secondsWide}
              onClick={() => setSecondsWide(span.secondsWide)}
            >
              {span.name}
            </button>
          ))}
        </span>
      </figcaption>
      <div class="chart-area" ref={place} role="img" aria-label={`Requests a second: ${restingWords(columns)}`} />
    </figure>
  )
}

function restingWords(columns: readonly Column[]): string {
  // The newest second is not over yet.
  const last = columns.at(-2)
  return `now ${asRate(last === undefined ? 0 : totalOf(last))}, at most ${asRate(Math.max(...columns.map(totalOf)))}`
}

function wordsFor(column: Column): string {
  const parts = verdicts
    .filter((verdict) => column[verdict] > 0)
    .map((verdict) => `${verdictWords[verdict].toLowerCase()} ${asRate(column[verdict])}`)
  return `${atClock(column.fromMs)}: ${parts.length === 0 ? 'nothing' : parts.join(', ')}`
}

function useSeconds(): number {
  const [nowMs, setNowMs] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return nowMs
}

/** Another scheme has other colours, which a canvas does not take over by itself. */
function useScheme(): boolean {
  const [isDark, setIsDark] = useState(() => dark.matches)
  useEffect(() => {
    const follow = () => setIsDark(dark.matches)
    dark.addEventListener('change', follow)
    return () => dark.removeEventListener('change', follow)
  }, [])
  return isDark
}
const dark = window.matchMedia('(prefers-color-scheme: dark)')
