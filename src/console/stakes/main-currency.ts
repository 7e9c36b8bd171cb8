import type { Stake } from '../../stakes/stake'

/** The currency of most records that carry money; undefined where none does. Null: records without one. */
export function mainCurrency(stakes: readonly Stake[]): string | null | undefined {
  const records = new Map<string | null, number>()
  for (const { money } of stakes)
    for (const one of money) records.set(one.currency, (records.get(one.currency) ?? 0) + one.records)
  const [main] = [...records].sort((left, right) => right[1] - left[1])
  return main?.[0]
}

/** What comes in in one currency, for the length of a bar. */
export function revenueIn({ money }: Stake, currency: string | null): number {
  const sum = money.find((one) => one.currency === currency)
  return sum === undefined ? 0 : Number(sum.revenue)
}
