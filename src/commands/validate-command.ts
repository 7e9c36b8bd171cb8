import type { Environment } from '../../spec/configuration/reading/environment'
import type { Given } from '../console/arguments/parse-arguments'
import { validate } from '../console/setup/validate'
import { exitCodes } from './exit-codes'

/** `validate`: what is wrong with a configuration, or what it is about. */
export async function validateCommand(given: Given, environment: Environment | undefined): Promise<number> {
  const { stderr } = process
  const stdout = given.has('quiet') ? { write: () => true } : process.stdout
  const job = { environment, strict: given.has('strict'), stdout, stderr }
  return (await validate(given.text('config') ?? '', job)) ? exitCodes.fine : exitCodes.failed
}
