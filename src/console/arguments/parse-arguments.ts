import { parseArgs } from 'node:util'
import { nearestName } from '../../../spec/files/nearest-name'
import { safeText } from '../terminal/safe-text'
import { shellWord } from '../terminal/shell-word'
import { fitted } from '../terminal/wrap-text'
import type { Command } from './command'
import { commands, groups } from './command-table'
import { describeUnknown } from './describe-unknown'
import { didYouMean } from './did-you-mean'
import { shells } from './general-commands'
import { isNeeded } from './usage'

/** What was typed. */
export type Typed =
  | { readonly kind: 'run'; readonly command: Command; readonly given: Given }
  | { readonly kind: 'help'; readonly command?: Command; readonly group?: string }
  | { readonly kind: 'version' }
  | { readonly kind: 'refused'; readonly message: string; readonly command?: Command; readonly group?: string }

/** The options of one command as typed. */
export interface Given {
  /** The file of events; absent: stdin. */
  readonly events?: string
  /** A dash stood in the place of the file. */
  readonly isStdin?: boolean
  /** Files and folders, of a command that takes any number. */
  readonly files: readonly string[]
  readonly text: (option: string) => string | undefined
  readonly has: (option: string) => boolean
}

/** Reads the command and its options by the table of commands. */
export function parseArguments(argv: readonly string[]): Typed {
  const [first, ...rest] = argv
  if (first === undefined || first === '--help' || first === '-h') return { kind: 'help' }
  const own = first === 'version' || first === 'help' ? findCommand(argv).command : undefined
  if (own !== undefined && rest.some(isHelp)) return { kind: 'help', command: own }
  if (first === 'version' || first === '--version' || first === '-V') return { kind: 'version' }
  if (first === 'help') return rest[0] === undefined ? { kind: 'help' } : helpFor(rest)
  const { command, more } = findCommand(argv)
  if (command === undefined) return isGroup(first) && asksForHelp(rest) ? { kind: 'help', group: first } : unknown(argv)
  if (more.some(isHelp)) return { kind: 'help', command }
  return parseOptions(command, more)
}

/** Why nothing was done, and where to read on. */
export function describeRefusal({ message, command, group }: Omit<Typed & { kind: 'refused' }, 'kind'>): string {
  const help =
    command !== undefined
      ? `help ${command.name} explains its options.`
      : group !== undefined
        ? `help ${group} lists its commands.`
        : 'help lists the commands.'
  return `${fitted(message)}\n\nappsflyer-destination ${help}\n`
}

/** The command whose name these words begin with, and the words behind it. */
function findCommand(words: readonly string[]): { readonly command?: Command; readonly more: readonly string[] } {
  const isNamed = ({ name }: Command) => name.split(' ').every((word, index) => word === words[index])
  const command = commands.find(isNamed)
  return command === undefined ? { more: words } : { command, more: words.slice(command.name.split(' ').length) }
}

function isGroup(word: string): boolean {
  return Object.hasOwn(groups, word)
}

/** A group alone does nothing. */
function asksForHelp(rest: readonly string[]): boolean {
  return rest.length === 0 || rest.some(isHelp)
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h'
}

function helpFor(words: readonly string[]): Typed {
  const { command } = findCommand(words)
  if (command !== undefined) return { kind: 'help', command }
  const [group = ''] = words
  return isGroup(group) && words.length === 1 ? { kind: 'help', group } : unknown(words)
}

/** Refuses words that begin with no command. */
function unknown(words: readonly string[]): Typed {
  const [first = '', second] = words
  if (first.startsWith('-')) {
    const command = words.find((word) => commands.some(({ name }) => name === word))
    const meant = first === '-v' ? '-V, the version' : command === undefined ? undefined : `${command} …`
    return refused(`${didYouMean(meant)}The command comes first, then its options.`)
  }
  if (!isGroup(first)) {
    const names = [...commands.map(({ name }) => name), ...Object.keys(groups)]
    const nearest = commands.find(({ name }) => name.endsWith(` ${first}`))?.name ?? nearestName(first, names)
    return refused(`${didYouMean(nearest)}There is no command ${safeText(first)}.`)
  }
  const names = commands.flatMap(({ name }) => (name.startsWith(`${first} `) ? [name.slice(first.length + 1)] : []))
  if (second === undefined || second.startsWith('-')) {
    return { kind: 'refused', message: `${first} is followed by one of ${names.join(', ')}.`, group: first }
  }
  const nearest = nearestName(second, names)
  const advice = didYouMean(nearest === undefined ? undefined : `${first} ${nearest}`)
  return { kind: 'refused', message: `${advice}There is no command ${first} ${safeText(second)}.`, group: first }
}

