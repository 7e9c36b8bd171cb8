import { isUtf8 } from 'node:buffer'
import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'

/** One line of input. `text` is null when the line was longer than allowed: of it only the beginning is kept. */
export type Line = WholeLine | { readonly number: number; readonly text: null; readonly head: string }

interface WholeLine {
  /** 1 for the first line; blank lines count. */
  readonly number: number
  /** With U+FFFD in the place of bytes that are not UTF-8. */
  readonly text: string
  /** There only where it is not. */
  readonly isUtf8?: false
}

/** So much of a line that is too long is kept, in bytes: enough to tell what it was. */
const headBytes = 65_536

const newline = 0x0a
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

/**
 * Cuts chunks of bytes into lines. A line is decoded whole, so a character may straddle two chunks. Never holds more
 * than one unfinished line, and of that at most `maxLineBytes` and one chunk.
 */
export class LineSplitter {
  readonly #maxLineBytes: number
  #number = 0
  #parts: Buffer[] = []
  #partBytes = 0
  /** The beginning of a line that has become too long. */
  #head: Buffer | undefined

  constructor(maxLineBytes: number) {
    this.#maxLineBytes = maxLineBytes
  }

  /** The lines that this chunk completes. */
  push(chunk: Buffer): readonly Line[] {
    const lines: Line[] = []
    let start = 0
    let end = chunk.indexOf(newline)
    while (end !== -1) {
      lines.push(this.#complete(chunk.subarray(start, end)))
      start = end + 1
      end = chunk.indexOf(newline, start)
    }
    this.#keep(chunk.subarray(start))
    return lines
  }

  /** The last line, when the input does not end with a newline. */
  end(): readonly Line[] {
    return this.#partBytes === 0 ? [] : [this.#complete(Buffer.alloc(0))]
  }

  #keep(part: Buffer): void {
    this.#partBytes += part.length
    if (this.#head !== undefined || part.length === 0) return
    this.#parts.push(part)
    if (this.#partBytes <= this.#maxLineBytes) return
    this.#head = beginningOf(this.#parts)
    this.#parts = []
  }

  #complete(rest: Buffer): Line {
    this.#keep(rest)
    const parts = this.#parts
    const head = this.#head
    this.#parts = []
    this.#partBytes = 0
    this.#head = undefined
    this.#number += 1
    if (head === undefined) return wholeLine(this.#number, this.#unmarked(wholeOf(parts)))
    // A character that is cut in two is left out.
    return { number: this.#number, text: null, head: new StringDecoder('utf8').write(this.#unmarked(head)) }
  }

  #unmarked(bytes: Buffer): Buffer {
    const isMarked = this.#number === 1 && bytes.subarray(0, 3).equals(byteOrderMark)
    return isMarked ? bytes.subarray(3) : bytes
  }
}

/** What replaces a wrong byte may also have been written, so the bytes are asked where it stands, and only there. */
function wholeLine(number: number, bytes: Buffer): WholeLine {
  const text = bytes.toString('utf8')
  return text.includes('\uFFFD') && !isUtf8(bytes) ? { number, text, isUtf8: false } : { number, text }
}

function wholeOf(parts: readonly Buffer[]): Buffer {
  const [first] = parts
  return parts.length === 1 && first !== undefined ? first : Buffer.concat(parts)
}

/** A copy, so that the parts can go. */
function beginningOf(parts: readonly Buffer[]): Buffer {
  const bytes = parts.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat(parts, Math.min(headBytes, bytes))
}

/** The lines of a stream, those of one chunk at a time: the stream flows only when the consumer asks for more. */
export async function* readLines(stream: Readable, maxLineBytes: number): AsyncGenerator<readonly Line[]> {
  const splitter = new LineSplitter(maxLineBytes)
  for await (const chunk of stream) {
    yield splitter.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)))
  }
  yield splitter.end()
}
