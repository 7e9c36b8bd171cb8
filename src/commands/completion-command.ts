import { completionScript } from '../console/arguments/completion'
import { shells } from '../console/arguments/general-commands'
import type { Given } from '../console/arguments/parse-arguments'
import { exitCodes } from './exit-codes'

/** `completion`: the script for a shell, which the arguments have been read to name. */
export async function completionCommand({ files }: Given): Promise<number> {
  const shell = shells.find((known) => known === files[0]) ?? 'bash'
  process.stdout.write(completionScript(shell))
  return exitCodes.fine
}
