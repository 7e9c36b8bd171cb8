import type { Problem } from '../../../spec/files/problem'
import { safeText } from '../terminal/safe-text'
import { fitted, indented } from '../terminal/wrap-text'

export interface Mistakes {
  readonly problems: readonly Problem[]
  readonly warnings: readonly Problem[]
}

/** Everything that is wrong with a configuration, key by key, 80 columns wide; empty where nothing is. */
export function describeMistakes(file: string, { problems, warnings }: Mistakes): string {
  const [first] = problems
  if (first?.path === '') return fitted(`The configuration ${file} ${first.message}.`)
  const told = [...problems, ...warnings].map(({ path }) => safeText(path).length)
  if (told.length === 0) return ''
  const column =
    4 +
    Math.min(
      30,
      told.reduce((most, length) => Math.max(most, length), 0),
    )
  const list = (all: readonly Problem[]) =>
    all.flatMap(({ path, message }) => indented(`  ${safeText(path)}`, message, column, 80))
  return [
    ...(problems.length === 0 ? [] : [`The configuration ${file} cannot be used:`, ...list(problems)]),
    ...(problems.length === 0 || warnings.length === 0 ? [] : ['Warnings:']),
    ...(problems.length === 0 ? [`The configuration ${file} has warnings:`] : []),
    ...list(warnings),
    'docs/configuration.md describes every key.',
  ].join('\n')
}
