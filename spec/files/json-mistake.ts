/** A token of JSON, and blanks before it (RFC 8259). Each ends where it must: nothing is tried twice. */
const token =
  /[ \t\r\n]*(?:("(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([{}[\],:]))/uy
const blanks = /[ \t\r\n]*/y

/** What may come next: `first` of a list or an object, which may be empty; `next` behind a comma. */
type Awaited = 'value' | 'first value' | 'first key' | 'next key' | 'colon' | 'comma'

/** Where a text that is no JSON goes wrong, as an index; the end of the text where more was to come. Engines do not always tell. */
export function jsonMistakeIn(text: string): number {
  const open: ('{' | '[')[] = []
  let awaited: Awaited = 'value'
  token.lastIndex = 0
  for (;;) {
    const begin = token.lastIndex
    const [whole, quoted, plain, sign] = token.exec(text) ?? []
    if (whole === undefined) return endOfBlanks(text, begin)
    const next = afterToken(awaited, { isText: quoted !== undefined, isPlain: plain !== undefined, sign }, open)
    if (next === undefined) return endOfBlanks(text, begin)
    awaited = next
  }
}

interface Token {
  readonly isText: boolean
  readonly isPlain: boolean
  readonly sign: string | undefined
}

/** What is awaited behind a token; undefined where it must not stand there. */
function afterToken(awaited: Awaited, { isText, isPlain, sign }: Token, open: ('{' | '[')[]): Awaited | undefined {
  const inside = open.at(-1)
  if (awaited === 'colon') return sign === ':' ? 'value' : undefined
  if (awaited === 'comma') {
    if (sign === ',' && inside !== undefined) return inside === '{' ? 'next key' : 'value'
    return closes(sign, inside) ? close(open) : undefined
  }
  if (awaited === 'first key' || awaited === 'next key') {
    if (isText) return 'colon'
    return awaited === 'first key' && sign === '}' ? close(open) : undefined
  }
  if (isText || isPlain) return 'comma'
  if (sign === '{' || sign === '[') {
    open.push(sign)
    return sign === '{' ? 'first key' : 'first value'
  }
  return awaited === 'first value' && sign === ']' ? close(open) : undefined
}

function closes(sign: string | undefined, inside: '{' | '[' | undefined): boolean {
  return (inside === '{' && sign === '}') || (inside === '[' && sign === ']')
}

function close(open: ('{' | '[')[]): Awaited {
  open.pop()
  return 'comma'
}

function endOfBlanks(text: string, begin: number): number {
  blanks.lastIndex = begin
  return begin + (blanks.exec(text)?.[0].length ?? 0)
}
