import type { Verdict } from '../../proof/verdict'

/** How a verdict is shown, and what to do about it. */
export interface VerdictWords {
  readonly label: string
  /** What it says, after the count. */
  readonly means: string
  /** `good`: recorded as sent. `odd`: recorded, and AppsFlyer's own rules made a difference. `bad`: money or an event is wrong. */
  readonly kind: 'good' | 'odd' | 'bad' | 'open'
  /** What to do, in whole sentences. */
  readonly act: string
}

export const verdictWords: Readonly<Record<Verdict, VerdictWords>> = {
  recorded: { label: 'recorded', means: 'as they were sent', kind: 'good', act: '' },
  recorded_organic: {
    label: 'organic',
    means: 'recorded, for installs without a source',
    kind: 'good',
    act: 'Nothing is wrong: these users came without an ad. Where they should have had one, compare the time of the event with that of the install: memory.install_delay_seconds lets early events wait.',
  },
  recorded_at_arrival: {
    label: 'at arrival',
    means: 'recorded, on the day they arrived',
    kind: 'odd',
    act: 'They came too late for their own day. Send within AppsFlyer’s window: mobile until 02:00 UTC of the next day, web until 00:30 of the next day in the zone of the app.',
  },
  revenue_lost: {
    label: 'revenue lost',
    means: 'recorded with another amount, or none',
    kind: 'bad',
    act: 'Compare the event value in the raw data with what preview shows for the record. Where another sender changes it on the way, send straight to AppsFlyer; else ask AppsFlyer, with the delivery ids that --json lists.',
  },
  value_truncated: {
    label: 'value cut',
    means: 'recorded, the event value cut at 1,000 characters',
    kind: 'odd',
    act: 'Send shorter event values: privacy.event_values names those that go out.',
  },
  duplicated: {
    label: 'duplicated',
    means: 'recorded more often than sent',
    kind: 'bad',
    act: 'AppsFlyer takes nothing back: deduct them in your own figures. A memory keeps a second run from sending again; what is left are answers that got lost, which the report of each run counts.',
  },
  blocked: {
    label: 'blocked',
    means: 'only in the report of blocked events',
    kind: 'bad',
    act: '--json has the reason of each. Look at Protect360 and the validation rules in AppsFlyer. Blocked events count nowhere.',
  },
  missing: {
    label: 'missing',
    means: 'accepted, and in no report',
    kind: 'bad',
    act: '--missing FILE writes their records to a file that send takes. They count on the day they arrive.',
  },
  cannot_tell: {
    label: 'cannot tell',
    means: 'for the reasons below',
    kind: 'open',
    act: 'See the reasons: most pass with more raw data, or a day later.',
  },
}

/** In the order of a report: what is well, then what is odd, then what is wrong, then what is open. */
export const shownVerdicts = [
  ...(['recorded', 'recorded_organic', 'recorded_at_arrival', 'value_truncated'] as const),
  ...(['revenue_lost', 'duplicated', 'blocked', 'missing', 'cannot_tell'] as const),
] satisfies readonly Verdict[]
