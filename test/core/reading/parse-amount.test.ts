import fc from 'fast-check'
import { amountUnits } from '../../../spec/configuration/amount-unit'
import { amountNumber, asRefund, parseAmount, readAmount } from '../../../src/core/reading/parse-amount'
import type { Json } from '../../../src/json/json'

test.each<[Json, string]>([
  [48, '48'],
  ['48.00', '48'],
  ['12.0', '12'],
  [' 48.50 ', '48.5'],
  ['-48.50', '-48.5'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['007', '7'],
  ['0', '0'],
  [-0, '0'],
  ['-0.00', '0'],
  ['-.00', '0'],
  ['999999999999999.99999', '999999999999999.99999'],
  [123456789.12345, '123456789.12345'],
  ['1234567890123456.78', '1234567890123456.78'],
  ['9007199254740993', '9007199254740993'],
  ['123456789012345678901234567890.12345', '123456789012345678901234567890.12345'],
  [`${'0'.repeat(40)}1`, '1'],
  [1e21, '1000000000000000000000'],
  [-1.5e29, `-15${'0'.repeat(28)}`],
  [1e-5, '0.00001'],
])('%j is the amount %j', (value, amount) => {
  expect(readAmount(value, 'major', undefined)).toEqual({ amount, isRounded: false })
  expect(parseAmount(value)).toBe(amount)
})

test.each<[Json, string]>([
  ['1.123456', '1.12346'],
  ['1.123455', '1.12346'],
  ['-1.123455', '-1.12346'],
  ['1.1234549999999999999999', '1.12345'],
  ['0.999995', '1'],
  ['9.999995', '10'],
  ['-999999999999999999999999999999.999999', `-1${'0'.repeat(30)}`],
  ['0.000005', '0.00001'],
  ['0.000004', '0'],
  ['-0.000004', '0'],
  [1e-7, '0'],
  [5e-324, '0'],
  [1.5e-5, '0.00002'],
  [0.1 + 0.2, '0.3'],
  ['1.12345000000000000001', '1.12345'],
])('%j is rounded to %j', (value, amount) => {
  expect(readAmount(value, 'major', undefined)).toEqual({ amount, isRounded: true })
})

const noAmounts: readonly Json[] = [
  ...['$48.00', '48 USD', '€5', '1,234.50', '1.234,50', '1 234', "1'234", 'NaN', 'Infinity', '1e400', '1e3', '0x10'],
  ...['+5', '--5', '5-', '.', '-', '-.', '', 'free', '1.2.3', '٤٨', '1_000', '1'.repeat(31), '1e21'],
  ...[Number.NaN, Number.POSITIVE_INFINITY, 1e30, -1e300, true, null, {}, [5]],
]
test.each(noAmounts.map((value) => [value]))('%j is none, in any unit: money is never guessed', (value) => {
  for (const unit of amountUnits) expect(readAmount(value, unit, 'USD')).toBeUndefined()
})

describe('units', () => {
  test.each<[Json, (typeof amountUnits)[number], string | undefined, string]>([
    [1099, 'minor', 'USD', '10.99'],
    [1099, 'minor', 'JPY', '1099'],
    [1099, 'minor', 'KWD', '1.099'],
    [1099, 'minor', 'CLF', '0.1099'],
    ['1099.0', 'minor', 'HUF', '10.99'],
    [1099, 'minor', 'IQD', '1.099'],
    [1099, 'minor', ' usd ', '10.99'],
    ['1099', 'cents', undefined, '10.99'],
    ['1099', 'cents', 'JPY', '10.99'],
    [5, 'cents', undefined, '0.05'],
    [-5, 'cents', undefined, '-0.05'],
    [10990, 'milli', undefined, '10.99'],
    [10990000, 'micro', 'USD', '10.99'],
    [9990000, 'micro', 'KRW', '9.99'],
    [1e21, 'micro', undefined, '1000000000000000'],
    ['123456789012345678', 'minor', 'EUR', '1234567890123456.78'],
    [0, 'micro', undefined, '0'],
    ['48.50', 'major', undefined, '48.5'],
  ])('%j %s of %s is %s', (value, unit, currency, amount) => {
    expect(readAmount(value, unit, currency)).toEqual({ amount, isRounded: false })
  })

  test('a micro that is no hundred-thousandth is rounded', () => {
    expect(readAmount(1234565, 'micro', undefined)).toEqual({ amount: '1.23457', isRounded: true })
    expect(readAmount('4', 'micro', undefined)).toEqual({ amount: '0', isRounded: true })
    expect(readAmount('5', 'micro', undefined)).toEqual({ amount: '0.00001', isRounded: true })
    expect(readAmount('0.5', 'micro', undefined)).toEqual({ amount: '0', isRounded: true })
  })

  test.each([undefined, '', 'US', 'DOLLARS', 'ABC', 'XAU', 'XXX', 'BTC', '__proto__'])(
    'the smallest unit of %j is not known',
    (currency) => {
      for (const value of [1099, '1099', 0]) expect(readAmount(value, 'minor', currency)).toBeUndefined()
      expect(readAmount(1099, 'cents', currency)).toEqual({ amount: '10.99', isRounded: false })
    },
  )
})

const shiftOf = { major: 0, cents: 2, milli: 3, micro: 6 } as const
const exactUnit = fc.constantFrom(...(['major', 'cents', 'milli', 'micro'] as const))
const digits = (max: number) => fc.stringMatching(new RegExp(`^\\d{1,${max}}$`))
const decimal = fc.record({ sign: fc.constantFrom('', '-'), integer: digits(30), fraction: digits(20) })

/** In whole numbers: value / 10^(decimals + shift), in hundred-thousandths, half away from zero. */
function slowly(sign: string, integer: string, fraction: string, shift: number) {
  const divisor = 10n ** BigInt(fraction.length + shift)
  const dividend = BigInt(integer + fraction) * 100_000n
  const rounded = (2n * dividend + divisor) / (2n * divisor)
  const scaled = rounded.toString().padStart(6, '0')
  const magnitude = `${scaled.slice(0, -5)}.${scaled.slice(-5)}`.replace(/0+$/, '').replace(/\.$/, '')
  return { amount: sign === '-' && rounded !== 0n ? `-${magnitude}` : magnitude, isRounded: dividend % divisor !== 0n }
}

test('shifting and rounding are exact', () => {
  fc.assert(
    fc.property(decimal, exactUnit, ({ sign, integer, fraction }, unit) => {
      const read = readAmount(`${sign}${integer}.${fraction}`, unit, undefined)
      expect(read).toEqual(slowly(sign, integer, fraction, shiftOf[unit]))
    }),
    { numRuns: 2_000 },
  )
})

test('what JSON prints, with an exponent or without, is read as what it says', () => {
  const number = fc.oneof(fc.double({ noNaN: true }), fc.double({ min: -1e-3, max: 1e-3, noNaN: true }), fc.integer())
  fc.assert(
    fc.property(number, exactUnit, (value, unit) => {
      const [, sign = '', integer = '', fraction = '', exponent = '0'] =
        /^(-?)(\d+)(?:\.(\d+))?(?:e(.+))?$/.exec(String(value)) ?? []
      const read = readAmount(value, unit, undefined)
      if (!Number.isFinite(value) || Math.abs(value) >= 1e30) return expect(read).toBeUndefined()
      const power = Number(exponent)
      const whole = power > 0 ? (integer + fraction.padEnd(power, '0')).slice(0, power + 1) : integer
      const rest = power > 0 ? fraction.slice(power) : fraction
      expect(read).toEqual(slowly(sign, whole, rest, shiftOf[unit] + Math.max(0, -power)))
    }),
    { numRuns: 2_000 },
  )
})

test('there and back again: an amount written in a unit is the amount', () => {
  const amounts = fc
    .tuple(fc.bigInt({ min: -(10n ** 29n), max: 10n ** 29n }), fc.constantFrom('USD', 'JPY', 'KWD', 'CLF', 'HUF'))
    .map(([smallest, currency]) => ({ smallest, currency }))
  const places = { USD: 2, JPY: 0, KWD: 3, CLF: 4, HUF: 2 } as const
  fc.assert(
    fc.property(amounts, ({ smallest, currency }) => {
      const read = readAmount(String(smallest), 'minor', currency)
      expect(read?.isRounded).toBe(false)
      const [whole = '', fraction = ''] = (read?.amount ?? '').split('.')
      const count = places[currency as keyof typeof places]
      expect(BigInt(whole.replace('-', '') + fraction.padEnd(count, '0'))).toBe(smallest < 0n ? -smallest : smallest)
      expect(read?.amount.startsWith('-')).toBe(smallest < 0n)
    }),
  )
})

const amountPattern = /^(0|-?(?!0$)(0|[1-9]\d{0,30})(\.\d{0,4}[1-9])?)$/

test('an amount has the form AppsFlyer takes, and reads as itself', () => {
  const anything = fc.oneof(fc.double(), fc.float(), fc.integer(), fc.stringMatching(/^-?\d{0,31}\.?\d{0,8}$/))
  fc.assert(
    fc.property(anything, fc.constantFrom(...amountUnits), (value, unit) => {
      const amount = readAmount(value, unit, 'USD')?.amount
      if (amount === undefined) return
      expect(amount).toMatch(amountPattern)
      if (amount.length <= 30) expect(readAmount(amount, 'major', undefined)).toEqual({ amount, isRounded: false })
    }),
    { numRuns: 1_000 },
  )
})

test('every amount in cents survives', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (cents) => {
      expect(Number(parseAmount(cents / 100))).toBe(cents / 100 || 0)
      expect(parseAmount((cents / 100).toFixed(2))).toBe(readAmount(cents, 'cents', undefined)?.amount)
    }),
  )
})

test('a refund is negative or nothing, whatever it was', () => {
  expect([asRefund('5'), asRefund('-5'), asRefund('0')]).toEqual(['-5', '-5', '0'])
})

test.each<[string, number, boolean]>([
  ['0', 0, true],
  ['-48.5', -48.5, true],
  ['0.00001', 0.00001, true],
  ['999999999999.99999', Number('999999999999.99999'), false],
  ['9007199254740992', 9007199254740992, true],
  ['9007199254740993', 9007199254740992, false],
  ['1234567890123456.78', 1234567890123456.8, false],
  ['1000000000000000000000', 1e21, true],
  ['100000000000000000000000000001', 1e29, false],
])('the amount %s as a number: %d, exact: %s', (amount, value, isExact) => {
  expect(amountNumber(amount)).toEqual({ value, isExact })
})

test('a long text is answered at once', () => {
  for (const text of ['1', '0', '0.', '1.', '-', ' ', '0.0', '.0']) {
    const long = [text.repeat(100_000), `${text.padEnd(100_000, '0')}1`, `${text.padEnd(100_000, '5')}x`]
    for (const each of long) {
      const start = performance.now()
      readAmount(each, 'micro', undefined)
      expect(performance.now() - start).toBeLessThan(50)
    }
  }
})
