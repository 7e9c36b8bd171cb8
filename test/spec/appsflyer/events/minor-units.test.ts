import { listedCurrencies } from '../../../../spec/appsflyer/events/currencies'
import { minorUnitDecimals } from '../../../../spec/appsflyer/events/minor-units'

test.each([
  ...['USD', 'EUR', 'GBP', 'HUF', 'TWD', 'IDR', 'COP', 'LBP', 'MRU', 'MGA', 'PKR', 'CZK', 'UYU', 'IRR', 'AFN'].map(two),
  ...['HRK', 'SLL', 'ZWL', 'SLE', 'VED', 'XCG', 'ZWG', 'BOV', 'CHE', 'MXV', 'USN', 'COU'].map(two),
  ...['JPY', 'KRW', 'VND', 'CLP', 'ISK', 'UGX', 'XAF', 'XOF', 'XPF', 'PYG', 'RWF', 'KMF', 'GNF'].map(none),
  ...['DJF', 'BIF', 'VUV', 'UYI'].map(none),
  ...['KWD', 'BHD', 'JOD', 'OMR', 'TND', 'LYD', 'IQD'].map((code): [string, number] => [code, 3]),
  ['UYW', 4],
  ['CLF', 4],
] as [string, number][])('%s has %d decimals', (code, decimals) => expect(minorUnitDecimals(code)).toBe(decimals))

function two(code: string): [string, number] {
  return [code, 2]
}

function none(code: string): [string, number] {
  return [code, 0]
}

test.each(['', 'usd', 'ABC', 'XAU', 'XDR', 'XXX', 'XTS'])('%j has no minor unit', (code) => {
  expect(minorUnitDecimals(code)).toBeUndefined()
})

test("AppsFlyer's currencies are known, but for metals and units of account", () => {
  const unknown = [...listedCurrencies].filter((code) => minorUnitDecimals(code) === undefined)
  expect(unknown.every((code) => code.startsWith('X'))).toBe(true)
  expect(unknown).toHaveLength(13)
})
