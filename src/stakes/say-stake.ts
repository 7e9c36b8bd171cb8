import { minorUnitDecimals } from '../../spec/appsflyer/events/minor-units'
import type { Amount } from '../core/domain/event'
import type { Money, Stake } from './stake'

const shownCurrencies = 3

/** `EUR 7,747.00`: all digits that there are, and at least as many decimals as the currency has. */
export function sayAmount(amount: Amount, currency: string | null): string {
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.')
  const decimals = fraction.padEnd(currency === null ? (fraction === '' ? 0 : 2) : minorUnitDecimals(currency), '0')
  const digits = `${BigInt(whole).toLocaleString('en-US')}${decimals === '' ? '' : `.${decimals}`}`
  const signed = amount.startsWith('-') ? `-${digits}` : digits
  return currency === null ? `${signed} without a currency` : `${currency} ${signed}`
}

/** `EUR 7,747.00, USD 3,771.50 and refunds of EUR 20.00`; of the rest of the currencies their number. Empty where there is no money. */
export function sayMoney(stake: Stake, most = shownCurrencies): string {
  const revenue = sayCurrencies(stake, 'revenue', most)
  const refunds = sayCurrencies(stake, 'refunds', most)
  if (refunds === '') return revenue
  return revenue === '' ? `refunds of ${refunds}` : `${revenue}, and refunds of ${refunds}`
}

/** `312 records worth EUR 7,747.00`, with what could not be read told apart. */
export function sayRecords(stake: Stake, noun = 'record'): string {
  return sayCount(stake.records, noun) + sayBehind(stake)
}

/** What stands behind a number of records: ` worth EUR 7,747.00`. Empty where they carry no money. `unreadIs`: why some are in no sum. */
export function sayBehind(stake: Stake, unreadIs = 'could not be read'): string {
  const { records, unread } = stake
  const money = sayMoney(stake)
  const worth = money === '' ? '' : ` ${money.startsWith('refunds') ? 'with' : 'worth'} ${money}`
  if (unread === 0) return worth
  if (unread === records) return ` whose worth ${unreadIs}`
  return `${worth} (the worth of ${showCount(unread)} ${unreadIs})`
}

/** What is known of the worth, in at most so many currencies, for a column of its own: the money, and of how many it could not be read. */
export function sayWorth(stake: Stake, most = shownCurrencies): string {
  const unread = stake.unread === 0 ? '' : `the worth of ${showCount(stake.unread)} could not be read`
  return [sayMoney(stake, most), unread].filter((part) => part !== '').join('; ')
}

function sayCount(count: number, noun: string): string {
  return `${showCount(count)} ${noun}${count === 1 ? '' : 's'}`
}

export function showCount(count: number): string {
  return count.toLocaleString('en-US')
}

/** What comes in, without what goes back. */
export function sayRevenue(stake: Stake): string {
  return sayCurrencies(stake, 'revenue', shownCurrencies)
}

function sayCurrencies({ money, beyond }: Stake, of: 'revenue' | 'refunds', most: number): string {
  const present = money.filter((sum) => sum[of] !== '0')
  const shown = present.slice(0, present.length === most + 1 ? most + 1 : most)
  const rest = present.length - shown.length
  const sums = shown.map((sum: Money) => sayAmount(sum[of], sum.currency))
  const more = of === 'revenue' && beyond > 0 ? ['more in other currencies'] : []
  const others = more.length > 0 ? more : rest > 0 ? [`${showCount(rest)} other currencies`] : []
  return listed([...sums, ...others])
}

/** `a, b and c`. */
function listed(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
