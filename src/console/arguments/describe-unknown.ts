import { nearestName } from '../../../spec/files/nearest-name'
import { safeText } from '../terminal/safe-text'
import type { Command } from './command'
import { didYouMean } from './did-you-mean'

/** A longer word behind one dash may be a secret: `-kSECRET`. */
const longestShown = 3

/** Why a word that looks like an option is none of the command's, and which was meant; undefined where all are known. */
export function describeUnknown(command: Command, argv: readonly string[]): string | undefined {
  const end = argv.indexOf('--')
  const words = end === -1 ? argv : argv.slice(0, end)
  for (const [index, word] of words.entries()) {
    if (word.startsWith('--')) {
      if (!isKnown(word, command)) return describeWord(word, command)
    } else if (/^-./.test(word) && !takesValue(words[index - 1], command)) return describeLetters(word, command)
  }
  return undefined
}

function isKnown(word: string, { options }: Command): boolean {
  return options.some(({ name }) => `--${name}` === nameOf(word))
}

/** Whether the next word is this one's value: a dash before it is for parseArgs to tell. */
function takesValue(word: string | undefined, { options }: Command): boolean {
  return options.some(({ name, value }) => value !== undefined && `--${name}` === word)
}

function describeWord(word: string, { name, options }: Command): string {
  const known = options.map((option) => `--${option.name}`)
  return `${didYouMean(nearestName(nameOf(word), known))}${name} has no option ${safeText(nameOf(word))}.`
}

/** Letters of other programs (`-o`, `-nv`), or a word with one dash too few. */
function describeLetters(word: string, { name, options }: Command): string {
  const letters = nameOf(word).slice(1)
  const names = options.map((option) => option.name)
  const whole = letters.length > 1 ? nearestName(letters, names) : undefined
  const meant = whole === undefined ? names.filter((known) => known.startsWith(letters.slice(0, 1))) : [whole]
  const isShown = whole !== undefined || letters.length <= longestShown
  const shown = safeText(isShown ? letters : `${letters.slice(0, 1)}…`)
  const why = options.length === 0 ? 'it takes none' : 'options are whole words behind two dashes'
  return `${didYouMean(oneOf(meant.map((known) => `--${known}`)))}${name} has no option -${shown}: ${why}.`
}

function oneOf(names: readonly string[]): string | undefined {
  if (names.length < 2) return names[0]
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}

function nameOf(word: string): string {
  return word.split('=')[0] ?? word
}
