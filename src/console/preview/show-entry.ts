import type { Prepared } from '../../core/domain/prepared'
import type { Request } from '../../core/domain/request'
import { withoutKey } from '../../core/domain/without-key'
import type { Json } from '../../json/json'
import type { Placed } from '../inputs/placed'
import { displayWidth } from '../terminal/display-width'
import { safeText } from '../terminal/safe-text'
import type { Style } from '../terminal/style'
import { wrapped } from '../terminal/wrap-text'
import { describeShape } from './describe-shape'
import { showBody } from './show-body'
import { showFindings } from './show-findings'

/** One record as `preview` shows it: where it stood, the request (of an erasure in several apps all of them), the findings. */
export function showEntry(placed: Placed, prepared: Prepared, style: Style, width: number): readonly string[] {
  const { request, more = [], findings } = prepared
  const requests = request === null ? [] : [request, ...more]
  const { word, dress } = verdictOf(prepared, style)
  const title = `line ${placed.line} ─ ${describeShape(placed.entry)}`
  return [
    rule(title, word, dress, style, width),
    ...requests.flatMap((one, index) => [
      ...(index === 0 ? [] : ['']),
      ...showAddress(one, width),
      ...showBody(JSON.parse(withoutKey(one).body) as Json, style, width),
    ]),
    ...(request === null || findings.length === 0 ? [] : ['']),
    ...showFindings(findings, style, width),
    '',
  ]
}

/** Method and URL on one line; where that is too long, the path on the next. */
function showAddress({ method, url }: Request, width: number): readonly string[] {
  const whole = `  ${method} ${safeText(url)}`
  if (displayWidth(whole) <= width) return [whole]
  const { origin } = new URL(url)
  const margin = ' '.repeat(method.length + 3)
  const path = wrapped(safeText(url.slice(origin.length)), width - margin.length)
  return [`  ${method} ${origin}`, ...path.map((line) => margin + line)]
}

function verdictOf({ outcome, findings }: Prepared, style: Style) {
  if (outcome === 'reject') return { word: 'rejected', dress: style.red }
  if (outcome === 'skip') return { word: 'skipped', dress: style.dim }
  const isDegraded = findings.some(({ severity }) => severity === 'degrade')
  return isDegraded ? { word: 'send, degraded', dress: style.yellow } : { word: 'send', dress: style.green }
}

/** A line across the terminal with a title on its left and a word on its right. */
export function rule(
  title: string,
  word: string,
  dress: (text: string) => string,
  style: Style,
  width: number,
): string {
  const end = word === '' ? '' : ` ${word} ─`
  const [first = '', ...rest] = wrapped(title, width - displayWidth(end) - 6)
  const line = '─'.repeat(Math.max(1, width - displayWidth(first) - displayWidth(end) - 4))
  const dressedEnd = word === '' ? '' : ` ${dress(word)} ${style.dim('─')}`
  const head = `${style.dim('──')} ${style.bold(first)} ${style.dim(line)}${dressedEnd}`
  return [head, ...rest.map((more) => `   ${style.bold(more)}`)].join('\n')
}
