import type { WriteReport } from '../src/airbyte/connector/write-report'
import { wrapped as wrappedTo } from '../src/console/terminal/wrap-text'
import { sayFinding } from '../src/stakes/finding-words'
import { sayRecords } from '../src/stakes/say-stake'
import { byWorth, totalsOf } from '../src/stakes/stake'

/** What the demo reads of the sandbox's summary. */
export interface SandboxSummary {
  readonly total: number
  readonly verdicts: Readonly<Record<string, number>>
  /** Why something was lost, each code once a request. */
  readonly reasons: readonly { readonly name: string; readonly count: number }[]
}

export interface DemoResult {
  readonly report: WriteReport
  readonly summary: SandboxSummary
  readonly stateCount: number
  readonly protocolOnly: boolean
}

/** The demo's report, 80 columns wide. */
export function describeDemo({ report, summary, stateCount, protocolOnly }: DemoResult): string {
  const { outcomes } = report
  const ofFaults = new Set(['event_lost', 'event_blocked'])
  const meant = summary.reasons.reduce((sum, { name, count }) => sum + (ofFaults.has(name) ? count : 0), 0)
  const dropped = (summary.verdicts['silently_dropped'] ?? 0) - meant
  const { probe = 0, ...verdicts } = summary.verdicts
  const seconds = report.durationMs / 1_000
  return [
    '',
    `A shop's day: ${number(report.recordCount)} records, through the real \`write\`, into the sandbox`,
    '',
    row(
      'sent',
      report.requestCount - report.retryCount,
      `in ${seconds.toFixed(1)} s: ${number(report.requestCount / seconds)} requests a second`,
    ),
    row('accepted', outcomes.accepted, 'answered 200 or 202: AppsFlyer promises no more'),
    row('rejected', outcomes.rejected, 'not sent: AppsFlyer would refuse or lose them'),
    row('skipped', outcomes.skipped, 'nothing to send'),
    ...reasons(report.skippedByCode),
    '',
    '  Sent, and of less use or changed:',
    ...foundOften(report.findingsByCode),
    '',
    '  What the sandbox saw:',
    row('arrived', summary.total, ''),
    ...Object.entries(verdicts).map(([verdict, count]) => row(verdict.replaceAll('_', ' '), count, '')),
    ...summary.reasons.map(({ name, count }) => `    ${name.padEnd(32)}${number(count).padStart(7)}`),
    row('probe', probe, 'asked whether the keys are good, beside these'),
    '',
    ...atStake(report),
    '',
    dropped === 0
      ? `  ${number(meant)} were dropped silently, by faults of the demo's; none beside them.`
      : `  AppsFlyer would have dropped ${number(dropped)} silently: that is a bug, please report it.`,
    `  ${number(stateCount)} of ${number(report.stateCount)} states echoed, each after its records.`,
    ...(protocolOnly ? [] : ['  stdout held something that is no message: that is a bug, please report it.']),
    ...(report.failure === null ? [] : ['', `  It did not get through the whole day. ${report.failure.message}`]),
    '',
    '',
  ].join('\n')
}

/** In words and in money: what was rejected and why, the most costly first. */
function atStake({ stakes, stakesOfRejected }: WriteReport): string[] {
  const totals = totalsOf(Object.values(stakes))
  const why = Object.entries(stakesOfRejected)
    .filter(([, { money, unread }]) => money.length > 0 || unread > 0)
    .sort(([, left], [, right]) => byWorth(left, right, totals))
    .map(([code, stake]) => `${sayRecords(stake)} ${sayFinding(code, stake.records)} (${code}).`)
  return [
    '  What is at stake:',
    ...wrapped(`${sayRecords(stakes.accepted)} were accepted.`),
    ...wrapped(`${sayRecords(stakes.rejected)} were rejected:`),
    ...why.flatMap((line) => wrapped(line, '    - ')),
  ]
}

/** The end of the demo, once the proof has scrolled the rest away. */
export function inShort({ recordCount, stakes }: WriteReport): string {
  return wrapped(
    `In short: of ${number(recordCount)} records, ${sayRecords(stakes.accepted)} were accepted; ${sayRecords(stakes.rejected)} were not sent. Why, is told under "What is at stake"; what became of those that AppsFlyer accepted, in the proof.`,
    '  ',
  ).join('\n')
}

/** The most frequent findings, in words. */
function foundOften(byCode: Readonly<Record<string, number>>): string[] {
  const found = Object.entries(byCode).sort(([, left], [, right]) => right - left)
  const lines = found
    .slice(0, mostFindings)
    .flatMap(([code, count]) => wrapped(`${number(count)} ${sayFinding(code, count)} (${code})`))
  const more = found.length - mostFindings
  return more > 0 ? [...lines, `    and ${more} more kinds of findings`] : lines
}

const mostFindings = 6

/** In lines of at most 80 columns, those below the first one indented as its text is. */
function wrapped(text: string, start = '    '): string[] {
  const margin = ' '.repeat(start.length)
  return wrappedTo(text, 80 - start.length).map((line, index) => (index === 0 ? start : margin) + line)
}

function row(label: string, count: number, remark: string): string {
  return `  ${label.padEnd(20)}${number(count).padStart(7)}   ${remark}`.trimEnd()
}

function reasons(byCode: Readonly<Record<string, number>>): string[] {
  return Object.entries(byCode).map(([code, count]) => `    ${code.padEnd(32)}${number(count).padStart(7)}`)
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}
