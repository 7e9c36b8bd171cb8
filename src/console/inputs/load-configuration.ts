import type { Configuration } from '../../../spec/configuration/configuration'
import type { ParsedConfiguration } from '../../../spec/configuration/parse-configuration'
import type { Problem } from '../../../spec/files/problem'
import { readConfigurationFile } from '../../configuration/read-configuration-file'
import { indented } from '../terminal/wrap-text'
import { Unusable } from '../unusable'
import { describeFileError } from './describe-file-error'

/** What a configuration file needs of the world. */
export interface Surroundings {
  /** The variables that `${NAME}` may name. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Takes what has no effect, for people to read. */
  readonly stderr: { write(text: string): unknown }
}

/** The configuration in a file. Throws Unusable with all its problems, key by key, and how to mend each. */
export async function loadConfiguration(path: string, { env, stderr }: Surroundings): Promise<Configuration> {
  const parsed = await readConfigurationFile(path, { environment: env }).catch(
    (error: unknown): ParsedConfiguration => {
      throw new Unusable(describeFileError(path, error))
    },
  )
  if (!parsed.ok) throw new Unusable(describe(path, 'cannot be used', parsed.problems, parsed.warnings))
  if (parsed.warnings.length > 0) stderr.write(`${describe(path, 'has something to look at', [], parsed.warnings)}\n`)
  return parsed.configuration
}

function describe(path: string, what: string, problems: readonly Problem[], warnings: readonly Problem[]): string {
  const [first] = problems
  if (first?.path === '') return `The configuration ${path} ${first.message}.`
  const told = [...problems, ...warnings]
  const column = 4 + Math.min(30, Math.max(...told.map((problem) => problem.path.length)))
  return [
    `The configuration ${path} ${what}:`,
    ...told.flatMap((problem) => indented(`  ${problem.path}`, problem.message, column, 80)),
    'docs/configuration.md describes every key.',
  ].join('\n')
}
