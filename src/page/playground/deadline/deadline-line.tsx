import { useEffect, useState } from 'preact/hooks'
import { describeDeadline } from './describe-deadline'
import type { Due } from './due'

interface Props {
  readonly due: Due
  /** Called when the deadline passes: what is to be said of the record is another then. */
  readonly onPassed: () => void
}

const tickMs = 5_000

/** Until when the event counts for the time at which it happened, counted down. */
export function DeadlineLine({ due: { timeMs, rule, timeZone }, onPassed }: Props) {
  const [nowMs, setNowMs] = useState(() => Date.now())
  const { state, fact, rest, changesAtMs } = describeDeadline(timeMs, rule, timeZone, nowMs)
  useEffect(() => {
    if (changesAtMs === undefined) return
    const timer = setInterval(() => {
      setNowMs(Date.now())
      if (Date.now() > changesAtMs) onPassed()
    }, tickMs)
    return () => clearInterval(timer)
  }, [changesAtMs, onPassed])
  return (
    <p class="deadline" data-state={state}>
      {fact}
      {rest !== '' && (
        <>
          {': '}
          <b>{rest}</b>.
        </>
      )}
    </p>
  )
}
