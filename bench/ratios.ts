/** One figure of the bench: the median of several pairs' ratios, and how far they spread. */
export interface Ratio {
  readonly name: string
  readonly median: number
  readonly low: number
  readonly high: number
}

/** The median and spread of the ratios that trials gave; of an even number the upper middle one. */
export function ratioOf(name: string, values: readonly number[]): Ratio {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (index: number) => sorted[index] ?? Number.NaN
  return { name, median: at(sorted.length >> 1), low: at(0), high: at(sorted.length - 1) }
}

/** The line that every bench prints for a ratio; `readRatios` reads it. */
export function ratioLine({ name, median, low, high }: Ratio): string {
  return `  ${name.padEnd(56)} ${median.toFixed(2)} (${low.toFixed(2)}-${high.toFixed(2)})`
}
