import { parseArgs } from 'node:util'
import { nearestName } from '../../../spec/files/nearest-name'
import { safeText } from '../terminal/safe-text'
import { shellWord } from '../terminal/shell-word'
import { fitted } from '../terminal/wrap-text'
import { type Command, commands } from './command-table'
import { isNeeded } from './usage'

/** What was typed. */
export type Typed =
  | { readonly kind: 'run'; readonly command: string; readonly given: Given }
  | { readonly kind: 'help'; readonly command?: Command }
  | { readonly kind: 'version' }
  | { readonly kind: 'refused'; readonly message: string; readonly command?: Command }

/** The options of one command as typed. */
export interface Given {
  /** The file of events; absent: stdin. */
  readonly events?: string
  readonly text: (option: string) => string | undefined
  readonly has: (option: string) => boolean
}

/** Reads the command and its options by the table of commands. */
export function parseArguments(argv: readonly string[]): Typed {
  const [first, ...rest] = argv
  if (first === undefined || first === '--help' || first === '-h') return { kind: 'help' }
  if (first === 'version' || first === '--version' || first === '-V') return { kind: 'version' }
  if (first === 'help') return rest[0] === undefined ? { kind: 'help' } : helpFor(rest[0])
  const command = commands.find(({ name }) => name === first)
  if (command === undefined) return refused(unknownCommand(first))
  if (rest.includes('--help') || rest.includes('-h')) return { kind: 'help', command }
  return parseOptions(command, rest)
}

/** Why nothing was done, and where to read on. */
export function describeRefusal({
  message,
  command,
}: {
  readonly message: string
  readonly command?: Command
}): string {
  const help = command === undefined ? 'help lists the commands.' : `help ${command.name} explains its options.`
  return `${fitted(message)}\n\nappsflyer-destination ${help}\n`
}

function helpFor(name: string): Typed {
  const command = commands.find((known) => known.name === name)
  return command === undefined ? refused(unknownCommand(name)) : { kind: 'help', command }
}

function unknownCommand(name: string): string {
  if (name.startsWith('-')) return 'The command comes first, then its options.'
  return `There is no command ${name}.${didYouMean(
    name,
    commands.map((command) => command.name),
  )}`
}

function parseOptions(command: Command, argv: readonly string[]): Typed {
  const { name, options, takesEvents } = command
  const unknown = argv.find((word) => word.startsWith('--') && word !== '--' && !isKnown(word, command))
  if (unknown !== undefined) {
    const known = options.map((option) => `--${option.name}`)
    return refused(`${name} has no option ${nameOf(unknown)}.${didYouMean(nameOf(unknown), known)}`, command)
  }
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: Object.fromEntries(
        options.map((option) => [option.name, { type: option.value === undefined ? 'boolean' : 'string' }] as const),
      ),
    })
    const most = takesEvents ? 1 : 0
    if (positionals.length > most) {
      return refused(most === 0 ? describeStray(command, positionals) : `${name} takes one file at a time.`, command)
    }
    const missing = options.find((option) => isNeeded(option) && values[option.name] === undefined)
    if (missing !== undefined) return refused(`${name} needs --${missing.name} ${missing.value}.`, command)
    const [events] = positionals
    return {
      kind: 'run',
      command: name,
      given: {
        // A dash is stdin, as everywhere.
        ...(events !== undefined && events !== '-' && { events }),
        text: (option) => {
          const value = values[option]
          return typeof value === 'string' ? value : undefined
        },
        has: (option) => values[option] === true,
      },
    }
  } catch (error) {
    return refused(describeParseError(error, command), command)
  }
}

/** A word that is no option, of a command that takes no file: its configuration, as a rule. */
function describeStray({ name, options }: Command, [word = '']: readonly string[]): string {
  if (!options.some((option) => option.name === 'config')) return `${name} takes options only.`
  return `${name} takes options only: use --config ${shellWord(safeText(word))}.`
}

/** What parseArgs found, in our words: its own are about JavaScript. */
function describeParseError(error: unknown, { name, options }: Command): string {
  const text = String(error).replace(/^.*?\]: /, '')
  const word = /'(-[^'\s=]*)/.exec(text)?.[1]
  const option = options.find((known) => `--${known.name}` === word)
  if (option?.value !== undefined) return `${name}: ${word} needs a value: ${word} ${option.value}.`
  if (option !== undefined) return `${name}: ${word} takes no value.`
  return word === undefined ? `${name}: ${text}` : `${name} has no option ${safeText(word)}.`
}

function isKnown(word: string, { options }: Command): boolean {
  return options.some((option) => `--${option.name}` === nameOf(word))
}

function nameOf(word: string): string {
  return word.split('=')[0] ?? word
}

function didYouMean(given: string, names: readonly string[]): string {
  const nearest = nearestName(given, names)
  return nearest === undefined ? '' : ` Did you mean ${nearest}?`
}

function refused(message: string, command?: Command): Typed {
  return command === undefined ? { kind: 'refused', message } : { kind: 'refused', message, command }
}