function parseOptions(command: Command, argv: readonly string[]): Typed {
  const { name, options, takes } = command
  const unknown = describeUnknown(command, argv)
  if (unknown !== undefined) return refused(unknown, command)
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: Object.fromEntries(
        options.map(({ name, value, isFile = false }) => {
          const type = value === undefined ? 'boolean' : 'string'
          return [name, { type, multiple: isFile }] as const
        }),
      ),
    })
    if (takes === 'shell') return shellOf(command, positionals)
    const most = takes === 'events' ? 1 : takes === 'files' ? Number.POSITIVE_INFINITY : 0
    if (positionals.length > most) {
      return refused(most === 0 ? describeStray(command, positionals) : `${name} takes one file at a time.`, command)
    }
    const missing = options.find((option) => isNeeded(option) && values[option.name] === undefined)
    if (missing !== undefined) return refused(`${name} needs --${missing.name} ${missing.value}.`, command)
    const [events] = takes === 'events' ? positionals : []
    return {
      kind: 'run',
      command,
      given: {
        // A dash is stdin, as everywhere.
        ...(events === '-' ? { isStdin: true } : events !== undefined && { events }),
        files: takes === 'files' ? [...filesOf(command, values), ...positionals] : [],
        text: (option) => {
          const value = values[option]
          return typeof value === 'string' ? value : undefined
        },
        has: (option) => values[option] === true,
      },
    }
  } catch (error) {
    return refused(describeParseError(error, command, argv), command)
  }
}

/** The shell of `completion`. */
function shellOf(command: Command, [shell = '', ...others]: readonly string[]): Typed {
  const { name } = command
  if (others.length === 0 && shells.some((known) => known === shell))
    return { kind: 'run', command, given: { files: [shell], text: () => undefined, has: () => false } }
  const nearest = nearestName(shell, shells)
  const advice = didYouMean(nearest === undefined || shell === '' ? undefined : `${name} ${nearest}`)
  return refused(`${advice}${advice === '' ? name : 'It'} is followed by one of ${shells.join(', ')}.`, command)
}

/** The values of options that name files. */
function filesOf({ options }: Command, values: Readonly<Record<string, unknown>>): readonly string[] {
  return options.flatMap(({ name, isFile }) => (isFile === true ? [values[name] ?? []].flat().map(String) : []))
}

/** A word that is no option, of a command that takes no file: its configuration, as a rule. */
function describeStray({ name, options }: Command, [word = '']: readonly string[]): string {
  // It may be the second half of a user's id.
  if (options.some((option) => option.name === 'user')) {
    return `${name} takes options only: an id with a blank in it stands in quotes.`
  }
  if (!options.some((option) => option.name === 'config')) return `${name} takes options only.`
  return `${name} takes options only: use --config ${shellWord(safeText(word))}.`
}

/** What parseArgs found, in our words: its own are about JavaScript. */
function describeParseError(error: unknown, { name, options }: Command, argv: readonly string[]): string {
  const text = String(error).replace(/^.*?\]: /, '')
  const word = /'(-[^'\s=]*)/.exec(text)?.[1]
  const option = options.find((known) => `--${known.name}` === word)
  if (option?.value === undefined) return option === undefined ? `${name}: ${text}` : `${name}: ${word} takes no value.`
  const next = argv[argv.indexOf(word ?? '') + 1]
  const isLetter = next !== undefined && /^-\w$/.test(next)
  const way = isLetter ? ` ${word}=${next} takes ${next} as one.` : ''
  return `${name}: ${word} needs a value: ${word} ${option.value}.${way}`
}

function refused(message: string, command?: Command): Typed {
  return command === undefined ? { kind: 'refused', message } : { kind: 'refused', message, command }
}
