import { readFile } from 'node:fs/promises'
import type { Configuration } from '../../../spec/configuration/configuration'
import { parseConfigurationText } from '../../../spec/configuration/parse-configuration'
import type { Problem } from '../../../spec/files/problem'
import { indented } from '../terminal/wrap-text'
import { Unusable } from '../unusable'
import { describeFileError } from './describe-file-error'

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
