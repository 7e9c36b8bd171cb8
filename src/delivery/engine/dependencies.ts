import type { Transport } from '../transport/transport'

/** Everything the engine takes from outside. */
export interface Dependencies {
  readonly transport: Transport
  /** Milliseconds since 1970; never goes back. */
  readonly nowMs: () => number
  /** At least 0, below 1. */
  readonly random: () => number
  /** Runs something later; the returned function calls it off. */
  readonly after: (delayMs: number, run: () => void) => () => void
}

/** The machine's own clock, chance and timers. */
export function systemDependencies(transport: Transport): Dependencies {
  const { timeOrigin } = performance
  return {
    transport,
    // The wall clock can be set back; this one cannot.
    nowMs: () => timeOrigin + performance.now(),
    random: Math.random,
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
  }
}
