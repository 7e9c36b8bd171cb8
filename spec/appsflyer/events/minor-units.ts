import { listedCurrencies } from './currencies'

/**
 * How small a currency's smallest unit is, in ISO 4217's own words (list one, "minor unit"): how many decimals an amount
 * has. The runtime's Intl knows other digits, those of everyday cash (none for HUF and IQD, say), and changes with its
 * version; here one amount must mean the same everywhere.
 */
const withoutDecimals = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
const withThree = 'BHD IQD JOD KWD LYD OMR TND'
const withFour = 'CLF UYW'
/** Metals, units of account and codes for tests: list one gives them no minor unit ("N.A."). */
const withoutMinorUnit = 'XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX'
/** In list one, but not yet in AppsFlyer's enum. */
const unlisted = 'SLE VED XCG ZWG'

const decimals: ReadonlyMap<string, number> = new Map([
  ...[...listedCurrencies, ...unlisted.split(' ')].map((code) => [code, 2] as const),
  ...withoutDecimals.split(' ').map((code) => [code, 0] as const),
  ...withThree.split(' ').map((code) => [code, 3] as const),
  ...withFour.split(' ').map((code) => [code, 4] as const),
])
const hasNone: ReadonlySet<string> = new Set(withoutMinorUnit.split(' '))

/** The decimals of an ISO 4217 code in upper case; undefined for a code that is none, or that has no minor unit. */
export function minorUnitDecimals(currency: string): number | undefined {
  return hasNone.has(currency) ? undefined : decimals.get(currency)
}
