import type { Command, Option } from './command'
import { commands, groups } from './command-table'
import { shells } from './general-commands'

type Shell = (typeof shells)[number]

/** The names that the package's command has. */
const programs = ['appsflyer-destination', 'destination-appsflyer']
/** As functions of the shells are called. */
const functionName = '_appsflyer_destination'

/** A script that completes commands, options and their values, out of the table of commands. */
export function completionScript(shell: Shell): string {
  const lines = { bash: bashScript, zsh: zshScript, fish: fishScript }[shell]()
  return `${lines.join('\n')}\n`
}

/** What may stand first: commands of one word, and groups. */
function firstWords(): readonly { readonly word: string; readonly about: string }[] {
  return [
    ...commands.flatMap(({ name, about }) => (name.includes(' ') ? [] : [{ word: name, about }])),
    ...Object.entries(groups).map(([word, about]) => ({ word, about })),
  ]
}

/** The second words of a group. */
function wordsOf(group: string): readonly { readonly word: string; readonly about: string }[] {
  return commands.flatMap(({ name, about }) =>
    name.startsWith(`${group} `) ? [{ word: name.slice(group.length + 1), about }] : [],
  )
}

/** What a command takes besides options, where that is one of a few words. */
function choicesOf({ takes }: Command): readonly string[] {
  if (takes === 'shell') return shells
  return takes === 'command' ? firstWords().map(({ word }) => word) : []
}

const takesFiles = ({ takes }: Command) => takes === 'events' || takes === 'files'
/** Whether the value of an option is a place on the disk. */
const isPath = ({ value }: Option) => value === 'FILE' || value === 'DIR' || value === 'FOLDER'

function bashScript(): readonly string[] {
  const words = (list: readonly string[]) => list.join(' ')
  const choose = (list: readonly string[]) => `COMPREPLY=($(compgen -W "${words(list)}" -- "$current")); return`
  const ofGroups = Object.keys(groups).map((group) => {
    const seconds = wordsOf(group).map(({ word }) => word)
    return `    ${group}) if [ "$COMP_CWORD" -eq 2 ]; then ${choose(seconds)}; fi; command="${group} \${COMP_WORDS[2]}" ;;`
  })
  const ofCommands = commands.map((command) => {
    const flags = [...command.options.map(({ name }) => `--${name}`), '--help']
    const paths = command.options.filter(isPath).map(({ name }) => `--${name}`)
    const values = command.options.flatMap((option) =>
      option.value === undefined || isPath(option) || option.choices ? [] : [`--${option.name}`],
    )
    return [
      `    '${command.name}')`,
      `      flags="${words(flags)}" paths=" ${words(paths)} " values=" ${words(values)} "`,
      `      ${takesFiles(command) ? 'files=yes' : `choices="${words(choicesOf(command))}"`}`,
      ...command.options.flatMap(({ name, choices }) =>
        choices === undefined ? [] : [`      if [ "$before" = --${name} ]; then ${choose(choices)}; fi`],
      ),
      '      ;;',
    ].join('\n')
  })
  return [
    '# Read it in ~/.bashrc: source <(appsflyer-destination completion bash)',
    `${functionName}() {`,
    `  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}"`,
    '  local flags="" paths=" " values=" " files="" current_is_value="" choices=""',
    '  COMPREPLY=()',
    `  if [ "$COMP_CWORD" -eq 1 ]; then ${choose([...firstWords().map(({ word }) => word), '--help', '--version'])}; fi`,
    '  case "$command" in',
    ...ofGroups,
    '  esac',
    '  case "$command" in',
    ...ofCommands,
    '  esac',
    '  case "$paths" in *" $before "*) files=yes current_is_value=yes ;; esac',
    '  case "$values" in *" $before "*) return ;; esac',
    '  case "$current_is_value$current" in -*) COMPREPLY=($(compgen -W "$flags" -- "$current")); return ;; esac',
    // Names with blanks in them are one word each.
    `  if [ -n "$files" ]; then local IFS=$'\\n'; COMPREPLY=($(compgen -f -- "$current")); return; fi`,
    '  COMPREPLY=($(compgen -W "$choices" -- "$current"))',
    '}',
    // bash quotes them then.
    `complete -o filenames -F ${functionName} ${programs.join(' ')}`,
  ]
}

