import type { DeliveryEngine } from '../../delivery/engine/engine'
import type { Every } from '../../run/timers'
import type { ProgressLag } from '../send/progress-lag'
import type { Sending } from '../send/sending'
import type { SettledNumbers } from '../send/settled-numbers'
import type { Style } from '../terminal/style'
import { describeTrouble } from './describe-trouble'
import { RateMeter } from './rate-meter'
import type { ReadingWatch } from './reading-watch'
import { progressLine, quietLine, type Standing } from './show-progress'

const terminalIntervalMs = 200
const quietIntervalMs = 10_000
/** Back to the first column, and the line empty. */
const clearLine = '\r\u001b[2K'

export interface WatchLook {
  readonly style: Style
  readonly isTerminal: boolean
  readonly width: () => number
}

export interface WatchPorts {
  readonly write: (text: string) => void
  readonly every: Every
  readonly now: () => number
}

/** What a send is watched by. */
export interface Watched {
  readonly sending: Pick<Sending, 'tally' | 'settledBeforeCount'>
  readonly engine: Pick<DeliveryEngine, 'snapshot'>
  readonly reading: Pick<ReadingWatch, 'standing'>
  readonly settled: Pick<SettledNumbers, 'count'>
  readonly lag?: Pick<ProgressLag, 'isHeld'>
  /** Whether the input's length is known. */
  readonly hasEnd: boolean
}

/** Shows how a send stands: a line that is rewritten on a terminal, else a line now and then. */
export function watchProgress(
  { sending, engine, reading, settled, lag, hasEnd }: Watched,
  look: WatchLook,
  { write, every, now }: WatchPorts,
): { readonly end: () => void } {
  const meter = new RateMeter()
  const standing = (): Standing => {
    const { accepted, rejected, skipped } = sending.tally.outcomes
    const snapshot = engine.snapshot()
    const settledNow = accepted + rejected + skipped
    meter.add({ atMs: now(), settled: settledNow })
    // Blank lines are no records; what waits for the disk is settled all the same.
    const standing = reading.standing(Math.max(settled.count, sending.settledBeforeCount + settledNow))
    const { steadyPerSecond } = meter
    const trouble = describeTrouble(snapshot) ?? (lag?.isHeld ? 'waiting until the progress is kept' : undefined)
    return {
      ...(standing !== undefined && { share: standing.share }),
      ...(standing !== undefined &&
        steadyPerSecond !== undefined && { remainingMs: (standing.left * 1_000) / steadyPerSecond }),
      isEndless: !hasEnd,
      settledPerSecond: meter.settledPerSecond,
      accepted,
      rejected,
      skipped,
      retries: snapshot.retries,
      isThrottled: snapshot.servers.some(({ throttledToPerSecond }) => throttledToPerSecond !== null),
      ...(trouble !== undefined && { trouble }),
    }
  }
  const show = () =>
    write(
      look.isTerminal
        ? `${clearLine}${progressLine(standing(), look.style, look.width())}`
        : `${quietLine(standing())}\n`,
    )
  // The rate is taken from here.
  standing()
  if (look.isTerminal) show()
  const stop = every(look.isTerminal ? terminalIntervalMs : quietIntervalMs, show)
  return {
    end: () => {
      stop()
      if (look.isTerminal) write(clearLine)
    },
  }
}
