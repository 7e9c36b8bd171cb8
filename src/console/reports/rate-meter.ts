interface Sample {
  readonly atMs: number
  readonly settled: number
}

/** So far back the shown rate is taken: shorter jumps about, longer lags behind the ramp. */
const windowMs = 10_000
/** By what is left a longer memory goes: e-fold of the exponential mean. */
const memoryMs = 20_000
/** Before that much is known of a send, nobody can say how long it takes. */
const leastMs = 3_000

/** How fast it goes, out of samples taken now and then. */
export class RateMeter {
  #samples: readonly Sample[] = []
  #first: Sample | undefined
  #steady: number | undefined

  add(sample: Sample): void {
    const last = this.#samples.at(-1)
    const recent = this.#samples.filter(({ atMs }) => sample.atMs - atMs <= windowMs)
    // Samples may be rarer than the window is long: then the last one has to do.
    this.#samples = [...(recent.length > 0 ? recent : this.#samples.slice(-1)), sample]
    this.#smoothe(last, sample)
  }

  /** Records settled a second, of the last ten seconds. */
  get settledPerSecond(): number {
    const first = this.#samples[0]
    const last = this.#samples.at(-1)
    return first === undefined || last === undefined ? 0 : rate(first, last)
  }

  /** The same, smoothed, to tell by it how long it takes; undefined while that is not known. */
  get steadyPerSecond(): number | undefined {
    return this.#steady !== undefined && this.#steady > 0 ? this.#steady : undefined
  }

  /** From the first settled record on: what comes before it, keys and connections, is no rate. */
  #smoothe(last: Sample | undefined, sample: Sample): void {
    if (last === undefined || sample.atMs <= last.atMs) return
    if (this.#first === undefined) {
      if (sample.settled > last.settled) this.#first = last
      return
    }
    if (sample.atMs - this.#first.atMs < leastMs) return
    if (this.#steady === undefined) this.#steady = rate(this.#first, sample)
    else {
      const weight = 1 - Math.exp(-(sample.atMs - last.atMs) / memoryMs)
      this.#steady += weight * (rate(last, sample) - this.#steady)
    }
  }
}

function rate(first: Sample, last: Sample): number {
  return last.atMs <= first.atMs ? 0 : ((last.settled - first.settled) * 1_000) / (last.atMs - first.atMs)
}
