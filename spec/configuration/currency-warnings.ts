import { listedCurrencies } from '../appsflyer/events/currencies'
import type { Problem } from '../files/problem'
import { listIn, type PlacedStream } from './reading/check-streams'
import { goodMembers } from './reading/good-members'
import { constant } from './stream-form'

/** Three letters that AppsFlyer does not list: most likely a slip, which every amount would have. */
export function currencyWarnings(defaults: unknown, streams: readonly PlacedStream[]): readonly Problem[] {
  const inStreams = streams.flatMap(({ path, value: stream }) =>
    listIn(stream, 'constants').flatMap((one, index) => {
      const { field, value } = goodMembers(constant, one) ?? {}
      return field === 'currency' ? warningOf(value, `${path}.constants[${index}].value`) : []
    }),
  )
  const isGiven = typeof defaults === 'object' && defaults !== null && 'currency' in defaults
  return [...(isGiven ? warningOf(defaults.currency, 'defaults.currency') : []), ...inStreams]
}

function warningOf(value: unknown, path: string): readonly Problem[] {
  if (typeof value !== 'string' || !/^[A-Za-z]{3}$/.test(value) || listedCurrencies.has(value.toUpperCase())) return []
  return [{ path, message: "is not in AppsFlyer's list of currencies: check its three letters" }]
}
