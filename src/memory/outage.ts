const firstMs = 1_000
const longestMs = 60_000

/** A store that gave no answer is asked again after a second, then after two, four … a minute: it may take long to give none. */
export class Outage {
  readonly #now: () => number
  #untilMs = Number.NEGATIVE_INFINITY
  #lengthMs = firstMs

  constructor(now: () => number) {
    this.#now = now
  }

  get isOn(): boolean {
    return this.#now() < this.#untilMs
  }

  begin(): void {
    this.#untilMs = this.#now() + this.#lengthMs
    this.#lengthMs = Math.min(longestMs, this.#lengthMs * 2)
  }

  end(): void {
    this.#untilMs = Number.NEGATIVE_INFINITY
    this.#lengthMs = firstMs
  }
}
