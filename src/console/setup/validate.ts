import type { Environment } from '../../../spec/configuration/reading/environment'
import { describeMistakes } from '../inputs/describe-mistakes'
import { readConfiguration } from '../inputs/load-configuration'
import { shellWord } from '../terminal/shell-word'
import { describeConfiguration } from './describe-configuration'
import type { Screen } from './init'

interface Validation extends Screen {
  readonly environment: Environment | undefined
  /** Warnings count as mistakes. */
  readonly strict: boolean
}

/** Says everything that is wrong with a configuration, or what it is about. Resolves to whether it is good. */
export async function validate(path: string, { environment, strict, stdout, stderr }: Validation): Promise<boolean> {
  const parsed = await readConfiguration(path, environment)
  const problems = parsed.ok ? [] : parsed.problems
  const mistakes = strict
    ? { problems: [...problems, ...parsed.warnings], warnings: [] }
    : { problems, warnings: parsed.warnings }
  const told = describeMistakes(path, mistakes)
  const isGood = parsed.ok && mistakes.problems.length === 0
  if (told !== '') stderr.write(`${told}\n${isGood ? '\n' : ''}`)
  if (!parsed.ok || !isGood) return false
  const { configuration } = parsed
  stdout.write(
    [
      `The configuration ${path} can be used.`,
      '',
      ...describeConfiguration(configuration),
      '',
      'Next, ask AppsFlyer whether it takes the keys:',
      '',
      `  appsflyer-destination check --config ${shellWord(path)}`,
      '',
    ].join('\n'),
  )
  return true
}
