import type { Amount } from '../core/domain/event'

/** An amount has at most so many decimals: sums are of whole units of the last one. */
const decimals = 5
/** Amounts of so many digits, those of a unit included, are exact as doubles, and so are sums of two. */
const mostDigits = 15
/** Where sums of doubles begin to lose units. */
const mostUnits = 2 ** 52

/** An exact sum of amounts: whole numbers as long as they fit, and any length beyond that. */
export class ExactSum {
  #units = 0
  #large = 0n

  add(amount: Amount): void {
    const units = shortUnitsOf(amount)
    if (units === undefined) {
      this.#large += unitsOf(amount)
      return
    }
    this.#units += units
    if (this.#units > mostUnits || this.#units < -mostUnits) this.#spill()
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

/** Read sign by sign, since each record is in several sums: Number of a text takes twice as long. Undefined for a long one. */
function shortUnitsOf(amount: Amount): number | undefined {
  const start = amount.charCodeAt(0) === minus ? 1 : 0
  let units = 0
  let pointAt = amount.length
  for (let index = start; index < amount.length; index++) {
    const unit = amount.charCodeAt(index)
    if (unit === point) pointAt = index
    else units = units * 10 + unit - digit0
  }
  const written = Math.max(0, amount.length - pointAt - 1)
  if (pointAt - start + decimals > mostDigits || written > decimals) return undefined
  for (let missing = decimals - written; missing > 0; missing--) units *= 10
  return start === 0 ? units : -units
}

const [minus, point, digit0] = [0x2d, 0x2e, 0x30]

function unitsOf(amount: Amount): bigint {
  const [whole = '0', fraction = ''] = amount.split('.')
  return BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'))
}

function amountOf(units: bigint): Amount {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0')
  const fraction = digits.slice(-decimals).replace(/(?<!0)0+$/, '')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -decimals)}${fraction === '' ? '' : `.${fraction}`}`
}
