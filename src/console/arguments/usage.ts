import { indented, wrapped } from '../terminal/wrap-text'
import type { Command, Option } from './command'
import { commands, groups } from './command-table'
import { shells } from './general-commands'

const program = 'appsflyer-destination'
const width = 80

/** What a command's end tells a script; each command's help says more. */
export const exitCodeLines: readonly string[] = [
  '  0  all is well',
  '  1  it failed: an outage, a refused key, a configuration with mistakes',
  '  2  the arguments, the configuration or the file cannot be used',
  '  3  some records are or would be rejected',
  '  4  reconcile: something that AppsFlyer accepted is not in its raw data',
  '  130, 143  ended by SIGINT (Ctrl-C), by SIGTERM',
]

/** All commands with their options, or those of a group, 80 columns wide. */
export function usage(group?: string): string {
  const title = group === undefined ? 'events from servers and warehouses into AppsFlyer' : groups[group]
  const shown = commands.filter(({ name }) => group === undefined || name.startsWith(`${group} `))
  return [
    ...wrapped(`${group === undefined ? program : `${program} ${group}`}: ${title}`, width),
    ...shown.flatMap((command) => {
      const options = command.options.filter((option) => !isNeeded(option)).map((option) => `[${showOption(option)}]`)
      return ['', `  ${synopsis(command)}`, ...paragraph(command.about), ...(options.length === 0 ? [] : list(options))]
    }),
    '',
    ...wrapped(`${program} help COMMAND explains the options of a command, --version prints the version.`, width),
    ...(group === undefined ? ['', 'Exit codes:', ...exitCodeLines] : []),
    '',
  ].join('\n')
}

function paragraph(text: string): readonly string[] {
  return wrapped(text, width - 6).map((line) => `      ${line}`)
}

/** Options are not broken at the blank before their value. */
function list(options: readonly string[]): readonly string[] {
  const hardBlank = '\u00a0'
  const text = options.map((option) => option.replace(' ', hardBlank)).join(' ')
  return paragraph(text).map((line) => line.replaceAll(hardBlank, ' '))
}

function synopsis({ name, options, takes }: Command): string {
  const needed = options.filter(isNeeded).map((option) => ` ${showOption(option)}`)
  return `${name}${needed.join('')}${showTaken(takes)}`
}

function showTaken(takes: Command['takes']): string {
  return takes === undefined
    ? ''
    : { events: ' [EVENTS]', files: ' [FILES]', command: ' [COMMAND]', shell: ` ${shells.join('|')}` }[takes]
}

/** One command with its options. */
export function commandHelp(command: Command): string {
  const { name, about, options, takes, more = [], examples = [] } = command
  const needed = options.filter(isNeeded).map((option) => ` ${showOption(option)}`)
  const some = options.some((option) => !isNeeded(option)) ? ' [OPTIONS]' : ''
  return [
    `${program} ${name}${needed.join('')}${some}${showTaken(takes)}`,
    ...wrapped(`${about[0]?.toUpperCase()}${about.slice(1)}.`, width),
    ...(options.length === 0 ? [] : ['']),
    ...options.flatMap((option) => indented(`  ${showOption(option)}`, option.about, 28, width)),
    ...more.flatMap((paragraph) => ['', ...wrapped(paragraph, width)]),
    ...(examples.length === 0 ? [] : ['', ...examples.map((example) => `  ${program} ${example}`)]),
    '',
  ].join('\n')
}

/** What a command cannot do without. */
export function isNeeded({ name, isOptional }: Option): boolean {
  return isOptional !== true && ['config', 'catalog', 'user'].includes(name)
}

function showOption({ name, value }: Option): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`
}
