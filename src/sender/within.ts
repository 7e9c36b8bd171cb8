import type { After } from '../memory/waiting-room'

/** Resolves when the promise ends, however it does, or the time is over. */
export function within(delayMs: number, promise: Promise<unknown> | undefined, after: After): Promise<void> {
  return new Promise((resolve) => {
    const callOff = after(delayMs, resolve)
    const done = () => {
      callOff()
      resolve()
    }
    Promise.resolve(promise).then(done, done)
  })
}
