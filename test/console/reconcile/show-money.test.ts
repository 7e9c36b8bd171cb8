import { showMoney } from '../../../src/console/reconcile/show-money'

test.each([
  ['1234567.5', 'EUR 1,234,567.50'],
  ['0.12345', 'EUR 0.12345'],
  ['-0.5', 'EUR -0.50'],
  ['-1234', 'EUR -1,234.00'],
  ['123456789012345678901234', 'EUR 123,456,789,012,345,678,901,234.00'],
  ['0', 'EUR 0.00'],
])('%s is shown as %s', (amount, shown) => {
  expect(showMoney([{ currency: 'EUR', amount }])).toBe(shown)
})

test('several currencies, and none', () => {
  expect(
    showMoney([
      { currency: 'EUR', amount: '1' },
      { currency: null, amount: '2' },
    ]),
  ).toBe('EUR 1.00, 2 without a currency')
  expect(showMoney([])).toBe('')
})
