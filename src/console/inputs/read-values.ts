import type { Line } from '../../airbyte/protocol/messages/line-splitter'
import { Unusable } from '../unusable'

const code = (character: string) => character.charCodeAt(0)
const quote = code('"')
const backslash = code('\\')
const newline = code('\n')
const comma = code(',')
const openList = code('[')
const closeList = code(']')
const openObject = code('{')
const closeObject = code('}')
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])
const isBlank = (byte: number) => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d

type State = 'between' | 'container' | 'scalar'

/**
 * The values of a JSON text that spans lines: the elements of lists at its top, and values that follow each other. Holds
 * one value at a time. Throws Unusable where a value has no end or is larger than `maxBytes`.
 */
export async function* readValues(
  name: string,
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<readonly Line[]> {
  const splitter = new ValueSplitter(name, maxBytes)
  for await (const chunk of chunks) yield splitter.push(chunk)
  yield splitter.end()
}

class ValueSplitter {
  readonly #name: string
  readonly #maxBytes: number
  #state: State = 'between'
  #depth = 0
  #inText = false
  #isEscaped = false
  #inList = false
  #line = 1
  #startLine = 1
  #parts: Buffer[] = []
  #bytes = 0
  #isFirstChunk = true

  constructor(name: string, maxBytes: number) {
    this.#name = name
    this.#maxBytes = maxBytes
  }

  push(chunk: Buffer): readonly Line[] {
    const values: Line[] = []
    let start = 0
    const from = this.#isFirstChunk && chunk.subarray(0, 3).equals(byteOrderMark) ? 3 : 0
    this.#isFirstChunk = false
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0
      if (this.#state === 'scalar' && this.#endsScalar(byte)) {
        values.push(this.#complete(chunk.subarray(start, at)))
      }
      if (this.#state === 'between') {
        if (this.#opens(byte)) start = at
      } else if (this.#closes(byte)) {
        values.push(this.#complete(chunk.subarray(start, at + 1)))
      }
      if (byte === newline) this.#line += 1
    }
    if (this.#state !== 'between') this.#keep(chunk.subarray(start))
    return values
  }

  end(): readonly Line[] {
    if (this.#state === 'container') {
      throw new Unusable(
        `${this.#name} ends in the middle of the JSON that begins on line ${this.#startLine}: it is cut off, or a bracket or quote is missing in it.`,
      )
    }
    return this.#state === 'scalar' ? [this.#complete(Buffer.alloc(0))] : []
  }

  /** Whether a value begins here. */
  #opens(byte: number): boolean {
    if (isBlank(byte) || byte === comma) return false
    if (byte === openList && !this.#inList) {
      this.#inList = true
      return false
    }
    if (byte === closeList && this.#inList) {
      this.#inList = false
      return false
    }
    this.#startLine = this.#line
    this.#inText = byte === quote
    this.#depth = byte === openObject || byte === openList ? 1 : 0
    this.#state = this.#depth > 0 || this.#inText ? 'container' : 'scalar'
    return true
  }

  #endsScalar(byte: number): boolean {
    return isBlank(byte) || byte === comma || byte === closeList
  }

  /** Whether the value, a text or something in brackets, ends with this byte. */
  #closes(byte: number): boolean {
    if (this.#state !== 'container') return false
    if (this.#isEscaped) this.#isEscaped = false
    else if (this.#inText) {
      if (byte === backslash) this.#isEscaped = true
      else if (byte === quote) {
        this.#inText = false
        return this.#depth === 0
      }
    } else if (byte === quote) this.#inText = true
    else if (byte === openObject || byte === openList) this.#depth += 1
    else if (byte === closeObject || byte === closeList) {
      this.#depth -= 1
      return this.#depth === 0
    }
    return false
  }

  #keep(part: Buffer): void {
    this.#bytes += part.length
    if (this.#bytes > this.#maxBytes) {
      throw new Unusable(`The JSON that begins on line ${this.#startLine} of ${this.#name} is too large for a record.`)
    }
    this.#parts.push(part)
  }

  #complete(rest: Buffer): Line {
    this.#keep(rest)
    const text = Buffer.concat(this.#parts).toString('utf8')
    this.#parts = []
    this.#bytes = 0
    this.#state = 'between'
    return { number: this.#startLine, text }
  }
}
