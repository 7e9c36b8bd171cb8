import { rule } from '../preview/show-entry'
import { showCount, showWarnings } from '../preview/show-findings'
import { optionalRow, paragraph, row } from '../reports/report-rows'
import { showShortDuration } from '../reports/show-progress'
import { safeText } from '../terminal/safe-text'
import type { Style } from '../terminal/style'
import type { LearnFailure } from './learn'
import type { LearnReport } from './learn-report'
import type { LeftOut } from './row-learner'

/** A report for people. */
export function showLearnReport(report: LearnReport, style: Style, width: number): readonly string[] {
  const { rowCount, leftOut, sharedInstallCount, damagedLineCount, firstDamage, failures } = report
  const isDone = failures.length === 0
  const leftOutCount = leftOut.reduce((sum, each) => sum + each.rowCount, 0)
  const title = `Learnt: ${safeText(report.input)}`
  const plain = (text: string) => text
  return [
    rule(title, isDone ? 'done' : 'broke off', isDone ? style.green : style.red, style, width),
    ...row('rows', rowCount, `in ${showShortDuration(report.durationMs)}`),
    ...row('new pairs', report.newPairCount, 'of a user and an install', style.green),
    ...row('known pairs', report.knownPairRowCount, 'rows of pairs that were known before that row'),
    ...optionalRow('not learnt', report.unlearntRowCount, 'rows that were read when the memory failed', style.yellow),
    ...optionalRow('left out', leftOutCount, 'rows, for these reasons:'),
    ...leftOut.flatMap(({ reason, rowCount }) => row('', rowCount, wordsOf(reason, report), plain, width)),
    ...optionalRow('several users', sharedInstallCount, 'installs on which more than one user was seen'),
    ...optionalRow('damaged lines', damagedLineCount, 'cannot be read; the first one:', style.yellow),
    ...(firstDamage === null ? [] : paragraph(safeText(firstDamage.why), plain, width - 2).map((line) => `  ${line}`)),
    ...showWarnings(shown(report.warnings), style, width),
    ...describeFailures(failures).flatMap((text) => ['', ...paragraph(text, style.red, width)]),
    ...adviseAfterLearning(report).flatMap((text) => ['', ...paragraph(text, plain, width)]),
  ]
}

const words: Readonly<Record<LeftOut, string>> = {
  not_sdk: 'echoes of events that a server had sent',
  no_user: 'without a customer user id',
  no_id: 'without an AppsFlyer id',
  id_not_mobile: 'whose AppsFlyer id is of another form than those of mobile apps',
  no_time: 'without a time that can be read',
  other_app: 'of apps that are not in the configuration: ',
  erased: 'of users or installs whose erasure was requested',
}

const mostApps = 5

function wordsOf(reason: LeftOut, { otherApps }: LearnReport): string {
  if (reason !== 'other_app') return words[reason]
  const named = otherApps.slice(0, mostApps).map(({ appId, rowCount }) => `${safeText(appId)} (${showCount(rowCount)})`)
  const rest = otherApps.length - named.length
  return words.other_app + named.join(', ') + (rest > 0 ? ` and ${showCount(rest)} more` : '')
}

const mostWarnings = 10

function shown(warnings: readonly string[]): readonly string[] {
  const rest = warnings.length - mostWarnings
  const all = warnings.slice(0, mostWarnings).map(safeText)
  return rest > 0 ? [...all, `And ${showCount(rest)} more of these; --json prints all of them.`] : all
}

/** What happened to several reports alike is said once. */
function describeFailures(failures: readonly LearnFailure[]): readonly string[] {
  const reports = new Map<string, string[]>()
  for (const { message, report } of failures) {
    reports.set(message, [...(reports.get(message) ?? []), ...(report === undefined ? [] : [report])])
  }
  return [...reports].map(([message, names]) => {
    const rest = names.length - 3
    const list = names.slice(0, 3).join(', ') + (rest > 0 ? ` and ${showCount(rest)} more` : '')
    return safeText(list === '' ? message : `${list}: ${message}`)
  })
}

/** What to do where nothing was learnt, by what most rows lacked. */
const advice: Readonly<Partial<Record<LeftOut, string>>> = {
  not_sdk:
    'Nothing was learnt: most of the rows are echoes of what a server had sent. Take raw data that has the events of the app itself, too.',
  no_user:
    "Nothing was learnt: most of the rows name no user. The app has to tell AppsFlyer's SDK the customer user id; rows from then on can be learnt from.",
  other_app:
    'Nothing was learnt: most of the rows are of other apps. Add those that you send events of to apps, in the configuration.',
}

function adviseAfterLearning(report: LearnReport): readonly string[] {
  const { rowCount, newPairCount, knownPairRowCount, leftOut, failures } = report
  if (failures.length > 0) {
    return ['What was learnt until then is kept. Run the command again: to learn the same rows twice changes nothing.']
  }
  if (rowCount === 0) return ['There was no row to learn from.']
  const [most] = leftOut
  const isNothing = newPairCount + knownPairRowCount === 0
  return isNothing && most !== undefined ? [advice[most.reason] ?? 'Nothing was learnt.'] : []
}
