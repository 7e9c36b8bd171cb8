import type { Verdict } from '../../proof/verdict'
import { showCount } from '../preview/show-findings'
import { type Markup, markup } from './html-markup'
import type { Part } from './summary'
import { shownVerdicts, type VerdictWords, verdictWords } from './words'

type Kind = VerdictWords['kind']
const kinds: readonly { readonly kind: Kind; readonly label: string }[] = [
  { kind: 'good', label: 'recorded as sent' },
  { kind: 'odd', label: 'recorded late or cut' },
  { kind: 'bad', label: 'wrong or missing' },
  { kind: 'open', label: 'cannot be told' },
]

type Counts = Readonly<Partial<Record<Verdict, number>>>

/** How much of all each kind has: one bar. */
export function shareBar(counts: Counts): Markup {
  const total = sumOf(counts, () => true)
  let left = 0
  const pieces = kinds.flatMap(({ kind, label }) => {
    const count = ofKind(counts, kind)
    if (count === 0) return []
    const width = (count / total) * 100
    const x = left
    left += width
    return [
      markup`<rect class="${kind}" x="${x.toFixed(3)}%" y="0" width="${width.toFixed(3)}%" height="16"><title>${showCount(count)} ${label}</title></rect>`,
    ]
  })
  return markup`<svg class="share" role="img" aria-label="Shares of all events" width="100%" height="16">${pieces}</svg>${legend(counts)}`
}

function legend(counts: Counts): Markup {
  const items = kinds
    .filter(({ kind }) => ofKind(counts, kind) > 0)
    .map(
      ({ kind, label }) =>
        markup`<span><span class="dot ${kind}"></span>${label}: ${showCount(ofKind(counts, kind))}</span>`,
    )
  return markup`<p class="legend">${items}</p>`
}

const chart = { width: 720, height: 160, top: 10, bottom: 22, left: 52 } as const
const mostDays = 60
const mostLabels = 12

/** A column for each day, made up of the kinds. */
export function dayChart(all: readonly Part[]): Markup {
  const days = all.slice(-mostDays)
  const highest = Math.max(1, ...days.map(({ entries }) => entries))
  const plotHeight = chart.height - chart.top - chart.bottom
  const step = (chart.width - chart.left) / days.length
  const scale = plotHeight / highest
  const columns = days.flatMap((day, index) => {
    const x = chart.left + index * step + step * 0.12
    let y = chart.top + plotHeight
    return kinds.flatMap(({ kind, label }) => {
      const count = ofKind(day.counts, kind)
      if (count === 0) return []
      // What is there can be seen, were it one of a million.
      const height = Math.max(1.5, count * scale)
      y -= height
      return [
        markup`<rect class="${kind}" x="${x.toFixed(2)}" y="${Math.max(0, y).toFixed(2)}" width="${(step * 0.76).toFixed(2)}" height="${height.toFixed(2)}"><title>${day.name}: ${showCount(count)} ${label}</title></rect>`,
      ]
    })
  })
  const every = Math.ceil(days.length / mostLabels)
  const labels = days.flatMap(({ name }, index) => {
    if (index % every !== 0) return []
    const x = chart.left + (index + 0.5) * step
    return [
      markup`<text x="${x.toFixed(1)}" y="${String(chart.height - 6)}" text-anchor="middle">${name.slice(5)}</text>`,
    ]
  })
  const base = String(chart.top + plotHeight)
  return markup`<svg class="days" role="img" aria-label="Events of each day" viewBox="0 0 ${String(chart.width)} ${String(chart.height)}">
<line x1="${String(chart.left)}" x2="${String(chart.width)}" y1="${base}" y2="${base}"/>
<text x="${String(chart.left - 6)}" y="${String(chart.top + 8)}" text-anchor="end">${showCount(highest)}</text>
<text x="${String(chart.left - 6)}" y="${base}" text-anchor="end">0</text>
${columns}${labels}</svg>`
}

function ofKind(counts: Counts, kind: Kind): number {
  return sumOf(counts, (verdict) => verdictWords[verdict].kind === kind)
}

function sumOf(counts: Counts, counted: (verdict: Verdict) => boolean): number {
  return shownVerdicts.reduce((sum, verdict) => sum + (counted(verdict) ? (counts[verdict] ?? 0) : 0), 0)
}
