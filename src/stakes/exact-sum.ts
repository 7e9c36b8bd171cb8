import type { Amount } from '../core/domain/event'

/** An amount has at most so many decimals: sums are of whole units of the last one. */
const decimals = 5
const unitsPerOne = 100_000
/** Below this an amount in units is off by less than half a unit as a double, and a sum of two is exact. */
const smallest = 1e9
/** Where sums of doubles begin to lose units. */
const mostUnits = 2 ** 52

/** An exact sum of amounts: whole numbers as long as they fit, and any length beyond that. */
export class ExactSum {
  #units = 0
  #large = 0n

  add(amount: Amount): void {
    const value = Number(amount)
    if (value > -smallest && value < smallest) {
      this.#units += Math.round(value * unitsPerOne)
      if (this.#units > mostUnits || this.#units < -mostUnits) this.#spill()
    } else this.#large += unitsOf(amount)
  }

  /** The sum, without zeros at its end. */
  get amount(): Amount {
    return amountOf(this.#large + BigInt(this.#units))
  }

  #spill(): void {
    this.#large += BigInt(this.#units)
    this.#units = 0
  }
}

function unitsOf(amount: Amount): bigint {
  const [whole = '0', fraction = ''] = amount.split('.')
  return BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'))
}

function amountOf(units: bigint): Amount {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0')
  const fraction = digits.slice(-decimals).replace(/(?<!0)0+$/, '')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -decimals)}${fraction === '' ? '' : `.${fraction}`}`
}
