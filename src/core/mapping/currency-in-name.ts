import { listedCurrencies } from '../../../spec/appsflyer/events/currencies'
import { wordsOf } from '../reading/names'

/** Codes that name nothing else at the end of a column's name; ALL, TRY, TOP and the like are words. */
const unmistakable: ReadonlySet<string> = new Set(
  'USD EUR GBP JPY CNY INR BRL AUD CAD CHF KRW MXN SEK NOK DKK PLN TWD HKD SGD NZD ZAR IDR VND AED'.split(' '),
)

/** They say in which fraction of the currency: `price_usd_cents`. */
const unitWords: ReadonlySet<string> = new Set(
  'cents cent micros micro milli millis minor units unit amount'.split(' '),
)

/** Codes that are words, even behind `in`: `price_in_all`. */
const alsoWords: ReadonlySet<string> = new Set(['ALL', 'TOP'])

/** The currency that the name of a column says its amounts are in: `event_value_in_usd`, `price_eur`, `revenueUSD`, `usd_amount`. */
export function currencyInName(column: string): string | undefined {
  const all = wordsOf(column)
  const words = all.filter((word) => !unitWords.has(word))
  const [first, last] = [words[0]?.toUpperCase() ?? '', words.at(-1)?.toUpperCase() ?? '']
  if (all.length < 2) return undefined
  if (unmistakable.has(last) || (words.at(-2) === 'in' && listedCurrencies.has(last) && !alsoWords.has(last)))
    return last
  return unmistakable.has(first) ? first : undefined
}
