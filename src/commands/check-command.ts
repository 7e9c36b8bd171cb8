import type { Environment } from '../../spec/configuration/reading/environment'
import type { Given } from '../console/arguments/parse-arguments'
import { check } from '../console/setup/check'
import { styleFor } from '../console/terminal/style'
import { postFor } from './delivery'
import { exitCodes } from './exit-codes'
import { tryMemoryFor } from './memory'
import { tryRejectedStoreFor } from './rejected-records'

/** `check` in words. */
export async function checkCommand(given: Given, environment: Environment | undefined): Promise<number> {
  const { stdout, stderr, env } = process
  const isGood = await check(given.text('config') ?? '', {
    environment,
    style: styleFor(stdout, env),
    createPost: postFor,
    tryStore: tryRejectedStoreFor,
    tryMemory: tryMemoryFor,
    stdout,
    stderr,
  })
  return isGood ? exitCodes.fine : exitCodes.failed
}
