import type { Money } from '../../proof/reconcile'
import { sayAmount } from '../../stakes/say-stake'

/** `EUR 120,004.50, USD 33.00`: all digits that there are. */
export function showMoney(money: readonly Money[]): string {
  return money.map(({ amount, currency }) => sayAmount(amount, currency)).join(', ')
}
