import type { Given } from '../console/arguments/parse-arguments'
import { init } from '../console/setup/init'
import { exitCodes } from './exit-codes'

/** `init`: a configuration to start from. */
export async function initCommand(given: Given): Promise<number> {
  await init(given.text('output') ?? 'appsflyer.yaml', given.has('force'), process)
  return exitCodes.fine
}
