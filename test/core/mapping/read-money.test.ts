import fc from 'fast-check'
import {
  amountNumber,
  asRefund,
  isWrittenAmount,
  parseAmount,
  readAmount,
} from '../../../src/core/reading/parse-amount'
import { findingOf, iosCall, iosRow, see, webCall } from '../prepare-fixtures'

test.each([
  [48, '48'],
  ['48.00', '48'],
  [' 48.50 ', '48.5'],
  ['-48.50', '-48.5'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['007', '7'],
  ['0', '0'],
  [-0, '0'],
  ['-0.00', '0'],
  [0.1 + 0.2, '0.3'],
  ['1.123456', '1.12346'],
  [1e-7, '0'],
  [1.5e-5, '0.00002'],
  ['999999999999999.99999', '999999999999999.99999'],
  ['1234567890123456789.123455', '1234567890123456789.12346'],
  ['99999999999999999999.999995', '100000000000000000000'],
  ['-0.000004', '0'],
  ['-0.000005', '-0.00001'],
  [123456789.12345, '123456789.12345'],
])('%j is the amount %j', (value, amount) => expect(parseAmount(value)).toBe(amount))

const noAmounts = [
  ...['$48.00', '48 USD', '€5', '1,234.50', '1.234,50', '1 234', "1'234", 'NaN', 'Infinity', '1e400', '1e3', '0x10'],
  ...['+5', '--5', '5-', '.', '-', 'free', '1.2.3', '٤٨', '1'.repeat(41)],
  ...[Number.NaN, Number.POSITIVE_INFINITY, JSON.parse('1e400'), 1e21, -1e300, true, null, {}, [5]],
]
test.each(noAmounts)('%j is none: money is never guessed', (value) => expect(parseAmount(value)).toBeUndefined())

const amountPattern = /^(0|-?(?!0$)(0|[1-9]\d{0,40})(\.\d{0,4}[1-9])?)$/

test('an amount has the form AppsFlyer takes, and reads as itself', () => {
  const anything = fc.oneof(fc.double(), fc.float(), fc.integer(), fc.stringMatching(/^-?\d{0,16}\.?\d{0,8}$/))
  fc.assert(
    fc.property(anything, (value) => {
      const amount = parseAmount(value)
      if (amount === undefined) return
      expect(amount).toMatch(amountPattern)
      expect(parseAmount(amount)).toBe(amount)
      expect(Math.abs(Number(amount) - Number(value))).toBeLessThanOrEqual(
        Math.max(1e-5, Math.abs(Number(value)) * 1e-15),
      )
    }),
  )
})

test.each([
  ['1099', 'minor', 'USD', '10.99'],
  ['1099', 'minor', 'JPY', '1099'],
  ['1099', 'minor', 'KWD', '1.099'],
  ['1099', 'minor', 'HUF', '10.99'],
  ['1099', 'minor', 'IQD', '1.099'],
  ['1099', 'minor', 'CLF', '0.1099'],
  ['-1099', 'minor', 'EUR', '-10.99'],
  ['5', 'minor', 'USD', '0.05'],
  ['0', 'minor', 'USD', '0'],
  [1099, 'cents', undefined, '10.99'],
  // Whole, as floating point writes it.
  ['1200.0', 'minor', 'USD', '12'],
  [19.99 * 100, 'cents', undefined, '19.99'],
  [1.1 * 100, 'minor', 'EUR', '1.1'],
  ['1998.9999999999998', 'cents', undefined, '19.99'],
  // Whoever writes so means the currency's own unit: a hundredth of it would go out.
  ['12.00', 'minor', 'USD', undefined],
  ['12.50', 'minor', 'USD', undefined],
  [12.5, 'minor', 'USD', undefined],
  ['.50', 'cents', undefined, undefined],
  ['-48.00', 'cents', 'USD', undefined],
  ['1099.5', 'cents', undefined, undefined],
  ['12.500', 'minor', 'KWD', undefined],
  ['12.000', 'minor', 'KWD', undefined],
  ['1200.50', 'minor', 'JPY', undefined],
  ['1200.00', 'minor', 'JPY', undefined],
  ['12.99', 'milli', 'USD', undefined],
  [9.99, 'micro', undefined, undefined],
  ['12345678901234567890.5', 'cents', undefined, undefined],
  [12990, 'milli', 'USD', '12.99'],
  ['9990000', 'micro', undefined, '9.99'],
  ['1', 'micro', undefined, '0'],
  ['123456789012345678901234567890', 'micro', undefined, '123456789012345678901234.56789'],
  ['10.99', 'major', 'USD', '10.99'],
  ['1099', 'minor', undefined, undefined],
  ['$10', 'cents', 'USD', undefined],
] as const)('%j in %s of %s is %j', (value, unit, currency, amount) => {
  expect(readAmount(value, unit, currency)?.amount).toBe(amount)
})

test('a unit moves the point and loses nothing', () => {
  const units = { cents: 2, milli: 3, micro: 6 } as const
  const names = ['cents', 'milli', 'micro'] as const
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.constantFrom(...names), (amount, unit) => {
      const read = readAmount(String(amount), unit, undefined)
      const scale = 10n ** BigInt(units[unit])
      const decimals = String(amount % scale).padStart(units[unit], '0')
      const [integer, fraction = ''] = (read?.amount ?? '').split('.')
      const lost = BigInt(decimals.padEnd(6, '0').slice(5))
      expect(read?.isRounded).toBe(lost !== 0n)
      const rounded = (amount / scale) * 100_000n + BigInt(decimals.padEnd(6, '0').slice(0, 5)) + (lost >= 5n ? 1n : 0n)
      expect(BigInt(integer ?? '') * 100_000n + BigInt(fraction.padEnd(5, '0'))).toBe(rounded)
    }),
  )
})

