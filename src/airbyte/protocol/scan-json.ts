/** Steps over JSON that is looked at as text, whether or not it is whole. */

/** The position of the first character at or behind `from` that is no blank. */
export function skipBlanks(json: string, from: number): number {
  let at = from
  while (at < json.length && ' \t\r\n'.includes(json.charAt(at))) at += 1
  return at
}

/** The position behind the text (string) that opens at `from`, or behind the end where it does not close. */
export function endOfText(json: string, from: number): number {
  let at = from + 1
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1
  return at + 1
}
