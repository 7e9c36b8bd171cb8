import type { Amount } from '../core/domain/event'
import type { Worth } from '../core/domain/worth'
import { ExactSum } from './exact-sum'

/** What records are worth in one currency. */
export interface Money {
  /** Null: none is named, or it could not be read. */
  readonly currency: string | null
  /** Of sales. */
  readonly revenue: Amount
  /** What goes back, without its minus; `0` where nothing does. */
  readonly refunds: Amount
  /** Records with an amount in it. */
  readonly records: number
}

/** What is at stake with some records. */
export interface Stake {
  readonly records: number
  /** Those whose worth could not be read: it is in no sum. */
  readonly unread: number
  /** The currencies of most records first; what has none last. */
  readonly money: readonly Money[]
  /** Records of further currencies, beyond those that are kept apart; in no sum. */
  readonly beyond: number
}

interface CurrencySum {
  readonly revenue: ExactSum
  readonly refunds: ExactSum
  records: number
}

/** More than there are in AppsFlyer's list: what comes after is no currency. */
const mostCurrencies = 200

/** Adds up what records are worth, exactly and in bounded memory. */
export class StakeSum {
  records = 0
  #unread = 0
  #beyond = 0
  /** Made with the first amount. */
  #sums: Map<string, CurrencySum> | undefined

  /** One record more; undefined for one that is no event. */
  add(worth: Worth | undefined): void {
    this.records += 1
    if (worth === undefined) return
    if (worth.amount !== undefined) this.#addAmount(worth.amount, worth.currency ?? '')
    else if (worth.isUnread) this.#unread += 1
  }

  get stake(): Stake {
    const money = [...(this.#sums ?? [])].map(([currency, { revenue, refunds, records }]) => ({
      currency: currency === '' ? null : currency,
      revenue: revenue.amount,
      refunds: refunds.amount,
      records,
    }))
    money.sort(byRecords)
    return { records: this.records, unread: this.#unread, money, beyond: this.#beyond }
  }

  #addAmount(amount: Amount, currency: string): void {
    this.#sums ??= new Map()
    let sum = this.#sums.get(currency)
    if (sum === undefined) {
      if (this.#sums.size >= mostCurrencies) {
        this.#beyond += 1
        return
      }
      sum = { revenue: new ExactSum(), refunds: new ExactSum(), records: 0 }
      this.#sums.set(currency, sum)
    }
    sum.records += 1
    if (amount.charCodeAt(0) === minus) sum.refunds.add(amount.slice(1))
    else sum.revenue.add(amount)
  }
}

const minus = 0x2d

export const noStake: Stake = { records: 0, unread: 0, money: [], beyond: 0 }

/** All money of some records, by currency: against it what is lost of it is weighed. */
export type Totals = ReadonlyMap<string | null, number>

export function totalsOf(stakes: readonly Stake[]): Totals {
  const totals = new Map<string | null, number>()
  for (const { money } of stakes)
    for (const { currency, revenue, refunds } of money)
      totals.set(currency, (totals.get(currency) ?? 0) + Number(revenue) + Number(refunds))
  return totals
}

/** The most costly first, by the share of all money of a currency (no rate of exchange is needed), then by records. */
export function byWorth(left: Stake, right: Stake, totals: Totals): number {
  return shareOf(right, totals) - shareOf(left, totals) || right.records - left.records
}

/** From 0 to 1. */
function shareOf({ money }: Stake, totals: Totals): number {
  const shares = money.map(({ currency, revenue, refunds }) => {
    const total = totals.get(currency) ?? 0
    // Amounts without a currency cannot be compared, not even with each other.
    return total === 0 || currency === null ? 0 : (Number(revenue) + Number(refunds)) / total
  })
  return Math.max(0, ...shares)
}

/** The currencies of most records first; what has none last. */
export function byRecords(left: Money, right: Money): number {
  if (left.currency === null || right.currency === null) return left.currency === null ? 1 : -1
  return right.records - left.records || (left.currency < right.currency ? -1 : 1)
}
