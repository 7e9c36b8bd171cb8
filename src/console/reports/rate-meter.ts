interface Sample {
  readonly atMs: number
  readonly settled: number
  readonly readBytes: number
}

/** So far back the rate is taken: shorter jumps about, longer lags behind the ramp. */
const windowMs = 10_000

/** How fast it goes at present, out of samples taken now and then. */
export class RateMeter {
  #samples: readonly Sample[] = []

  add(sample: Sample): void {
    const recent = this.#samples.filter(({ atMs }) => sample.atMs - atMs <= windowMs)
    // Samples may be rarer than the window is long: then the last one has to do.
    this.#samples = [...(recent.length > 0 ? recent : this.#samples.slice(-1)), sample]
  }

  get settledPerSecond(): number {
    return this.#per(({ settled }) => settled)
  }

  get bytesPerSecond(): number {
    return this.#per(({ readBytes }) => readBytes)
  }

  #per(value: (sample: Sample) => number): number {
    const first = this.#samples[0]
    const last = this.#samples.at(-1)
    if (first === undefined || last === undefined || last.atMs <= first.atMs) return 0
    return ((value(last) - value(first)) * 1_000) / (last.atMs - first.atMs)
  }
}
