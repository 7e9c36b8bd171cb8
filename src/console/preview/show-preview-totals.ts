import { sayWorth } from '../../stakes/say-stake'
import { row } from '../reports/report-rows'
import { showGroups } from '../stakes/show-groups'
import type { Style } from '../terminal/style'
import type { PreviewTotals } from './preview-totals'
import { rule } from './show-entry'
import { showCount, showFindingCounts, showWarnings } from './show-findings'

/** What a preview saw, for people: what would become of the records and what they are worth, then why. */
export function showPreviewTotals(
  { outcomes, findings, stakes }: PreviewTotals,
  unshownCount: number,
  warnings: readonly string[],
  style: Style,
  width: number,
): readonly string[] {
  const { send, reject, skip } = outcomes
  const { sent, rejected, skipped } = stakes.fates
  const unshown = unshownCount === 0 ? '' : `; ${showCount(unshownCount)} more not shown above`
  return [
    rule('Summary', '', style.dim, style, width),
    ...row('records', send + reject + skip, `nothing was sent${unshown}`, undefined, width),
    ...row('to send', send, sayWorth(sent), style.green, width),
    ...row('rejected', reject, sayWorth(rejected), reject > 0 ? style.red : undefined, width),
    ...row('skipped', skip, sayWorth(skipped), undefined, width),
    ...(findings.length === 0 ? [] : ['', ...showFindingCounts(findings, style, width)]),
    ...showGroups(stakes, style, width),
    ...showWarnings(warnings, style, width),
  ]
}
