import { mergeStakes } from '../../src/stakes/merge-stakes'
import { noStake, StakeSum } from '../../src/stakes/stake'

const worth = (amount: string, currency: string) => ({
  appId: undefined,
  eventName: undefined,
  timeMs: undefined,
  amount,
  currency,
  isUnread: false,
})

it('says the same as one sum over all records', () => {
  const [all, left, right] = [new StakeSum(), new StakeSum(), new StakeSum()]
  const amounts = ['0.1', '0.2', '-5', '9999999999999999.5', '3']
  amounts.forEach((amount, index) => {
    const one = worth(amount, index % 2 === 0 ? 'EUR' : 'USD')
    all.add(one)
    ;(index < 3 ? left : right).add(one)
  })
  expect(mergeStakes([left.stake, right.stake])).toEqual(all.stake)
  expect(mergeStakes([])).toEqual(noStake)
})
