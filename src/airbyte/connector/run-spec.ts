import { answer } from './answer'
import type { ExitCode, Terminal } from './terminal'

/** `spec`: the connector specification, as `read` has it. */
export async function runSpec(terminal: Terminal, read: () => Promise<object>): Promise<ExitCode> {
  return answer(terminal, async () => ({ type: 'SPEC', spec: await read() }))
}
