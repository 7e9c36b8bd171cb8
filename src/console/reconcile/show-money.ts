import type { Money } from '../../proof/reconcile'

/** `120,004.50 EUR, 33 USD`: all digits that there are, and two decimals at least where there are any. */
export function showMoney(money: readonly Money[]): string {
  return money.map(({ amount, currency }) => `${showAmount(amount)} ${currency ?? '(no currency)'}`).join(', ')
}

function showAmount(amount: string): string {
  const [whole = '0', fraction] = amount.split('.')
  const grouped = BigInt(whole).toLocaleString('en-US')
  // Of an amount between -1 and 0 the whole part has no sign of its own.
  const sign = amount.startsWith('-') && !grouped.startsWith('-') ? '-' : ''
  return sign + (fraction === undefined ? grouped : `${grouped}.${fraction.padEnd(2, '0')}`)
}
