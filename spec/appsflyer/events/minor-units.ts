/**
 * How many decimals a currency's smallest unit has (ISO 4217, list one): two, but for these. A runtime's own table follows
 * usage instead (no fillér in Hungary), and would misread an amount that a payment service gives by the standard.
 */
const exceptions: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'CLF UYW'.split(' ').map((code) => [code, 4] as const),
])

const usualDecimals = 2

export function minorUnitDecimals(currency: string): number {
  return exceptions.get(currency) ?? usualDecimals
}
