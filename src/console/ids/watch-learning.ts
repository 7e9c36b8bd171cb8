import type { Every } from '../../run/timers'
import { showCount } from '../preview/show-findings'
import { showDuration } from '../reports/show-progress'
import { cutToWidth } from '../terminal/display-width'
import { safeText } from '../terminal/safe-text'
import type { RowLearner } from './row-learner'

const intervalMs = 200
/** Back to the first column, and the line empty. */
const clearLine = '\r\u001b[2K'

export interface WatchPorts {
  readonly write: (text: string) => void
  readonly every: Every
  readonly now: () => number
  readonly width: () => number
}

/** Shows on a terminal how far learning is: a line that is rewritten. */
export function watchLearning(learner: Pick<RowLearner, 'counts'>, ports: WatchPorts): { readonly end: () => void } {
  const { write, every, now, width } = ports
  const startedAtMs = now()
  const show = () => write(`${clearLine}${progressLine(learner.counts, now() - startedAtMs, width())}`)
  show()
  const stop = every(intervalMs, show)
  return {
    end: () => {
      stop()
      write(clearLine)
    },
  }
}

function progressLine(
  { rowCount, newPairCount, source }: Pick<RowLearner['counts'], 'rowCount' | 'newPairCount' | 'source'>,
  durationMs: number,
  width: number,
): string {
  const counts = [`${showCount(rowCount)} rows`, `${showCount(newPairCount)} new pairs`, showDuration(durationMs)]
  return cutToWidth([...counts, ...(source === '' ? [] : [safeText(source)])].join('  '), width - 1)
}
