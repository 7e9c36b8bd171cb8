import { readFile } from 'node:fs/promises'
import type { Configuration } from '../../spec/airbyte/configuration'
import { parseConfigurationText } from '../../spec/airbyte/parse-configuration'
import type { Problem } from '../../spec/airbyte/problem'
import { describeFileError } from './describe-file-error'
import { Unusable } from './unusable'
import { indented } from './wrap-text'

/** The configuration in a file. Throws Unusable with all its problems, key by key, and how to mend each. */
export async function loadConfiguration(path: string): Promise<Configuration> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Unusable(describeFileError(path, error))
  })
  const parsed = parseConfigurationText(text)
  if (parsed.ok) return parsed.configuration
  throw new Unusable(describeConfiguration(path, parsed.problems))
}

function describeConfiguration(path: string, problems: readonly Problem[]): string {
  const [first] = problems
  if (first?.path === '') return `The configuration ${path} ${first.message}.`
  const column = 4 + Math.min(30, Math.max(...problems.map((problem) => problem.path.length)))
  return [
    `The configuration ${path} cannot be used:`,
    ...problems.flatMap((problem) => indented(`  ${problem.path}`, problem.message, column, 80)),
    'docs/configuration.md describes every key.',
  ].join('\n')
}
