import fc from 'fast-check'
import { addDecimals } from '../../src/proof/add-decimals'
import { ExactSum } from '../../src/stakes/exact-sum'

/** Amounts as the core writes them: at most five decimals, no zeros at either end, any length. */
const amount = fc
  .tuple(
    fc.boolean(),
    fc.oneof(fc.bigInt({ min: 0n, max: 10n ** 8n }), fc.bigInt({ min: 0n, max: 10n ** 40n })),
    fc.nat(99_999),
  )
  .map(([isNegative, whole, decimals]) => {
    const fraction = String(decimals).padStart(5, '0').replace(/0+$/, '')
    const text = fraction === '' ? `${whole}` : `${whole}.${fraction}`
    return isNegative && text !== '0' ? `-${text}` : text
  })

function sumOf(amounts: readonly string[]): string {
  const sum = new ExactSum()
  for (const one of amounts) sum.add(one)
  return sum.amount
}

it('adds any amounts exactly', () => {
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 60 }), (amounts) => {
      expect(sumOf(amounts)).toBe(addDecimals(amounts))
    }),
    { numRuns: 500 },
  )
})

it('has no error of floating point', () => {
  expect(sumOf(['0.1', '0.2'])).toBe('0.3')
  expect(sumOf(Array.from({ length: 100_000 }, () => '0.07'))).toBe('7000')
})

it('goes on exactly where doubles no longer hold the sum', () => {
  const amounts = Array.from({ length: 1_000 }, () => '999999999.99999')
  expect(sumOf(amounts)).toBe('999999999999.99')
})
