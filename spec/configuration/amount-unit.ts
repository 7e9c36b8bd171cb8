/**
 * What an amount counts: whole units of its currency (48.50 dollars), the currency's own smallest unit (4850; ISO 4217
 * says how small), or hundredths, thousandths or millionths, whatever the currency.
 */
export const amountUnits = ['major', 'minor', 'cents', 'milli', 'micro'] as const
export type AmountUnit = (typeof amountUnits)[number]
