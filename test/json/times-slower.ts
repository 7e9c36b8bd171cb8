/**
 * How many times longer something takes for twice the size: about 2 where the time is linear, 4 where it is quadratic.
 * A ratio says the same on a slow machine. The best of several rounds counts, since whatever disturbs only adds time.
 */
export function timesSlower(prepare: (size: number) => () => void, size: number): number {
  const [single, double] = [prepare(size), prepare(2 * size)]
  single()
  double()
  let [singleMs, doubleMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let round = 0; round < 9; round++) {
    singleMs = Math.min(singleMs, timed(single))
    doubleMs = Math.min(doubleMs, timed(double))
  }
  return doubleMs / singleMs
}

function timed(run: () => void): number {
  const start = performance.now()
  run()
  return performance.now() - start
}
