import fc from 'fast-check'
import type { Worth } from '../../src/core/domain/worth'
import { addDecimals } from '../../src/proof/add-decimals'
import { byWorth, type Stake, StakeSum, totalsOf } from '../../src/stakes/stake'

function worth(amount: string | undefined, currency?: string, isUnread = false): Worth {
  return { appId: 'id1', eventName: 'e', timeMs: 0, amount, currency, isUnread }
}

function stakeOf(worths: readonly (Worth | undefined)[]): Stake {
  const sum = new StakeSum()
  for (const one of worths) sum.add(one)
  return sum.stake
}

const worths = fc.array(
  fc.oneof(
    fc.constant(undefined),
    fc.boolean().map((isUnread) => worth(undefined, 'EUR', isUnread)),
    fc
      .tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.constantFrom('EUR', 'USD', 'JPY', undefined))
      .map(([cents, currency]) => worth(String(cents / 100), currency)),
  ),
  { maxLength: 80 },
)

it('counts every record, and adds each amount once: to the revenue or to the refunds of its currency', () => {
  fc.assert(
    fc.property(worths, (all) => {
      const { records, unread, money } = stakeOf(all)
      expect(records).toBe(all.length)
      expect(unread).toBe(all.filter((one) => one?.isUnread === true).length)
      for (const currency of ['EUR', 'USD', 'JPY', null]) {
        const amounts = all.flatMap((one) =>
          one?.amount !== undefined && (one.currency ?? null) === currency ? [one.amount] : [],
        )
        const sum = money.find((one) => one.currency === currency)
        expect(sum?.records ?? 0).toBe(amounts.length)
        expect(sum?.revenue ?? '0').toBe(addDecimals(amounts.filter((one) => !one.startsWith('-'))))
        expect(sum?.refunds ?? '0').toBe(
          addDecimals(amounts.flatMap((one) => (one.startsWith('-') ? [one.slice(1)] : []))),
        )
      }
    }),
  )
})

it('says the same in whatever order records come', () => {
  fc.assert(
    fc.property(worths, (all) => {
      expect(stakeOf([...all].reverse())).toEqual(stakeOf(all))
    }),
  )
})

it('keeps so many currencies apart and no more', () => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const codes = [...letters].flatMap((one) => [...letters].map((two) => `X${one}${two}`))
  const { records, money, beyond } = stakeOf(codes.map((code) => worth('1', code)))
  expect(records).toBe(676)
  expect(money).toHaveLength(200)
  expect(beyond).toBe(476)
})

it('names what has no currency last, and does not weigh it', () => {
  const [none, euros] = [stakeOf([worth('900'), worth('900')]), stakeOf([worth('1', 'EUR')])]
  expect(stakeOf([worth('900'), worth('900'), worth('1', 'EUR')]).money.map(({ currency }) => currency)).toEqual([
    'EUR',
    null,
  ])
  expect([none, euros].sort((left, right) => byWorth(left, right, totalsOf([none, euros])))).toEqual([euros, none])
})

it('puts what costs a larger share of its currency first, then what more records have', () => {
  const yen = stakeOf([worth('5000', 'JPY')])
  const euros = stakeOf([worth('90', 'EUR')])
  const many = stakeOf([undefined, undefined])
  const totals = totalsOf([stakeOf([worth('100000', 'JPY'), worth('100', 'EUR')])])
  expect([many, yen, euros].sort((left, right) => byWorth(left, right, totals))).toEqual([euros, yen, many])
})
