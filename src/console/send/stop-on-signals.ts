import { writeSync } from 'node:fs'
import { constants } from 'node:os'
import { exitOfSignal, stoppedBySignal } from '../exit-of-signal'

type Signal = 'SIGINT' | 'SIGTERM' | 'SIGHUP'

/** The part of `process` that signals need. */
export interface Process {
  on(signal: Signal, listener: () => void): unknown
}

export interface Stop {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal
  /** Resolves with the first signal. */
  readonly requested: Promise<void>
  /** 130, 143 or 129, as shells have it; undefined while no signal came. */
  readonly exitCode: () => number | undefined
}

/** What a second signal leaves on stderr: whoever sent it gets no report. */
export interface LastWords {
  say: () => string
}

/** The first SIGINT, SIGTERM or SIGHUP (a terminal that was closed) asks to end; the second ends at once. */
export function stopOnSignals(host: Process, lastWords?: LastWords): Stop {
  const controller = new AbortController()
  let exitCode: number | undefined
  const requested = new Promise<void>((resolve) => {
    const listen = (signal: Signal) =>
      host.on(signal, () => {
        const code = stoppedBySignal + constants.signals[signal]
        if (exitCode !== undefined) {
          if (lastWords !== undefined) sayAtOnce(lastWords.say())
          exitOfSignal(code)
        }
        exitCode = code
        controller.abort()
        resolve()
      })
    listen('SIGINT')
    listen('SIGTERM')
    listen('SIGHUP')
  })
  return { signal: controller.signal, requested, exitCode: () => exitCode }
}

function sayAtOnce(text: string): void {
  try {
    writeSync(2, `${text}\n`)
  } catch {
    // Nobody reads it, and nothing is waited for any more.
  }
}
