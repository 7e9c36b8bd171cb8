import type { Readable } from 'node:stream'

/** One line of input. `text` is null when the line was longer than allowed: it was counted and thrown away. */
export interface Line {
  /** 1 for the first line; blank lines count. */
  readonly number: number
  readonly text: string | null
}

const newline = 0x0a
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

/**
 * Cuts chunks of bytes into lines. A line is decoded whole, so a character may straddle two chunks. Never holds more
 * than one unfinished line, and of that at most `maxLineBytes`.
 */
export class LineSplitter {
  readonly #maxLineBytes: number
  #number = 0
  #parts: Buffer[] = []
  #partBytes = 0
  #isTooLong = false

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
    if (this.#partBytes > this.#maxLineBytes) {
      this.#isTooLong = true
      this.#parts = []
    } else if (part.length > 0) {
      this.#parts.push(part)
    }
  }

  #complete(rest: Buffer): Line {
    this.#keep(rest)
    const parts = this.#parts
    const isTooLong = this.#isTooLong
    this.#parts = []
    this.#partBytes = 0
    this.#isTooLong = false
    this.#number += 1
    return { number: this.#number, text: isTooLong ? null : this.#decode(parts) }
  }

  #decode(parts: readonly Buffer[]): string {
    const [first] = parts
    if (first === undefined) return ''
    const bytes = parts.length === 1 ? first : Buffer.concat(parts)
    const isMarked = this.#number === 1 && bytes.subarray(0, 3).equals(byteOrderMark)
    return bytes.toString('utf8', isMarked ? 3 : 0)
  }
}

/** The lines of a stream, those of one chunk at a time: the stream flows only when the consumer asks for more. */
export async function* readLines(stream: Readable, maxLineBytes: number): AsyncGenerator<readonly Line[]> {
  const splitter = new LineSplitter(maxLineBytes)
  for await (const chunk of stream) {
    yield splitter.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)))
  }
  yield splitter.end()
}
