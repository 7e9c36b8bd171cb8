import type { Reconciliation } from '../../proof/reconcile'
import { reasons, type Verdict } from '../../proof/verdict'
import { rule } from '../preview/show-entry'
import { showCount, showWarnings } from '../preview/show-findings'
import { paragraph } from '../reports/report-rows'
import { displayWidth } from '../terminal/display-width'
import { safeText } from '../terminal/safe-text'
import type { Style } from '../terminal/style'
import { wrapped } from '../terminal/wrap-text'
import { showMoney } from './show-money'
import { describeForeign, type Part, summarise, type Trouble } from './summary'
import { shownVerdicts, verdictWords } from './words'

const mostParts = 10
const mostDays = 14
const mostWarnings = 10
/** No column of words is narrower. */
const shortest = 20

/** A report for people: what became of all, by app, event and day; the most costly problems; what cannot be told, and why. */
export function showReconciliation(
  result: Reconciliation,
  advice: readonly string[],
  style: Style,
  width: number,
): readonly string[] {
  const { entries, verdicts } = result
  const { apps, events, days, troubles } = summarise(result)
  const plain = (text: string) => text
  const missing = verdicts.missing === 0 ? 'nothing is missing' : `${showCount(verdicts.missing)} missing`
  const isOpen = verdicts.missing === 0 && verdicts.cannot_tell > 0
  const dress = verdicts.missing > 0 ? style.red : isOpen ? style.yellow : style.green
  const word = isOpen ? 'not all can be told' : missing
  return [
    rule(`Proof: what AppsFlyer recorded of ${showCount(entries)} accepted`, word, dress, style, width),
    ...shownVerdicts.flatMap((verdict) => showVerdict(verdict, result, style, width)),
    ...describeForeign(result).flatMap((line) => paragraph(line, plain, width)),
    ...showParts('By app', apps, mostParts, style, width),
    ...showParts('By event', events, mostParts, style, width),
    ...showParts('By day', days.slice(-mostDays), mostDays, style, width),
    ...(troubles.length === 0 ? [] : ['', `  ${style.bold('What to look at, the most costly first')}`]),
    ...troubles.flatMap((trouble, index) => {
      // What to do is said once.
      const isFirst = troubles.findIndex(({ verdict }) => verdict === trouble.verdict) === index
      return showTrouble(trouble, index + 1, isFirst, style, width)
    }),
    ...(result.reasons.length === 0 ? [] : ['', `  ${style.bold('What cannot be told')}`]),
    ...result.reasons.flatMap(({ reason, count }) => {
      const { why, act } = reasons[reason]
      return hanging(`${showCount(count)}: `, `${why} ${act}`, width)
    }),
    ...showWarnings(result.warnings.slice(0, mostWarnings).map(safeText), style, width),
    ...(advice.length === 0 ? [] : ['', ...advice.flatMap((line) => paragraph(line, plain, width))]),
  ]
}

function showVerdict(verdict: Verdict, { verdicts, money }: Reconciliation, style: Style, width: number) {
  const count = verdicts[verdict]
  if (count === 0 && verdict !== 'recorded' && verdict !== 'missing') return []
  const { label, means, kind } = verdictWords[verdict]
  const dress =
    count === 0 ? style.dim : { good: style.green, odd: style.yellow, bad: style.red, open: style.yellow }[kind]
  const sums = showMoney(money.filter((sum) => sum.verdict === verdict))
  const column = 30
  const remark = [sums, means].filter((part) => part !== '').join('; ')
  const [first = '', ...rest] = wrapped(count === 0 ? '' : remark, Math.max(shortest, width - column))
  return [
    `  ${dress(`${label.padEnd(14)}${showCount(count).padStart(11)}`)}   ${first}`.trimEnd(),
    ...rest.map((line) => ' '.repeat(column) + line),
  ]
}

/** Nothing where there is but one of the kind: the totals say the same. */
function showParts(
  title: string,
  parts: readonly Part[],
  most: number,
  style: Style,
  width: number,
): readonly string[] {
  if (parts.length < 2) return []
  const shown = parts.slice(0, most)
  const rest = parts.length - shown.length
  const countColumn = Math.max(9, ...shown.map(({ entries }) => showCount(entries).length))
  const nameColumn = Math.min(34, Math.max(...shown.map(({ name }) => displayWidth(safeText(name)))) + 2)
  return [
    '',
    `  ${style.bold(title)}`,
    ...shown.flatMap((part) => {
      const troubled = shownVerdicts.filter((verdict) => !isWell(verdict) && (part.counts[verdict] ?? 0) > 0)
      const remark =
        troubled.length === 0
          ? style.dim('all recorded')
          : troubled
              .map((verdict) => `${showCount(part.counts[verdict] ?? 0)} ${verdictWords[verdict].label}`)
              .join(', ')
      const name = wrapped(safeText(part.name), nameColumn - 2)
      const count = showCount(part.entries).padStart(countColumn)
      const label = (name[0] ?? '').padEnd(nameColumn)
      const column = 2 + nameColumn + countColumn + 3
      const [first = '', ...more] =
        troubled.length === 0 ? [remark] : wrapped(remark, Math.max(shortest, width - column))
      return [
        `  ${label}${count}   ${first}`,
        ...more.map((line) => ' '.repeat(column) + line),
        ...name.slice(1).map((line) => `  ${line}`),
      ]
    }),
    ...(rest > 0 ? [`  ${style.dim(`and ${showCount(rest)} more`)}`] : []),
  ]
}

function isWell(verdict: Verdict): boolean {
  return verdictWords[verdict].kind === 'good'
}

function showTrouble(
  trouble: Trouble,
  number: number,
  isFirst: boolean,
  style: Style,
  width: number,
): readonly string[] {
  const { verdict, appId, eventName, count, money, firstDay, lastDay } = trouble
  const { label, act, kind } = verdictWords[verdict]
  const sums = money.length === 0 ? '' : `, ${showMoney(money)}`
  const days = firstDay === lastDay ? `on ${firstDay}` : `${firstDay} to ${lastDay}`
  const dress = kind === 'bad' ? style.red : style.yellow
  const head = `${showCount(count)} ${safeText(eventName ?? 'visits')}${sums}, ${days}, in ${safeText(appId)}`
  return [
    ...hanging(`${number}. `, `${label}: ${head}`, width).map((line, index) =>
      index === 0 ? line.replace(label, dress(label)) : line,
    ),
    ...(isFirst ? wrapped(act, width - 5).map((line) => `     ${line}`) : []),
  ]
}

function hanging(mark: string, text: string, width: number): readonly string[] {
  const margin = ' '.repeat(mark.length + 2)
  return wrapped(text, width - margin.length).map((line, index) => (index === 0 ? `  ${mark}${line}` : margin + line))
}

/** The totals for programs: the last line of `--json`. */
export function totalsOf({
  entries,
  verdicts,
  money,
  foreign,
  foreignBefore,
  reasons: untold,
  warnings,
}: Reconciliation) {
  return {
    entries,
    verdicts,
    money: money.map(({ verdict, currency, amount }) => ({ verdict, currency, amount })),
    foreign,
    foreign_before_ledger: foreignBefore,
    cannot_tell: untold,
    warnings,
  }
}
