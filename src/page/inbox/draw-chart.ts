import uPlot from 'uplot'
import { type Verdict, verdicts } from '../../sandbox/inbox/arrival'
import { atClock } from '../words'
import { type Column, scaleFor } from './chart-columns'

/** A chart in its place on the page. */
export interface Chart {
  readonly show: (columns: readonly Column[], fromMs: number | undefined, toMs: number | undefined) => void
  readonly end: () => void
}

interface Ports {
  /** A stretch of time was dragged over, in milliseconds since 1970. */
  readonly select: (range: { readonly from: number; readonly to: number }) => void
  /** A column is pointed at, or none. */
  readonly point: (column: Column | null) => void
}

const colourNames: Readonly<Record<Verdict, string>> = {
  recorded: '--bar-recorded',
  recorded_with_losses: '--bar-lossy',
  silently_dropped: '--bar-dropped',
  refused: '--bar-refused',
  probe: '--soft',
  asked_to_erase: '--note',
}

/** The largest sum is drawn first, and each smaller one over it: so bars of a kind stand on those before it. */
const stacked = [...verdicts].reverse()

/** Between two lines of the scale: nobody sends half a request. */
const wholeSteps = Array.from({ length: 8 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat()

/** Draws bars by uPlot into an element, in the colours that the styles have now. */
export function drawChart(place: HTMLElement, { select, point }: Ports): Chart {
  const styles = getComputedStyle(place)
  const colour = (name: string) => styles.getPropertyValue(name).trim()
  let columns: readonly Column[] = []
  let isDragging = false
  const bars = uPlot.paths.bars?.({ size: [0.8, 40], align: 1 })
  const axis = { stroke: colour('--soft'), font: `12px ${styles.fontFamily}`, ticks: { show: false }, gap: 4 }
  const plot = new uPlot(
    {
      ...sizeOf(place),
      padding: [6, 22, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false, dist: 4 } },
      scales: {
        x: { time: true, range: () => [(columns[0]?.fromMs ?? 0) / 1_000, endOf(columns) / 1_000] },
        y: { range: () => [0, scaleFor(columns)] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 22,
          space: 90,
          values: (_plot, seconds) => seconds.map((second) => atClock(second * 1_000)),
        },
        { ...axis, grid: { stroke: colour('--line'), width: 1 }, size: 36, space: 30, incrs: wholeSteps },
      ],
      series: [
        {},
        ...stacked.map((verdict) => ({
          fill: colour(colourNames[verdict]),
          width: 0,
          points: { show: false },
          ...(bars !== undefined && { paths: bars }),
        })),
      ],
      hooks: {
        setCursor: [
          ({ cursor }) => point(cursor.idx === null || cursor.idx === undefined ? null : (columns[cursor.idx] ?? null)),
        ],
        setSelect: [
          (drawn) => {
            if (!isDragging) return
            isDragging = false
            const { left, width } = drawn.select
            if (width < 2) return
            const second = (pixels: number) => Math.round(drawn.posToVal(pixels, 'x')) * 1_000
            const from = second(left)
            select({ from, to: Math.max(from + 1_000, second(left + width)) })
          },
        ],
      },
    },
    [[], ...stacked.map(() => [])],
    place,
  )
  const begin = () => {
    isDragging = true
    place.dataset['range'] = 'true'
  }
  // A click without a drag selects nothing, and uPlot then tells nothing.
  const finish = () => setTimeout(() => (isDragging = false))
  plot.over.addEventListener('mousedown', begin)
  window.addEventListener('mouseup', finish)
  const resizing = new ResizeObserver(() => plot.setSize(sizeOf(place)))
  resizing.observe(place)
  return {
    show: (shown, fromMs, toMs) => {
      // Whoever drags wants the time to stand still.
      if (isDragging) return
      columns = shown
      plot.setData(dataOf(columns))
      place.dataset['range'] = String(fromMs !== undefined || toMs !== undefined)
      const left = within(plot, fromMs ?? 0)
      const right = within(plot, toMs ?? Number.MAX_SAFE_INTEGER)
      plot.setSelect({ left, top: 0, width: right - left, height: plot.over.clientHeight }, false)
    },
    end: () => {
      resizing.disconnect()
      window.removeEventListener('mouseup', finish)
      plot.destroy()
    },
  }
}

function sizeOf(place: HTMLElement): { width: number; height: number } {
  return { width: Math.max(100, place.clientWidth), height: Math.max(60, place.clientHeight) }
}

function endOf(columns: readonly Column[]): number {
  const last = columns.at(-1)
  return last === undefined ? 1_000 : last.fromMs + last.secondsWide * 1_000
}

/** Where a moment is drawn, in pixels; at the edge when it is out of sight. */
function within(plot: uPlot, timeMs: number): number {
  return Math.min(plot.over.clientWidth, Math.max(0, plot.valToPos(timeMs / 1_000, 'x')))
}

function dataOf(columns: readonly Column[]): uPlot.AlignedData {
  const upTo = (column: Column, verdict: Verdict) =>
    verdicts.slice(0, verdicts.indexOf(verdict) + 1).reduce((sum, name) => sum + column[name], 0)
  return [
    columns.map(({ fromMs }) => fromMs / 1_000),
    ...stacked.map((verdict) => columns.map((column) => upTo(column, verdict))),
  ]
}
