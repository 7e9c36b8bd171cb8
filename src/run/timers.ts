import type { After } from '../memory/waiting-room'

/** Calls back every `intervalMs` until the function it returns is called. */
export type Every = (intervalMs: number, callback: () => void) => () => void

/** The real one: it keeps the process alive. */
export const afterDelay: After = (delayMs, callback) => {
  const timer = setTimeout(callback, delayMs)
  return () => clearTimeout(timer)
}

/** The real one: it does not keep the process alive. */
export const everyInterval: Every = (intervalMs, callback) => {
  const timer = setInterval(callback, intervalMs)
  timer.unref()
  return () => clearInterval(timer)
}
