import type { Given } from '../console/arguments/parse-arguments'

/** A command that waits for the keyboard looks as if it hung. */
export function greetKeyboard({ events }: Given): void {
  if (events !== undefined || !process.stdin.isTTY) return
  process.stderr.write('Reading events from the keyboard: one JSON a line, Ctrl-D ends.\n')
}
