import { failureOf } from '../protocol/failures'
import { MessageWriter } from '../protocol/messages/message-writer'
import { type Failure, type OutgoingMessage, traceError } from '../protocol/messages/messages'
import type { ExitCode, Terminal } from './terminal'

/** Prints what the command answers. A Failure becomes a TRACE and exit code 1, and so does anything thrown: that is a bug. */
export async function answer(terminal: Terminal, make: () => Promise<OutgoingMessage | Failure>): Promise<ExitCode> {
  const writer = new MessageWriter(terminal.stdout)
  const answered = await make().catch(failureOf)
  const isFailure = 'message' in answered
  writer.write(isFailure ? traceError(answered, terminal.now()) : answered)
  await writer.flushed()
  return isFailure ? 1 : 0
}
