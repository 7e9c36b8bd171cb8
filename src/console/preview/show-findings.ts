import type { Finding, Severity } from '../../core/domain/finding'
import { safeText } from '../terminal/safe-text'
import type { Style } from '../terminal/style'
import { wrapped } from '../terminal/wrap-text'
import { byGravity, type FindingCount } from './finding-tally'

const marks: Readonly<Record<Severity, string>> = { reject: 'x', degrade: '!', note: '-' }
const names: Readonly<Record<Severity, string>> = { reject: 'rejected', degrade: 'degraded', note: 'note' }

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

/** A table of findings by code. */
export function showFindingCounts(counts: readonly FindingCount[], style: Style): readonly string[] {
  const codeColumn = Math.max(0, ...counts.map(({ code }) => code.length)) + 2
  return counts.map(({ code, severity, count, firstLine }) => {
    const label = `  ${marks[severity]} ${names[severity].padEnd(9)} ${code.padEnd(codeColumn)}`
    const line = `${count === 1 ? '' : 'first '}line ${showCount(firstLine)}`
    return `${dressOf(severity, style)(label)}${showCount(count).padStart(9)}   ${style.dim(line)}`
  })
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
