import { noVerdicts, type Verdict, verdicts } from '../../sandbox/inbox/arrival'
import type { SecondBucket } from '../../sandbox/inbox/second-buckets'

/** What arrived in one column of the chart, a second: averages where a column is several seconds wide. */
export interface Column extends Readonly<Record<Verdict, number>> {
  readonly fromMs: number
  readonly secondsWide: number
}

/** The chart's columns, oldest first, up to the second of `nowMs`; columns begin at whole multiples of their width. */
export function columnsOf(
  buckets: readonly SecondBucket[],
  nowMs: number,
  columns: number,
  secondsWide: number,
): readonly Column[] {
  const widthMs = secondsWide * 1_000
  const lastMs = Math.floor(nowMs / widthMs) * widthMs
  const firstMs = lastMs - (columns - 1) * widthMs
  const sums = Array.from({ length: columns }, () => noVerdicts())
  for (const bucket of buckets) {
    const sum = sums[Math.floor((bucket.atMs - firstMs) / widthMs)]
    if (sum === undefined) continue
    for (const verdict of verdicts) sum[verdict] += bucket[verdict] / secondsWide
  }
  return sums.map((sum, index) => ({ ...sum, fromMs: firstMs + index * widthMs, secondsWide }))
}

/** The top of the scale: 1, 2 or 5 times a power of ten, at least as high as the highest column. */
export function scaleFor(columns: readonly Column[]): number {
  const highest = Math.max(1, ...columns.map(totalOf))
  const power = 10 ** Math.floor(Math.log10(highest))
  return [1, 2, 5, 10].map((step) => step * power).find((top) => top >= highest) ?? highest
}

export function totalOf(column: Column): number {
  return verdicts.reduce((sum, verdict) => sum + column[verdict], 0)
}
