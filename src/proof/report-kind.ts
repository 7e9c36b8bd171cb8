import type { RawSource } from '../raw-data/raw-block'
import { kindNumber } from './verdict'

/** What a file is by its place and name: rows of one report, of several, or nothing that a reconciliation reads. */
export type FileKind =
  /** Number of a report. */
  | { readonly kind: number }
  /** Its rows tell, each by itself. `both`: it holds organic and non-organic ones, as Data Locker's topic does. */
  | { readonly kind: null; readonly both: boolean }
  /** What it holds instead, for people. */
  | { readonly holds: string }

/** Names of reports in file names, the longer ones first: those of the Pull API, of its export page and Data Locker's topics. */
const names: readonly (readonly [shape: RegExp, kind: FileKind])[] = [
  [/postbacks/, { holds: 'postbacks' }],
  [/(^|_)(re)?installs?(_|$)|uninstalls|conversions_retargeting|sessions/, { holds: 'no in-app events' }],
  [/blocked_in_?app|fraud_post_in_?app/, { kind: kindNumber('blocked') }],
  [/in_?app_?(event_?)?s_(report_)?retarget|retarget_in_?app/, { kind: kindNumber('retarget') }],
  [/non_organic_in_?app/, { kind: kindNumber('nonorganic') }],
  [/organic_in_?app/, { kind: kindNumber('organic') }],
  [/in_?app_events_report/, { kind: kindNumber('nonorganic') }],
]

/** Data Locker's topics of events (Data Locker, "Topics"). */
const topics: Readonly<Record<string, FileKind>> = {
  inapps: { kind: null, both: true },
  inapps_retargeting: { kind: kindNumber('retarget') },
  blocked_inapps: { kind: kindNumber('blocked') },
  web_events: { kind: null, both: true },
}

/** What a file of raw data holds. */
export function fileKind({ name, topic }: RawSource): FileKind {
  if (topic !== undefined) return topics[topic] ?? { holds: `the topic ${topic}` }
  const snake = (name.split(/[\\/]/).at(-1) ?? '').toLowerCase().replace(/[\s.-]+/g, '_')
  return names.find(([shape]) => shape.test(snake))?.[1] ?? { kind: null, both: false }
}
