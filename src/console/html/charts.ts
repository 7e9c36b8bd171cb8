import { type Markup, markup } from './markup'

/** What a colour stands for: `good`, as it should be; `odd`, of less use; `bad`, lost or wrong; `open`, not known or left out. */
export type Kind = 'good' | 'odd' | 'bad' | 'open'

/** A part of a bar or a column. */
export interface Piece {
  readonly kind: Kind
  /** At least 0. */
  readonly value: number
  /** Shown where the reader points at it, and in the legend: `312 rejected`. */
  readonly label: string
}

/** How much of all each piece is: one bar, and what its colours stand for. `about` is read out in place of it. */
export function shareBar(pieces: readonly Piece[], about: string): Markup {
  const shown = pieces.filter(({ value }) => value > 0)
  return markup`${bar(shown, 'share', about)}<p class="legend">${shown.map(
    ({ kind, label }) => markup`<span><span class="dot ${kind}"></span>${label}</span>`,
  )}</p>`
}

/** The same within a row of a table, without a legend. `of`: what the whole width stands for; the pieces together without it. */
export function smallBar(pieces: readonly Piece[], about: string, of?: number): Markup {
  return bar(
    pieces.filter(({ value }) => value > 0),
    'small',
    about,
    of,
  )
}

function bar(pieces: readonly Piece[], style: 'share' | 'small', about: string, of = sumOf(pieces)): Markup {
  const height = style === 'share' ? '16' : '6'
  let left = 0
  const rects = pieces.map(({ kind, value, label }) => {
    const width = of === 0 ? 0 : (value / of) * 100
    const x = left
    left += width
    return markup`<rect class="${kind}" x="${x.toFixed(3)}%" y="0" width="${width.toFixed(3)}%" height="${height}"><title>${label}</title></rect>`
  })
  return markup`<svg class="${style}" role="img" aria-label="${about}" width="100%" height="${height}">${rects}</svg>`
}

const chart = { width: 720, height: 160, top: 10, bottom: 22, leastLeft: 62, characterWidth: 7.5 } as const
const mostColumns = 60
const mostLabels = 12
/** A phone shows so many days at once. */
const mostWithoutScrolling = 10

/** What a chart of columns shows. */
export interface Column {
  /** Of a day, `2026-11-28`: below the column without its year. */
  readonly name: string
  readonly pieces: readonly Piece[]
}

/** A column for each day, the last 60; `show` writes the highest value at the axis. */
export function dayChart(all: readonly Column[], about: string, show: (value: number) => string): Markup {
  const days = all.slice(-mostColumns)
  const highest = Math.max(...days.map(({ pieces }) => sumOf(pieces))) || 1
  // The amount at the axis stands whole, however long.
  const left = Math.max(chart.leastLeft, show(highest).length * chart.characterWidth + 8)
  const plotHeight = chart.height - chart.top - chart.bottom
  const step = (chart.width - left) / days.length
  // A few days make no bars as wide as a hand.
  const width = Math.min(step * 0.76, 60)
  const columns = days.flatMap(({ name, pieces }, index) => {
    const x = left + (index + 0.5) * step - width / 2
    let y = chart.top + plotHeight
    return pieces.flatMap(({ kind, value, label }) => {
      if (value === 0) return []
      // What is there can be seen, were it one of a million.
      const height = Math.max(1.5, (value / highest) * plotHeight)
      y -= height
      return [
        markup`<rect class="${kind}" x="${x.toFixed(2)}" y="${Math.max(0, y).toFixed(2)}" width="${width.toFixed(2)}" height="${height.toFixed(2)}"><title>${name}: ${label}</title></rect>`,
      ]
    })
  })
  const every = Math.ceil(days.length / mostLabels)
  const labels = days.flatMap(({ name }, index) => {
    if (index % every !== 0) return []
    const x = left + (index + 0.5) * step
    return [
      markup`<text x="${x.toFixed(1)}" y="${String(chart.height - 6)}" text-anchor="middle">${name.slice(5)}</text>`,
    ]
  })
  const base = String(chart.top + plotHeight)
  return markup`<div class="scroll${days.length > mostWithoutScrolling ? ' wide' : ''}" tabindex="0" role="group" aria-label="${about}"><svg class="days" role="img" aria-label="${about}" viewBox="0 0 ${String(chart.width)} ${String(chart.height)}">
<line x1="${String(left)}" x2="${String(chart.width)}" y1="${base}" y2="${base}"/>
<text x="${String(left - 6)}" y="${String(chart.top + 8)}" text-anchor="end">${show(highest)}</text>
<text x="${String(left - 6)}" y="${base}" text-anchor="end">0</text>
${columns}${labels}</svg></div>`
}

function sumOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { value }) => sum + value, 0)
}
