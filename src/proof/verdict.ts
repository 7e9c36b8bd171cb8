/** What became of a request that AppsFlyer accepted. Where several hold, the first of them is the verdict. */
export const verdicts = [
  'duplicated',
  'revenue_lost',
  'value_truncated',
  'recorded_at_arrival',
  'recorded_organic',
  'recorded',
  'blocked',
  'missing',
  'cannot_tell',
] as const
export type Verdict = (typeof verdicts)[number]

/** The reports of AppsFlyer, by the number that stands for them in the tables. */
const reportKinds = ['nonorganic', 'organic', 'retarget', 'blocked'] as const
export type ReportKind = (typeof reportKinds)[number]

export function kindNumber(kind: ReportKind): number {
  return reportKinds.indexOf(kind)
}

/** Why nobody can tell whether a request was recorded, in a sentence about one of them, and what to do. */
export const reasons = {
  web_visit: {
    why: 'It is a visit, and raw data of in-app events holds none.',
    act: 'Nothing can be done: AppsFlyer gives no report that names single visits of the web API.',
  },
  no_event: {
    why: 'It is a first open or a session, and raw data of in-app events holds none.',
    act: 'Nothing can be done here: AppsFlyer reports them with installs and sessions.',
  },
  web_channel: {
    why: 'The raw data has no row of this app, and not every channel holds web events.',
    act: 'Give the topics inapps and web_events of Data Locker: the Pull API and the Push API do not have the events of every website, and none of people-based attribution.',
  },
  no_rows: {
    why: 'The raw data has no row of this app. An empty report proves nothing.',
    act: 'Give raw data of this app, of the days on which its events were sent, and compare the app id with the one in AppsFlyer (an iOS id begins with id).',
  },
  too_old: {
    why: 'It would have landed more than 31 days ago, and AppsFlyer serves in-app events of the last 31 days.',
    act: 'Reconcile within 31 days of sending: once a day is best.',
  },
  not_settled: {
    why: 'It was sent within the last 26 hours, and raw data may take as long.',
    act: 'Reconcile again tomorrow, with raw data fetched then.',
  },
  equal_events: {
    why: 'Equal events of one user were sent, and rows in several reports may be one of them or two.',
    act: 'Give your records ids of their own (dedup_id, or a primary key): then each is known by itself.',
  },
  no_key: {
    why: 'The key that its entry was hashed with is not there, or is another one by now, so its user cannot be compared.',
    act: 'Reconcile with the ledger.hash_key that was set when it was sent, or put the file key of the ledger folder back; or turn on custom_data.delivery_id.',
  },
  no_event_source: {
    why: 'The raw data has no column Event Source, so rows from servers cannot be told from those of the SDK.',
    act: 'Export with the column Event Source (event_source).',
  },
  no_s2s_rows: {
    why: 'The raw data of this app has no row from a server at all.',
    act: 'See that the report is not filtered, and that Event Source is S2S for at least one event.',
  },
  nobody_known: {
    why: 'None of the users of the ledger is in the raw data of this app.',
    act: "See that the ledger's key is the one it was written with, and that the raw data is of the days of the ledger.",
  },
  other_report: {
    why: 'It may stand in a report that was not given for its day.',
    act: 'Give the non-organic and the organic report of in-app events, both of the same days.',
  },
  cut: {
    why: 'A report of this app ends at the most rows that AppsFlyer gives: others may be missing in it.',
    act: 'Fetch it again for fewer days at once.',
  },
  damaged: {
    why: 'A file of this app has lines that cannot be read.',
    act: 'Get the file again, as AppsFlyer wrote it.',
  },
  unfinished: {
    why: 'The folder of its hour in Data Locker has no _SUCCESS file yet.',
    act: 'Copy the folder again when it is there.',
  },
  push_only: {
    why: 'Only messages of the Push API cover its time, and AppsFlyer does not send again what failed there.',
    act: 'Give the Pull API reports or the Data Locker folders of these days.',
  },
  fetched_early: {
    why: 'The file was fetched within 26 hours of sending, and raw data may take as long.',
    act: 'Fetch the report of its day again.',
  },
  not_covered: {
    why: 'The raw data given does not cover the time at which it would have landed.',
    act: 'Give the raw data of that day, and of the day it was sent; of Data Locker the hour it was sent and the next one.',
  },
} as const satisfies Readonly<Record<string, { readonly why: string; readonly act: string }>>
export type Reason = keyof typeof reasons
