import type { Every } from '../../airbyte/connector/ports'
import type { DeliveryEngine } from '../../delivery/engine/engine'
import type { Input } from '../inputs/open-input'
import type { Sending } from '../send/sending'
import type { Style } from '../terminal/style'
import { describeTrouble } from './describe-trouble'
import { RateMeter } from './rate-meter'
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

/** Shows how a send stands: a line that is rewritten on a terminal, else a line now and then. */
export function watchProgress(
  sending: Pick<Sending, 'tally'>,
  engine: Pick<DeliveryEngine, 'snapshot'>,
  input: Pick<Input, 'readBytes' | 'sizeBytes'>,
  look: WatchLook,
  { write, every, now }: WatchPorts,
): { readonly end: () => void } {
  const meter = new RateMeter()
  const standing = (): Standing => {
    const { accepted, rejected, skipped } = sending.tally.outcomes
    const snapshot = engine.snapshot()
    const readBytes = input.readBytes()
    meter.add({ atMs: now(), settled: accepted + rejected + skipped, readBytes })
    const trouble = describeTrouble(snapshot)
    return {
      readBytes,
      ...(input.sizeBytes !== undefined && { sizeBytes: input.sizeBytes }),
      bytesPerSecond: meter.bytesPerSecond,
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
