import type { Amount } from '../core/domain/event'
import { ExactSum } from './exact-sum'
import { byRecords, type Money, type Stake } from './stake'

/** What several groups of records have at stake together, exactly; each record is to be in one of them. */
export function mergeStakes(stakes: readonly Stake[]): Stake {
  const currencies = new Map<string | null, Money[]>()
  for (const one of stakes.flatMap(({ money }) => money))
    currencies.set(one.currency, [...(currencies.get(one.currency) ?? []), one])
  const money = [...currencies].map(([currency, sums]) => ({
    currency,
    revenue: sumOf(sums.map(({ revenue }) => revenue)),
    refunds: sumOf(sums.map(({ refunds }) => refunds)),
    records: count(sums, ({ records }) => records),
  }))
  return {
    records: count(stakes, ({ records }) => records),
    unread: count(stakes, ({ unread }) => unread),
    money: money.sort(byRecords),
    beyond: count(stakes, ({ beyond }) => beyond),
  }
}

function sumOf(amounts: readonly Amount[]): Amount {
  const sum = new ExactSum()
  for (const amount of amounts) sum.add(amount)
  return sum.amount
}

function count<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
