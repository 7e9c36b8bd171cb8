import { displayWidth } from './display-width'

/** The text in lines of at most `width` columns, broken at blanks; a longer word is broken where it must be. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`
    if (displayWidth(joined) <= width) {
      line = joined
      continue
    }
    if (line !== '') lines.push(line)
    const pieces = broken(word, width)
    lines.push(...pieces.slice(0, -1))
    line = pieces.at(-1) ?? ''
  }
  return [...lines, line]
}

/** The lines of a message, those that are longer than 80 columns wrapped. */
export function fitted(message: string): string {
  return message
    .split('\n')
    .flatMap((line) => (displayWidth(line) <= 80 ? [line] : wrapped(line, 80)))
    .join('\n')
}

/** A label, and the text beside it in a column of its own; below it where the label is too long. */
export function indented(label: string, text: string, column: number, width: number): readonly string[] {
  const [first = '', ...rest] = wrapped(text, width - column)
  const margin = ' '.repeat(column)
  const below = rest.map((line) => margin + line)
  const labelWidth = displayWidth(label)
  if (labelWidth + 2 > column) return [label, margin + first, ...below]
  return [`${label}${' '.repeat(column - labelWidth)}${first}`.trimEnd(), ...below]
}

function broken(word: string, width: number): readonly string[] {
  const pieces: string[] = []
  let piece = ''
  for (const character of word) {
    if (displayWidth(piece + character) > width) {
      pieces.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...pieces, piece]
}
