import { safeText } from './safe-text'

/** A text as one word of a command to copy: in quotes where a shell would take it apart. */
export function shellWord(text: string): string {
  const shown = safeText(text)
  return /^[\w./:@%+,=-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", `'\\''`)}'`
}
