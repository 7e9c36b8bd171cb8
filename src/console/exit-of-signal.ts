import { constants } from 'node:os'

/** Exit codes above it are of signals, as shells have them. */
export const stoppedBySignal = 128

/** Whether a read or write of a file is under way: an exit waits for it, and it may never end. */
export function isAtFiles(): boolean {
  return process.getActiveResourcesInfo().some((resource) => resource.startsWith('FSReq'))
}

/**
 * Ends the process with the exit code of a signal. Node's own exit waits for its threads, and one that writes to a disk that hangs,
 * or to a pipe that nobody reads, never comes back: then the process dies of the signal itself, which shells tell by the same code.
 */
export function exitOfSignal(exitCode: number): never {
  const [signal] = Object.entries(constants.signals).find(([, number]) => number === exitCode - stoppedBySignal) ?? []
  if (signal !== undefined && isAtFiles()) {
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  }
  process.exit(exitCode)
}
