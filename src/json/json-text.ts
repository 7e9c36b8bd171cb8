/**
 * JSON.stringify at any depth: the built-in ends some thousand levels down, out of stack. All else is as there: what has no
 * JSON is left out, `toJSON` is asked, and what refers to itself or holds a BigInt is a TypeError.
 */
export function jsonText(value: Readonly<Record<string, unknown>> | readonly unknown[]): string {
  try {
    return JSON.stringify(value)
  } catch (error) {
    if (!(error instanceof RangeError) || error.message === tooLong) throw error
    return deepText(value)
  }
}

/** An object or array that is being written. */
interface Level {
  readonly value: object
  /** The keys of an object that are still to be written, the next at the end. Undefined for an array. */
  readonly keys: string[] | undefined
  /** Of an array: the next to be written. */
  index: number
  isEmpty: boolean
}

function deepText(whole: object): string {
  const texts = new Texts()
  const levels: Level[] = []
  const open = new Set<object>()
  const write = (given: unknown, key: string, before: string) => {
    const value = beforeJson(given, key)
    if (!isNested(value)) return writeLeaf(value, before)
    // As JSON.stringify does; else it would never end.
    if (open.has(value)) throw new TypeError('Converting circular structure to JSON')
    open.add(value)
    const isArray = Array.isArray(value)
    levels.push({ value, keys: isArray ? undefined : Object.keys(value).reverse(), index: 0, isEmpty: true })
    texts.add(before + (isArray ? '[' : '{'))
    return true
  }
  const writeLeaf = (value: unknown, before: string) => {
    const text: string | undefined = JSON.stringify(value)
    if (text !== undefined) texts.add(before + text)
    return text !== undefined
  }
  write(whole, '', '')
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    const { value, keys } = level
    const comma = level.isEmpty ? '' : ','
    if (keys === undefined && level.index < (value as unknown[]).length) {
      const index = level.index
      level.index += 1
      level.isEmpty = false
      const element = (value as unknown[])[index]
      if (!write(element, String(index), comma)) texts.add(`${comma}null`)
    } else if (keys !== undefined && keys.length > 0) {
      const key = keys.pop() ?? ''
      const isWritten = write((value as Record<string, unknown>)[key], key, `${comma}${JSON.stringify(key)}:`)
      if (isWritten) level.isEmpty = false
    } else {
      texts.add(keys === undefined ? ']' : '}')
      open.delete(value)
      levels.pop()
    }
  }
  return texts.whole()
}

/** What `toJSON` makes of it, where it has one: a Date has (ECMA-262, SerializeJSONProperty). */
function beforeJson(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { toJSON } = value as { readonly toJSON?: unknown }
  return typeof toJSON === 'function' ? toJSON.call(value, key) : value
}

/** A number or text may be an object of its own, too. */
function isNested(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  return !(value instanceof Number || value instanceof String || value instanceof Boolean || value instanceof BigInt)
}

/** V8's longest text, in characters, and what it says beyond: few objects that refer to each other may make one. */
const most = 2 ** 29 - 24
const tooLong = 'Invalid string length'
/** Joined now and then: millions of small texts take many times what they hold. */
const between = 10_000

class Texts {
  #pieces: string[] = []
  #joined: string[] = []
  #length = 0

  add(text: string): void {
    this.#length += text.length
    if (this.#length > most) throw new RangeError(tooLong)
    this.#pieces.push(text)
    if (this.#pieces.length === between) this.#join()
  }

  whole(): string {
    this.#join()
    return this.#joined.join('')
  }

  #join(): void {
    this.#joined.push(this.#pieces.join(''))
    this.#pieces = []
  }
}
