import { showCount } from '../preview/show-findings'
import { wrapped } from '../terminal/wrap-text'

type Dress = (text: string) => string

const remarkColumn = 30

/** A count of a report: what it counts, how many, and a remark, which is wrapped to so many columns. */
export function row(label: string, count: number, remark: string, dress: Dress = same, width = 80): readonly string[] {
  const [first = '', ...rest] = wrapped(remark, width - remarkColumn)
  const head = `  ${dress(`${label.padEnd(14)}${showCount(count).padStart(11)}`)}   ${first}`.trimEnd()
  return [head, ...rest.map((more) => ' '.repeat(remarkColumn) + more)]
}

/** The same; nothing where the count is 0. */
export function optionalRow(...[label, count, remark, dress, width]: Parameters<typeof row>): readonly string[] {
  return count === 0 ? [] : row(label, count, remark, dress, width)
}

/** A text of a report. */
export function paragraph(text: string, dress: Dress, width: number): readonly string[] {
  return text.split('\n').flatMap((line) => wrapped(line, width - 2).map((part) => `  ${dress(part)}`))
}

function same(text: string): string {
  return text
}
