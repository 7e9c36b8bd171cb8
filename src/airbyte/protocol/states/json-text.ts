import { endOfText, skipBlanks } from '../scan-json'

/** Where a member's value stands in a JSON text: from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number
  readonly end: number
}

/**
 * Finds the value of `key` in the object that opens at `open` (the position of its `{`), without parsing values, so that
 * the text around it can be kept byte for byte. The text must be valid JSON. Of repeated keys the last counts, as in JSON.parse.
 */
export function findMember(text: string, open: number, key: string): Span | undefined {
  let found: Span | undefined
  let at = skipBlanks(text, open + 1)
  while (text[at] === '"') {
    const keyEnd = endOfText(text, at)
    const start = skipBlanks(text, skipBlanks(text, keyEnd) + 1)
    const end = skipValue(text, start)
    if (JSON.parse(text.slice(at, keyEnd)) === key) found = { start, end }
    at = skipBlanks(text, end)
    if (text[at] === ',') at = skipBlanks(text, at + 1)
  }
  return found
}

const endOfScalar = /[\s,\]}]/g

function skipValue(text: string, from: number): number {
  const first = text[from]
  if (first === '"') return endOfText(text, from)
  if (first !== '{' && first !== '[') {
    endOfScalar.lastIndex = from
    return endOfScalar.exec(text)?.index ?? text.length
  }
  let depth = 0
  let at = from
  do {
    const character = text[at]
    if (character === '"') {
      at = endOfText(text, at)
      continue
    }
    if (character === '{' || character === '[') depth += 1
    if (character === '}' || character === ']') depth -= 1
    at += 1
  } while (depth > 0 && at < text.length)
  return at
}
