import { type FindingCount, FindingTally } from '../../console/preview/finding-tally'
import { unreadWorth } from '../../core/domain/worth'
import { type Money, StakeSum } from '../../stakes/stake'
import type { Preview, Verdict } from './preview-text'

/** What several records come to. */
export interface PreviewSummary {
  readonly verdicts: Readonly<Record<Verdict, number>>
  /** The gravest first; `firstLine` is the number of the first record with it. */
  readonly findings: readonly FindingCount[]
  /** What the events that would be sent are worth, by currency; the most records first. */
  readonly money: readonly Money[]
}

export function summarise(previews: readonly Preview[]): PreviewSummary {
  const verdicts = { send: 0, degraded: 0, reject: 0, skip: 0 }
  const findings = new FindingTally()
  const sums = new StakeSum()
  for (const { number, verdict, requests, findings: found } of previews) {
    verdicts[verdict] += 1
    findings.count(found, number)
    // As the body has it, which is what AppsFlyer would read.
    for (const { said } of requests)
      sums.add({ ...unreadWorth, isUnread: false, amount: said?.revenue, currency: said?.currency })
  }
  return { verdicts, findings: findings.list(), money: sums.stake.money }
}
