import { sayWorth } from '../../stakes/say-stake'
import type { Stake } from '../../stakes/stake'
import { rule } from '../preview/show-entry'
import { showCount, showFindingCounts, showWarnings } from '../preview/show-findings'
import type { SendReport } from '../send/send-report'
import { appsflyer, type Taker } from '../send/taker'
import { showGroups } from '../stakes/show-groups'
import type { Style } from '../terminal/style'
import { optionalRow as optional, paragraph, row } from './report-rows'
import { showShortDuration } from './show-progress'

/** A report for people. `advice` says how to go on, `taker` who took the records. */
export function showSendReport(
  report: SendReport,
  advice: readonly string[],
  style: Style,
  width: number,
  taker = appsflyer,
): readonly string[] {
  const { outcomes, failure, findings, stakes } = report
  const { sent, rejected, skipped, unsettled: open } = stakes.fates
  const unsettled = outcomes.transient + outcomes.throttled + outcomes.misconfigured
  const time = showShortDuration(report.durationMs)
  // Of a moment a rate says nothing.
  const hasRate = report.durationMs >= 1_000 && report.requestCount >= 10
  const rate = hasRate ? `, ${showCount(report.requestsPerSecond)} requests a second` : ''
  return [
    rule(
      `Sent: ${report.input}`,
      failure === null ? 'done' : 'broke off',
      failure === null ? style.green : style.red,
      style,
      width,
    ),
    ...row('records', report.recordCount, `in ${time}${rate}`),
    ...optional('settled before', report.settledBeforeCount, 'by an earlier send: not sent again'),
    ...row('accepted', outcomes.accepted, remark(sent, tookBy(taker, outcomes.accepted)), style.green, width),
    ...row('rejected', outcomes.rejected, remark(rejected), outcomes.rejected > 0 ? style.red : undefined, width),
    ...row('skipped', outcomes.skipped, remark(skipped), undefined, width),
    ...optional('not settled', unsettled, remark(open, unsettledMore(report)), style.yellow, width),
    ...optional('retries', report.retryCount, ''),
    ...optional('duplicates', report.mayBeDuplicatedCount, 'at most, where an answer got lost', style.yellow),
    ...(findings.length === 0 ? [] : ['', ...showFindingCounts(findings, style, width)]),
    ...showGroups(stakes, style, width),
    ...showWarnings(report.warnings, style, width),
    ...(failure === null ? [] : ['', ...paragraph(failure.message, style.red, width)]),
    ...(advice.length === 0 ? [] : ['', ...advice.flatMap((line) => paragraph(line, (text) => text, width))]),
  ]
}

/** A send that broke off read no further: there may be far more at stake. */
function unsettledMore({ failure, isReadToEnd }: SendReport): string {
  if (failure === null || isReadToEnd) return 'still to be sent'
  return 'still to be sent. What follows them was not read: preview --summary says what all are worth'
}

/** What records are worth, and what else there is to say. */
/** Who has the records now, and what that means. */
function tookBy(taker: Taker, count: number): string {
  if (count === 0) return ''
  const them = count === 1 ? 'it' : 'them'
  return taker.isAppsFlyer ? `AppsFlyer took ${them}; it promises no more` : `${taker.name} took ${them}, not AppsFlyer`
}

function remark(stake: Stake, more = ''): string {
  return [sayWorth(stake), more].filter((part) => part !== '').join('; ')
}
