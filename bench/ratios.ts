/** One figure of the bench: the median of several trials' ratios, and how far they spread. */
export interface Ratio {
  readonly name: string
  readonly ratio: number
  readonly low: number
  readonly high: number
}

/** A ratio as bench/ratios.json keeps it: with the day (UTC) and the machine it was measured on. */
export interface RecordedRatio extends Ratio, Machine {
  readonly date: string
}

export interface Machine {
  readonly node: string
  readonly cpus: number
}

export type Change = 'better' | 'worse' | 'within noise' | 'new' | 'not measured'

export interface Comparison {
  readonly name: string
  readonly change: Change
  readonly before: RecordedRatio | undefined
  readonly after: Ratio | undefined
}

/** The median and spread of the ratios that trials gave; of an even number the upper middle one. */
export function ratioOf(name: string, trials: readonly number[]): Ratio {
  const sorted = [...trials].sort((a, b) => a - b)
  const at = (index: number) => sorted[index] ?? Number.NaN
  return { name, ratio: at(sorted.length >> 1), low: at(0), high: at(sorted.length - 1) }
}

/** The line that every bench prints for a ratio; more may follow behind it. */
export function ratioLine({ name, ratio, low, high }: Ratio): string {
  return `  ${name.padEnd(56)} ${ratio.toFixed(2)} (${low.toFixed(2)}-${high.toFixed(2)})`
}

/** The ratios among the lines that a bench has printed. */
export function readRatios(printed: string): readonly Ratio[] {
  return [...printed.matchAll(/^ *(\S.*?) +(\d+\.\d+) \((\d+\.\d+)-(\d+\.\d+)\)/gm)].map(
    ([, name = '', ratio, low, high]) => ({ name, ratio: Number(ratio), low: Number(low), high: Number(high) }),
  )
}

/** Of a time, less is better; the other ratios are of speeds. */
const lessIsBetter = /^(start|prepare):/

/** What moved since the record, each ratio once, those of the record first. */
export function compareRatios(before: readonly RecordedRatio[], after: readonly Ratio[]): readonly Comparison[] {
  const names = new Set([...before, ...after].map(({ name }) => name))
  return [...names].map((name) => {
    const [old, now] = [before.find((one) => one.name === name), after.find((one) => one.name === name)]
    return { name, before: old, after: now, change: changeOf(old, now) }
  })
}

/**
 * The spread of the trials is the noise: a ratio moved where each median lies outside the other's spread. One that does
 * not is no proof that nothing moved.
 */
function changeOf(before: Ratio | undefined, after: Ratio | undefined): Change {
  if (before === undefined) return 'new'
  if (after === undefined) return 'not measured'
  if (isWithin(after.ratio, before) || isWithin(before.ratio, after)) return 'within noise'
  return after.ratio > before.ratio === lessIsBetter.test(before.name) ? 'worse' : 'better'
}

function isWithin(ratio: number, { low, high }: Ratio): boolean {
  return low <= ratio && ratio <= high
}

/** The record after a run: what was measured is new, what was not stays as it was. */
export function recordRatios(
  before: readonly RecordedRatio[],
  after: readonly Ratio[],
  machine: Machine,
  date: string,
): readonly RecordedRatio[] {
  const measured = new Map(after.map((one) => [one.name, { ...one, date, ...machine }]))
  const kept = before.map((one) => measured.get(one.name) ?? one)
  const known = new Set(before.map(({ name }) => name))
  return [...kept, ...[...measured.values()].filter(({ name }) => !known.has(name))]
}

/** The comparison in words, a line a ratio; a ratio of another Node or number of CPUs is said to be one. */
export function describeComparison(comparisons: readonly Comparison[], machine: Machine): string {
  return comparisons
    .map(({ name, change, before, after }) => {
      const figures = [before, after].map((one) => (one === undefined ? '-' : `${one.ratio} (${one.low}-${one.high})`))
      const isElsewhere = before !== undefined && (before.node !== machine.node || before.cpus !== machine.cpus)
      const elsewhere = isElsewhere ? `; recorded on Node ${before.node}, ${before.cpus} CPUs` : ''
      return `${change.padEnd(13)} ${name.padEnd(56)} ${figures.join(' → ')}${elsewhere}`
    })
    .join('\n')
}
