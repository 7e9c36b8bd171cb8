import type { Worth } from '../../src/core/domain/worth'
import { sayAmount, sayMoney, sayRecords, sayWorth } from '../../src/stakes/say-stake'
import { StakeSum } from '../../src/stakes/stake'

function worth(amount: string | undefined, currency?: string, isUnread = false): Worth {
  return { appId: 'id1', eventName: 'e', timeMs: 0, amount, currency, isUnread }
}

function stakeOf(...worths: readonly (Worth | undefined)[]) {
  const sum = new StakeSum()
  for (const one of worths) sum.add(one)
  return sum.stake
}

it.each([
  ['7747', 'EUR', 'EUR 7,747.00'],
  ['3771.5', 'USD', 'USD 3,771.50'],
  ['1234567', 'JPY', 'JPY 1,234,567'],
  ['1.2345', 'USD', 'USD 1.2345'],
  ['12', 'KWD', 'KWD 12.000'],
  ['-0.5', 'EUR', 'EUR -0.50'],
  ['123456789012345678901234567890.1', 'EUR', 'EUR 123,456,789,012,345,678,901,234,567,890.10'],
  ['12.5', null, '12.50 without a currency'],
])('writes %s %s as %s', (amount, currency, said) => {
  expect(sayAmount(amount, currency)).toBe(said)
})

it('says records and their worth', () => {
  expect(sayRecords(stakeOf(worth('7747', 'EUR'), worth('3771.5', 'USD')))).toBe(
    '2 records worth EUR 7,747.00 and USD 3,771.50',
  )
  expect(sayRecords(stakeOf(undefined))).toBe('1 record')
})

it('tells refunds apart', () => {
  expect(sayMoney(stakeOf(worth('10', 'EUR'), worth('-3', 'EUR'), worth('-1', 'USD')))).toBe(
    'EUR 10.00, and refunds of EUR 3.00 and USD 1.00',
  )
  expect(sayRecords(stakeOf(worth('-3', 'EUR')))).toBe('1 record with refunds of EUR 3.00')
})

it('says of how many the worth could not be read', () => {
  const unread = worth(undefined, undefined, true)
  expect(sayRecords(stakeOf(unread, unread))).toBe('2 records whose worth could not be read')
  expect(sayRecords(stakeOf(unread, worth('10', 'EUR')))).toBe(
    '2 records worth EUR 10.00 (the worth of 1 could not be read)',
  )
  expect(sayWorth(stakeOf(unread, worth('10', 'EUR')))).toBe('EUR 10.00; the worth of 1 could not be read')
})

it('names a few currencies, those of most records, and counts the others', () => {
  const codes = ['EUR', 'EUR', 'EUR', 'USD', 'USD', 'GBP', 'GBP', 'CHF', 'SEK', 'DKK']
  expect(sayMoney(stakeOf(...codes.map((code) => worth('1', code))))).toBe(
    'EUR 3.00, GBP 2.00, USD 2.00 and 3 other currencies',
  )
})

it('says a fourth currency rather than that there is one more', () => {
  expect(sayMoney(stakeOf(...['EUR', 'USD', 'GBP', 'CHF'].map((code) => worth('1', code))))).toBe(
    'CHF 1.00, EUR 1.00, GBP 1.00 and USD 1.00',
  )
})

it('leaves out a currency in which nothing came in', () => {
  expect(sayMoney(stakeOf(worth('0', 'EUR')))).toBe('')
})
