import { useEffect, useMemo, useState } from 'preact/hooks'
import { verdicts } from '../../sandbox/inbox/arrival'
import type { SecondBucket } from '../../sandbox/inbox/second-buckets'
import { asRate, atClock, verdictWords } from '../words'
import { type Column, columnsOf, scaleFor, totalOf } from './chart-columns'

const columnCount = 120
/** How long the chart looks back, and how many seconds a column is wide then. */
const spans = [
  { name: '2 min', secondsWide: 1 },
  { name: '10 min', secondsWide: 5 },
] as const

/** Requests a second over time, stacked by verdict. */
export function TrafficChart({ buckets }: { readonly buckets: readonly SecondBucket[] }) {
  const [secondsWide, setSecondsWide] = useState<number>(1)
  const [pointed, setPointed] = useState<number | null>(null)
  const nowMs = useSeconds()
  const newestMs = buckets.at(-1)?.atMs ?? 0
  const columns = useMemo(
    () => columnsOf(buckets, Math.max(nowMs, newestMs), columnCount, secondsWide),
    [buckets, nowMs, newestMs, secondsWide],
  )
  const top = scaleFor(columns)
  const column = pointed === null ? undefined : columns[pointed]
  const point = (event: PointerEvent & { readonly currentTarget: Element }) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    setPointed(Math.min(columnCount - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * columnCount))))
  }
  return (
    <figure class="chart">
      <figcaption>
        <b>Requests a second</b>
        <span class="chart-readout">{column === undefined ? restingWords(columns) : wordsFor(column)}</span>
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
      <div class="chart-area" onPointerMove={point} onPointerLeave={() => setPointed(null)}>
        <svg
          viewBox={`0 0 ${columnCount} 100`}
          preserveAspectRatio="none"
          role="img"
          aria-label={restingWords(columns)}
        >
          {[0.6, 50, 99.4].map((y) => (
            <line key={y} x1="0" x2={columnCount} y1={y} y2={y} class="chart-grid" />
          ))}
          {pointed !== null && <rect x={pointed} width="1" y="0" height="100" class="chart-pointed" />}
          {verdicts.map((verdict, index) => (
            <path key={verdict} data-verdict={verdict} d={barsOf(columns, index, top)} />
          ))}
        </svg>
        <span class="chart-top">{asRate(top)}</span>
      </div>
      <div class="chart-times" aria-hidden="true">
        {[0, 1 / 3, 2 / 3, 1].map((share) => (
          <span key={share}>{atClock(columns[Math.round(share * (columnCount - 1))]?.fromMs ?? 0)}</span>
        ))}
      </div>
    </figure>
  )
}

/** The bars of one verdict, on top of those of the verdicts before it. */
function barsOf(columns: readonly Column[], verdictIndex: number, top: number): string {
  const heightOf = (column: Column, count: number) =>
    (100 * verdicts.slice(0, count).reduce((sum, verdict) => sum + column[verdict], 0)) / top
  return columns
    .map((column, index) => {
      const from = 100 - heightOf(column, verdictIndex)
      const to = 100 - heightOf(column, verdictIndex + 1)
      return from === to ? '' : `M${index + 0.12} ${from}V${to}h.76V${from}z`
    })
    .join('')
}

function restingWords(columns: readonly Column[]): string {
  // The newest second is not over yet.
  const last = columns.at(-2)
  return `now ${asRate(last === undefined ? 0 : totalOf(last))}, at most ${asRate(Math.max(...columns.map(totalOf)))}`
}

function wordsFor(column: Column): string {
  const parts = verdicts.map((verdict) => `${verdictWords[verdict].toLowerCase()} ${asRate(column[verdict])}`)
  return `${atClock(column.fromMs)}: ${parts.join(', ')}`
}

function useSeconds(): number {
  const [nowMs, setNowMs] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return nowMs
}