test.each([
  ['0.000001', true],
  ['1.123456', true],
  ['1.1234500', false],
  [0.1 + 0.2, false],
  [19.990000000000002, false],
  [1.234567, true],
  [48.5, false],
])('%j was rounded: %j', (value, isRounded) => expect(readAmount(value, 'major', undefined)?.isRounded).toBe(isRounded))

test.each([
  ['48.5', true],
  ['999999999999999.99999', false],
  ['1234567890123456789', false],
  ['-0.00001', true],
])('%s is a JSON number exactly: %j', (amount, isExact) => expect(amountNumber(amount).isExact).toBe(isExact))

test('every amount in cents survives', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (cents) => {
      expect(Number(parseAmount(cents / 100))).toBe(cents / 100 || 0)
      expect(Number(parseAmount((cents / 100).toFixed(2)))).toBe(cents / 100 || 0)
    }),
  )
})

test('a refund is negative or nothing, whatever it was', () => {
  expect([asRefund('5'), asRefund('-5'), asRefund('0')]).toEqual(['-5', '-5', '0'])
})

/** Placeholders mean that there is no revenue: that is told, and costs no event. */
const unreadable = noAmounts.filter(
  (value) => value !== null && value !== 'NaN' && value !== '-' && !Number.isNaN(value),
)
test.each(unreadable)('revenue %j rejects the record, on mobile and on the web', (revenue) => {
  const records = [iosCall({ revenue }), iosRow({ revenue }), webCall({ revenue })]
  for (const record of [...records, iosCall({ total: revenue }, { event: 'Order Completed' })]) {
    const seen = see(record)
    expect(seen).toMatchObject({ outcome: 'reject', request: null })
    expect(findingOf(seen, 'invalid_revenue')).toMatchObject({ severity: 'reject', field: 'revenue' })
  }
})

test.each([null, undefined, '', ' '])('revenue %j is none', (revenue) => {
  expect(see(iosCall({ revenue }))).toMatchObject({ outcome: 'send', codes: [], values: {} })
})

test('revenue is text on mobile, inside eventValue, and a number on the web', () => {
  const money = { revenue: '48.50', currency: 'usd' }
  const mobile = see(iosCall(money))
  expect(mobile.body).toMatchObject({ eventCurrency: 'USD' })
  expect(mobile.body['eventValue']).toBe('{"af_revenue":"48.5","af_currency":"USD"}')
  expect(see(webCall(money)).body).toMatchObject({ event_revenue: 48.5, event_revenue_currency: 'USD' })
})

describe('currency', () => {
  test.each(['dollars', 'US', '$', 'U$D', 840, {}, ['USD'], true])('%j with revenue rejects the record', (currency) => {
    for (const record of [iosCall({ revenue: 1, currency }), webCall({ revenue: 1, currency })]) {
      const seen = see(record, { configuration: { defaults: { currency: 'EUR' } } })
      expect(seen).toMatchObject({ outcome: 'reject', codes: ['invalid_currency'] })
    }
  })

  test.each(['dollars', 840, {}])('%j without revenue is left out', (currency) => {
    const seen = see(iosCall({ currency }))
    expect(seen).toMatchObject({ outcome: 'send', codes: ['unknown_currency'] })
    expect(seen.body).not.toHaveProperty('eventCurrency')
  })

  test.each([
    ['usd', 'USD', []],
    [' eur ', 'EUR', []],
    ['HRK', 'HRK', []],
    ['VED', 'VED', ['unknown_currency']],
    ['XCG', 'XCG', ['unknown_currency']],
    ['ZWG', 'ZWG', ['unknown_currency']],
    ['abc', 'ABC', ['unknown_currency']],
  ])('%j goes out as %j', (currency, sent, codes) => {
    expect(see(iosCall({ revenue: 1, currency }))).toMatchObject({ codes, body: { eventCurrency: sent } })
  })

  test('the default is taken where the record names none, and told where there is revenue', () => {
    const defaults = { configuration: { defaults: { currency: 'eur' } } }
    const seen = see(iosCall({ revenue: 1 }), defaults)
    expect(seen.body).toMatchObject({ eventCurrency: 'EUR', eventValue: '{"af_revenue":"1","af_currency":"EUR"}' })
    expect(findingOf(seen, 'currency_defaulted')).toMatchObject({ severity: 'note', field: 'currency' })
    expect(see(iosCall(), defaults)).toMatchObject({ codes: [], body: { eventCurrency: 'EUR', eventValue: '' } })
    expect(see(iosCall({ revenue: 1 }))).toMatchObject({ outcome: 'send', codes: ['revenue_without_currency'] })
  })
})

test.each([
  ...['108,10', '12,5', '1.234,50', '1,234.50', "1'234.50", '1 234,50', '1\u00a0234,50', '-12,50', '12,--'],
  ...['$48', '€ 12,50', '12,50 €', 'EUR 12.50', '12.50 EUR', '48 kr.', '19,99 zł', '-$48.00', '$-48', 'US$ 5'],
])('%s is written as people write an amount', (text) => {
  expect(isWrittenAmount(text)).toBe(true)
})

test.each([
  ...[
    '48',
    '48.00',
    '-48',
    '',
    '0,00',
    '€ 0',
    'free',
    '2026-11-28',
    '12:30',
    '1,2,3',
    '1.2.3',
    'v2',
    'SKU-1',
    '1,5,10',
  ],
  ...['a1b2', '192.168.0.1', '50%', '4111 1111 1111 1111 1111 1111 1111', '12 items', 'order 12', '1e3', '3x'],
])('%s is not', (text) => {
  expect(isWrittenAmount(text)).toBe(false)
})
