import { showMoney } from '../../../src/console/reconcile/show-money'

test.each([
  ['1234567.5', '1,234,567.50 EUR'],
  ['0.12345', '0.12345 EUR'],
  ['-0.5', '-0.50 EUR'],
  ['-1234', '-1,234 EUR'],
  ['123456789012345678901234', '123,456,789,012,345,678,901,234 EUR'],
  ['0', '0 EUR'],
])('%s is shown as %s', (amount, shown) => {
  expect(showMoney([{ currency: 'EUR', amount }])).toBe(shown)
})

test('several currencies, and none', () => {
  expect(
    showMoney([
      { currency: 'EUR', amount: '1' },
      { currency: null, amount: '2' },
    ]),
  ).toBe('1 EUR, 2 (no currency)')
  expect(showMoney([])).toBe('')
})
