/** An amount as its sender meant it. */
export interface Money {
  readonly amount: number
  /** An ISO 4217 code; null where none was sent. */
  readonly currency: string | null
}

/** Kept here in millionths, so that adding does not drift. */
const parts = 1_000_000

/** Adds up money by currency. */
export class MoneySums {
  readonly #sums = new Map<string | null, number>()

  add({ amount, currency }: Money): void {
    this.#sums.set(currency, (this.#sums.get(currency) ?? 0) + Math.round(amount * parts))
  }

  /** The largest sums first. Amounts of different currencies are not the same, but a list wants an order. */
  list(): Money[] {
    return [...this.#sums]
      .map(([currency, sum]) => ({ amount: sum / parts, currency }))
      .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount))
  }
}
