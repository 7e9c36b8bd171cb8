import { findingKinds, type Severity } from '../../core/domain/finding'
import { sayFinding } from '../../stakes/finding-words'
import { sayRecords, showCount } from '../../stakes/say-stake'
import { byWorth, type Stake, totalsOf } from '../../stakes/stake'
import type { WriteReport } from './write-report'

type Told = Pick<WriteReport, 'stakes' | 'stakesOfRejected' | 'stakesOfFindings'>

/** So many kinds of findings on sent records are told; the report's line has all of their codes. */
const mostFindings = 10
const severities = [
  ['degrade', 'Sent, of less use'],
  ['note', 'Sent, to know'],
] as const

/** What is at stake with the records of a sync, for Airbyte's log, a line each kind: what was rejected first, the most costly first. */
export function describeStakes({ stakes, stakesOfRejected, stakesOfFindings }: Told): readonly string[] {
  const totals = totalsOf(Object.values(stakes))
  const sorted = (byCode: Readonly<Record<string, Stake>>) =>
    Object.entries(byCode).sort((left, right) => byWorth(left[1], right[1], totals))
  const rejected = sorted(stakesOfRejected).map(([code, stake]) => `Rejected: ${sentence(code, stake)}`)
  const findings = sorted(stakesOfFindings)
  const sent = severities.flatMap(([severity, label]) =>
    findings
      .filter(([code]) => severityOf(code) === severity)
      .map(([code, stake]) => `${label}: ${sentence(code, stake)}`),
  )
  const shown = sent.slice(0, mostFindings)
  const rest = sent.length - shown.length
  return [
    ...rejected,
    ...shown,
    ...(rest === 0 ? [] : [`And ${showCount(rest)} more kinds of findings, counted in the report.`]),
    ...(rejected.length + shown.length < 2 ? [] : [rule]),
  ]
}

const rule =
  'How this counts: a rejected record once, under its first reason; a sent one once for each kind of finding, with all it is worth, so that these may add up to more than the total.'

function sentence(code: string, stake: Stake): string {
  return `${sayRecords(stake)} ${sayFinding(code, stake.records)} (${code}).`
}

function severityOf(code: string): Severity | undefined {
  return Object.hasOwn(findingKinds, code) ? findingKinds[code as keyof typeof findingKinds].severity : undefined
}
