import type { Finding, Severity } from '../../core/domain/finding'
import { sayFinding } from '../../stakes/finding-words'
import { sayRecords } from '../../stakes/say-stake'
import { safeText } from '../terminal/safe-text'
import type { Style } from '../terminal/style'
import { wrapped } from '../terminal/wrap-text'
import { byGravity, type FindingCount } from './finding-tally'

const marks: Readonly<Record<Severity, string>> = { reject: 'x', degrade: '!', note: '-' }
/** A record's findings in words, the gravest first: what, where, and how to mend it. */
export function showFindings(findings: readonly Finding[], style: Style, width: number): readonly string[] {
  return [...findings].sort(byGravity).flatMap(({ code, severity, field, message }) => {
    const dress = dressOf(severity, style)
    const where = field === null ? '' : style.dim(` in ${safeText(field)}`)
    return [
      `  ${dress(`${marks[severity]} ${code}`)}${where}`,
      ...wrapped(safeText(message), width - 4).map((line) => `    ${line}`),
    ]
  })
}

const titles: Readonly<Record<Severity, string>> = {
  reject: 'Rejected',
  degrade: 'Of less use to AppsFlyer',
  note: 'To know',
}

/** What was found, in words, with the code beside it: what costs records first. */
export function showFindingCounts(counts: readonly FindingCount[], style: Style, width: number): readonly string[] {
  const groups = (['reject', 'degrade', 'note'] as const).map((severity) => ({
    severity,
    of: counts.filter((count) => count.severity === severity),
  }))
  const shown = groups.filter(({ of }) => of.length > 0)
  return [
    ...shown.flatMap(({ severity, of }, index) => [
      ...(index === 0 ? [] : ['']),
      `  ${style.bold(titles[severity])}`,
      ...of.flatMap((count) => showFindingCount(count, style, width)),
    ]),
    ...(counts.length < 2 ? [] : ['', ...wrapped(rule, width - 4).map((line) => `  ${style.dim(line)}`)]),
  ]
}

const rule =
  'A record counts once for each kind of finding it has, with all it is worth: these may add up to more than the total.'

function showFindingCount(
  { code, severity, count, firstLine, message, stake, rejectedCount }: FindingCount,
  style: Style,
  width: number,
): readonly string[] {
  const where = `${count === 1 ? '' : 'first '}line ${showCount(firstLine)}`
  const sentence = `${sayRecords(stake)} ${sayFinding(code, count)} (${code}, ${where})${sayRejected(severity, count, rejectedCount)}`
  const mark = dressOf(severity, style)(marks[severity])
  // What costs records or their use says what to do about it, too.
  const advice = severity === 'note' ? [] : wrapped(safeText(message), width - 4)
  return [
    ...wrapped(sentence, width - 4).map((line, index) => `  ${index === 0 ? mark : ' '} ${line}`),
    ...advice.map((line) => `    ${style.dim(line)}`),
  ]
}

/** Findings are counted of rejected records, too, which are of no use at all before they are mended. Empty where none is. */
export function sayRejected(severity: Severity, count: number, rejectedCount: number): string {
  if (severity === 'reject' || rejectedCount === 0) return ''
  if (rejectedCount === count) return count === 1 ? '; it is rejected' : '; all of them are rejected'
  return `; ${showCount(rejectedCount)} of them ${rejectedCount === 1 ? 'is' : 'are'} rejected`
}

/** What is not about a single record, below the findings; nothing where there is none. */
export function showWarnings(warnings: readonly string[], style: Style, width: number): readonly string[] {
  const shown = warnings.flatMap((warning) =>
    wrapped(warning, width - 4).map((line, index) => (index === 0 ? `  ${style.yellow('!')} ${line}` : `    ${line}`)),
  )
  return shown.length === 0 ? [] : ['', ...shown]
}

/** 1234567 as 1,234,567. */
export function showCount(count: number): string {
  return count.toLocaleString('en-US')
}

function dressOf(severity: Severity, style: Style): (text: string) => string {
  if (severity === 'reject') return style.red
  return severity === 'degrade' ? style.yellow : style.dim
}
