/** So much longer is the long input. Work in proportion to the length takes as many times as long, a square the square of it. */
export const stretch = 8
/** Below it a measurement is mostly noise. */
const leastMs = 2
const longest = 1_000_000

/**
 * How many times as much processor time the work takes when its input is `stretch` times as long: the least of several
 * ratios, since whatever else the machine does can only add. `null` where even a long input costs nothing worth measuring.
 */
export function growthOf<Input>(make: (length: number) => Input, work: (input: Input) => unknown): number | null {
  for (let length = 2_000; length * stretch <= longest; length *= 2) {
    const short = make(length)
    if (costOf(() => work(short)) < leastMs) continue
    const long = make(length * stretch)
    return Math.min(...[1, 2, 3].map(() => costOf(() => work(long)) / costOf(() => work(short))))
  }
  return null
}

/** Milliseconds of processor time, the least of three. */
function costOf(work: () => unknown): number {
  return Math.min(
    ...[1, 2, 3].map(() => {
      const before = process.cpuUsage()
      work()
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1_000
    }),
  )
}
