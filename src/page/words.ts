import type { Endpoint } from '../../spec/appsflyer/events/contract'
import type { Reason, Verdict } from '../sandbox/inbox/arrival'
import type { Money } from '../sandbox/inbox/money'
import type { RowKind, RowNote } from '../sandbox/raw-data/listed-row'

export const verdictWords: Readonly<Record<Verdict, string>> = {
  recorded: 'Recorded',
  recorded_with_losses: 'Recorded, with losses',
  silently_dropped: 'Silently dropped',
  refused: 'Refused',
  probe: 'Key asked about',
  asked_to_erase: 'Asked to erase',
}

/** In the column of a list. */
export const shortVerdictWords: Readonly<Record<Verdict, string>> = {
  ...verdictWords,
  recorded_with_losses: 'With losses',
  probe: 'Key asked',
}

/** Verdicts are told apart by sign and word as well as by colour. */
export const verdictSigns: Readonly<Record<Verdict, string>> = {
  recorded: '✓',
  recorded_with_losses: '−',
  silently_dropped: '!',
  refused: '×',
  probe: '?',
  asked_to_erase: '…',
}

export const verdictMeanings: Readonly<Record<Verdict, string>> = {
  recorded: 'Accepted, and nothing was lost.',
  recorded_with_losses:
    'Accepted and recorded, without its revenue, its currency, or some fields; or with personal data.',
  silently_dropped: 'Accepted with 200 or 202, and yet the event is lost.',
  refused: 'Answered with an error.',
  probe: 'No event, but the question whether a key is good.',
  asked_to_erase: 'No event: AppsFlyer took the request to erase somebody. The sandbox erases nobody.',
}

export const endpointWords: Readonly<Record<Endpoint | 'erasure' | 'unknown', string>> = {
  mobile_v2: 'Mobile v2',
  mobile_v3: 'Mobile v3',
  web_event: 'Web event',
  web_visit: 'Web visit',
  pba_event: 'PBA event',
  pba_setcuid: 'PBA user id',
  device_inapp: 'Device event',
  device_first_open: 'First open',
  device_session: 'Session',
  erasure: 'Erasure',
  unknown: 'No endpoint',
}

/** All of them, without the contracts themselves, which would bring their schemas into the page. */
export const endpointNames = [
  'mobile_v2',
  'mobile_v3',
  'web_event',
  'web_visit',
  'pba_event',
  'pba_setcuid',
  'device_inapp',
  'device_first_open',
  'device_session',
] as const satisfies readonly Endpoint[]

export const lossWords: Readonly<Record<Reason['loses'], string>> = {
  event: 'The event is lost',
  revenue: 'The revenue is lost',
  currency: 'The currency is lost',
  fields: 'Some fields are lost',
  privacy: 'Personal data was sent',
}

export const rowKindWords: Readonly<Record<RowKind, string>> = {
  non_organic: 'Non-organic',
  organic: 'Organic',
  retargeting: 'Retargeting',
  blocked: 'Blocked',
}

export const rowNoteWords: Readonly<Record<RowNote, string>> = {
  stamped_on_arrival: 'stamped on arrival',
  revenue_lost: 'revenue lost',
  currency_assumed: 'currency assumed',
  value_cut: 'value cut',
  answer_lost: 'answer lost',
  counted_twice: 'also in the other report',
  data_locker_only: 'Data Locker only',
}

/** Without the list itself, which would be more than a type from the sandbox. */
export const rowKindNames = ['non_organic', 'organic', 'retargeting', 'blocked'] as const satisfies readonly RowKind[]

const properNames: Readonly<Record<string, string>> = {
  ios: 'iOS',
  os: 'OS',
  ip: 'IP',
  json: 'JSON',
  appsflyer: 'AppsFlyer',
}

/** A code as a person reads it: `ios_app_id_without_prefix` is "iOS app id without prefix". */
export function inWords(code: string): string {
  return code
    .split('_')
    .map((word) => properNames[word] ?? word)
    .join(' ')
}

/** The same at the head of something. */
export function asTitle(code: string): string {
  const words = inWords(code)
  return words.startsWith('iOS') ? words : words.slice(0, 1).toUpperCase() + words.slice(1)
}

const amounts = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 6 })
export function inAmount(amount: number): string {
  return amounts.format(amount)
}

/** `1,234.50 EUR` */
export function inMoney({ amount, currency }: Money): string {
  return `${amounts.format(amount)} ${currency ?? 'without currency'}`
}

const short = new Intl.NumberFormat('en', { maximumFractionDigits: 2, notation: 'compact' })
/** Sums in a narrow place, the largest first: `EUR 1,235 · USD 12.50`. */
export function inSums(sums: readonly Money[], most = 2): string {
  const shown = sums.slice(0, most).map(({ amount, currency }) => {
    const digits = (Math.abs(amount) < 100 ? cents : Math.abs(amount) < 1_000_000 ? numbers : short).format(amount)
    return `${currency ?? 'no currency'} ${digits}`
  })
  return [...shown, ...(sums.length > most ? [`${sums.length - most} more`] : [])].join(' · ')
}
const cents = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
export function inDigits(count: number): string {
  return numbers.format(count)
}

const rates = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
export function asRate(perSecond: number): string {
  return rates.format(perSecond)
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
export function atClock(timeMs: number): string {
  return clock.format(timeMs)
}

/** UTC, in whole seconds, as raw data has it. */
export function inRawData(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 19).replace('T', ' ')
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${inDigits(count)} ${count === 1 ? one : many}`
}
