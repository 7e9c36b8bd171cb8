/** A piece of a line, by what it is. `mark` is ours: it stands where JSON in a text is unfolded. */
interface Token {
  readonly kind: 'key' | 'string' | 'number' | 'literal' | 'punctuation' | 'mark'
  readonly text: string
}

export interface JsonLine {
  readonly depth: number
  /** How many texts this line is inside of: 0 for the JSON itself. */
  readonly unfolded: number
  readonly tokens: readonly Token[]
}

export interface JsonLayout {
  readonly lines: readonly JsonLine[]
  /** Whether `mostLines` cut it. */
  readonly cut: boolean
}

export const unfoldMark = 'JSON in a text'

const mostLines = 2_000
const mostUnfolded = 4
const shortList = 60
const tokenPattern = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/g

/**
 * JSON text in lines, JSON within its texts unfolded; undefined when it is no JSON object or list. Numbers and texts
 * stay as they were written: parsing and printing again would show 48.00 as 48 and round large ids.
 */
export function layOutJson(text: string): JsonLayout | undefined {
  if (!isStructure(text)) return undefined
  const printer = new Printer()
  printer.print(text, 0)
  return printer.layout()
}

class Printer {
  readonly #lines: JsonLine[] = []
  #line: Token[] = []
  #depth = 0
  #unfolded = 0

  print(json: string, unfolded: number): void {
    const tokens = json.match(tokenPattern) ?? []
    let inlineUntil = -1
    for (const [index, token] of tokens.entries()) {
      if (this.#lines.length > mostLines) return
      this.#unfolded = unfolded
      const next = tokens[index + 1]
      if (token === '[') inlineUntil = Math.max(inlineUntil, endOfShortList(tokens, index))
      if (index <= inlineUntil && /^[[\],]$/.test(token)) this.#put('punctuation', token === ',' ? ', ' : token)
      else if (token === '{' || token === '[') this.#open(token, next)
      else if (token === '}' || token === ']') this.#close(token, tokens[index - 1])
      else if (token === ',') {
        this.#put('punctuation', token)
        this.#endLine()
      } else if (token === ':') this.#put('punctuation', ': ')
      else if (token.startsWith('"')) this.#text(token, next === ':', unfolded)
      else this.#put(/^[tfn]/.test(token) ? 'literal' : 'number', token)
    }
  }

  layout(): JsonLayout {
    this.#endLine()
    return { lines: this.#lines.slice(0, mostLines), cut: this.#lines.length > mostLines }
  }

  #open(token: string, next: string | undefined): void {
    this.#put('punctuation', token)
    if (next === '}' || next === ']') return
    this.#endLine()
    this.#depth++
  }

  #close(token: string, previous: string | undefined): void {
    if (previous !== '{' && previous !== '[') {
      this.#endLine()
      this.#depth--
    }
    this.#put('punctuation', token)
  }

  #text(token: string, isKey: boolean, unfolded: number): void {
    const inner = isKey || unfolded === mostUnfolded ? undefined : structureIn(token)
    if (inner === undefined) {
      this.#put(isKey ? 'key' : 'string', token)
      return
    }
    this.#put('mark', unfoldMark)
    this.#endLine()
    this.#depth++
    this.print(inner, unfolded + 1)
    this.#endLine()
    this.#depth--
  }

  #put(kind: Token['kind'], text: string): void {
    // Unfolded JSON ends its own line; the comma behind it would stand alone and say nothing.
    if (text === ',' && this.#line.length === 0) return
    this.#line.push({ kind, text })
  }

  #endLine(): void {
    if (this.#line.length === 0) return
    this.#lines.push({ depth: this.#depth, unfolded: this.#unfolded, tokens: this.#line })
    this.#line = []
  }
}

/** Where a list of a few plain values ends, which reads best in one line; -1 for any other list. */
function endOfShortList(tokens: readonly string[], start: number): number {
  let length = 0
  for (let index = start + 1; length <= shortList; index++) {
    const token = tokens[index] ?? '{'
    if (token === ']') return index
    if (/^[[{]/.test(token) || structureIn(token) !== undefined) return -1
    length += token.length
  }
  return -1
}

/** The JSON object or list that a JSON string holds. */
function structureIn(token: string): string | undefined {
  if (!/^"\s*[[{]/.test(token)) return undefined
  const text: unknown = JSON.parse(token)
  return typeof text === 'string' && isStructure(text) ? text : undefined
}

function isStructure(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
