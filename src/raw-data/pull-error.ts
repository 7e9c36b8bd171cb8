import { type PullRefusal, pullRefusals } from '../../spec/appsflyer/raw-data/pull-api'

type PullErrorCode =
  | PullRefusal
  | 'bad_request'
  | 'refused'
  | 'unavailable'
  | 'no_connection'
  | 'cut_off'
  | 'unreadable'

/** A report that the Pull API did not give. The message says what to do; no token and no signed address stands in it. */
export class PullError extends Error {
  override readonly name = 'PullError'

  constructor(
    readonly code: PullErrorCode,
    message: string,
  ) {
    super(message)
  }
}

const again =
  'The count begins anew at 00:00 UTC: ask again then, for many days at once, since it counts calls, not rows.'

const words: Readonly<Record<PullRefusal, string>> = {
  app_quota: `AppsFlyer gives no more reports of this type for this app today. ${again}`,
  account_quota: `AppsFlyer gives no more reports of this type for this account today. ${again}`,
  too_old: 'The Pull API goes back 90 days. Let the report begin later, or take the days before from Data Locker.',
  bad_maximum_rows: 'AppsFlyer does not take this maximum of rows. It takes 200000 and 1000000.',
  not_in_plan:
    'Raw data is not in the plan of this AppsFlyer account. Ask your AppsFlyer contact for it, or use Data Locker or the Push API if you have them.',
  suspended: 'AppsFlyer says that the account may be suspended. Ask your AppsFlyer contact.',
  bad_token:
    'AppsFlyer refuses the token. Give the API token V2, which is in AppsFlyer under Security center, Manage AppsFlyer tokens: not an S2S token, not a dev key, and none made before 10 March 2026, which AppsFlyer has revoked.',
  unknown_app:
    'AppsFlyer knows no such app in the account of this token. Compare the app id with the one under My apps (an iOS id begins with id), and take the token from the account of the app.',
}

/** The error that an answer other than a report is. */
export function refusalOf(status: number, text: string, token: string): PullError {
  const refusal = pullRefusals.find((each) => each.status === status && (each.text?.test(text) ?? true))
  if (refusal !== undefined) return new PullError(refusal.code, words[refusal.code])
  if (status === 429 || status >= 500) {
    return new PullError('unavailable', `AppsFlyer cannot make the report now (${status}). Ask again in some minutes.`)
  }
  const said = sayable(text, token)
  const quote = said === '' ? '' : ` It says: ${said}`
  return new PullError('refused', `AppsFlyer refuses to make the report (${status}).${quote}`)
}

const longestQuote = 200

/** An answer in short: without tags, addresses and the token. */
function sayable(text: string, token: string): string {
  const plain = text
    .replaceAll(token, '…')
    .slice(0, 4000)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\bhttps?:\S*/gi, '…')
    .replace(/\s+/g, ' ')
    .trim()
  return plain.length > longestQuote ? `${plain.slice(0, longestQuote)}…` : plain
}
