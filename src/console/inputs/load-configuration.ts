import type { Configuration } from '../../../spec/configuration/configuration'
import type { ParsedConfiguration } from '../../../spec/configuration/parse-configuration'
import type { Environment } from '../../../spec/configuration/reading/environment'
import { readConfigurationFile } from '../../configuration/read-configuration-file'
import { Unusable } from '../unusable'
import { describeFileError } from './describe-file-error'
import { describeMistakes } from './describe-mistakes'

/** What a configuration file needs of the world. */
export interface Surroundings {
  /** The variables that `${NAME}` may name. */
  readonly env: Environment
  /** Takes what has no effect, for people to read. */
  readonly stderr: { write(text: string): unknown }
}

/** The configuration in a file. Throws Unusable with all its problems, key by key, and how to mend each. */
export async function loadConfiguration(path: string, { env, stderr }: Surroundings): Promise<Configuration> {
  const parsed = await readConfiguration(path, env)
  if (!parsed.ok) throw new Unusable(describeMistakes(path, parsed))
  const warnings = describeMistakes(path, { problems: [], warnings: parsed.warnings })
  if (warnings !== '') stderr.write(`${warnings}\n`)
  return parsed.configuration
}

/** What a file holds, good or bad. Throws Unusable where it cannot be read. */
export function readConfiguration(path: string, environment: Environment | undefined): Promise<ParsedConfiguration> {
  return readConfigurationFile(path, environment === undefined ? {} : { environment }).catch((error: unknown) => {
    throw new Unusable(describeFileError(path, error))
  })
}