function zshScript(): readonly string[] {
  const described = (list: readonly { readonly word: string; readonly about: string }[]) =>
    list.map(({ word, about }) => `'${quotedZsh(`${word}:${about}`)}'`).join(' ')
  const ofGroups = Object.keys(groups).map(
    (group) =>
      `    ${group}) if (( CURRENT == 3 )); then words_of=(${described(wordsOf(group))}); _describe command words_of; return; fi; command="${group} $words[3]"; skip=2 ;;`,
  )
  const ofCommands = commands.map((command) => {
    const specs = command.options.map((option) => {
      const about = quotedZsh(option.about).replaceAll('[', '\\[').replaceAll(']', '\\]').replaceAll(':', '\\:')
      const many = option.isFile === true ? '*' : ''
      return `'${many}--${option.name}[${about}]${option.value === undefined ? '' : `:${option.value}:${zshValues(option)}`}'`
    })
    const rest = takesFiles(command)
      ? [`'${command.takes === 'events' ? '1' : '*'}:file:_files'`]
      : choicesOf(command).length === 0
        ? []
        : [`'1:word:(${choicesOf(command).join(' ')})'`]
    return `    '${command.name}') _arguments ${[...specs, "'--help[Explain the options.]'", ...rest].join(' ')} ;;`
  })
  return [
    `#compdef ${programs.join(' ')}`,
    '# Read it in ~/.zshrc, behind compinit: source <(appsflyer-destination completion zsh)',
    `${functionName}() {`,
    '  local command="$words[2]" skip=1',
    '  local -a words_of',
    `  if (( CURRENT == 2 )); then words_of=(${described(firstWords())}); _describe command words_of; return; fi`,
    '  case "$command" in',
    ...ofGroups,
    '  esac',
    '  shift $skip words; (( CURRENT -= skip ))',
    '  case "$command" in',
    ...ofCommands,
    '  esac',
    '}',
    `compdef ${functionName} ${programs.join(' ')}`,
  ]
}

function zshValues(option: Option): string {
  return option.choices === undefined ? (isPath(option) ? '_files' : '') : `(${option.choices.join(' ')})`
}

/** Within single quotes. */
function quotedZsh(text: string): string {
  return text.replaceAll("'", "'\\''")
}

function fishScript(): readonly string[] {
  const firsts = firstWords().map(({ word }) => word)
  return [
    '# Keep it: appsflyer-destination completion fish > ~/.config/fish/completions/appsflyer-destination.fish',
    ...programs.flatMap((program) => {
      const complete = (when: string, rest: string) => `complete -c ${program} -n '${when}' ${rest}`
      const about = (text: string) => `-d '${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
      const none = `not __fish_seen_subcommand_from ${firsts.join(' ')}`
      return [
        `complete -c ${program} -f`,
        ...firstWords().map((first) => complete(none, `-a ${first.word} ${about(first.about)}`)),
        ...Object.keys(groups).flatMap((group) => {
          const seconds = wordsOf(group)
          const when = `__fish_seen_subcommand_from ${group}; and not __fish_seen_subcommand_from ${seconds.map(({ word }) => word).join(' ')}`
          return seconds.map((second) => complete(when, `-a ${second.word} ${about(second.about)}`))
        }),
        ...commands.flatMap((command) => {
          const when = command.name
            .split(' ')
            .map((word) => `__fish_seen_subcommand_from ${word}`)
            .join('; and ')
          const choices = choicesOf(command)
          return [
            ...(takesFiles(command) ? [complete(when, '-F')] : []),
            ...(choices.length === 0 ? [] : [complete(when, `-a '${choices.join(' ')}'`)]),
            ...command.options.map((option) =>
              complete(when, `-l ${option.name}${fishValues(option)} ${about(option.about)}`),
            ),
          ]
        }),
      ]
    }),
  ]
}

/** -r: it has a value; -F and -x: which is a file, or none. */
function fishValues(option: Option): string {
  if (option.value === undefined) return ''
  if (option.choices !== undefined) return ` -x -a '${option.choices.join(' ')}'`
  return isPath(option) ? ' -r -F' : ' -x'
}
