/** How an amount is written: in the currency's own unit, in its smallest (ISO 4217), or in a fixed fraction of the unit. */
export const amountUnits = ['major', 'minor', 'cents', 'milli', 'micro'] as const
export type AmountUnit = (typeof amountUnits)[number]
