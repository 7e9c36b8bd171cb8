/** A quote stands where it may swallow what is behind it. */
export class StrayQuote extends Error {
  override readonly name = 'StrayQuote'

  constructor(
    /** As a spreadsheet counts: the header is row 1, a cell with line ends in it makes no more rows. */
    readonly row: number,
  ) {
    super(`stray quote in row ${row}`)
  }
}

const newline = 0x0a
const carriageReturn = 0x0d
const quoteSign = 0x22
const space = 0x20
const byteOrderMark = [0xef, 0xbb, 0xbf]

/** `blank`: of the cell only spaces so far. `closed`: behind the quote that may end it. `ending`: and a carriage return. */
type Place = 'start' | 'blank' | 'bare' | 'quoted' | 'closed' | 'ending'

/**
 * The chunks as they come. Throws StrayQuote where a cell begins with a quote, spaces before it or not, and goes on behind
 * its end. A quote further on in a cell that began without one (`5" screen`) is text, and ends with its cell.
 */
export async function* refuseStrayQuotes(chunks: AsyncIterable<Buffer>, delimiter: string): AsyncGenerator<Buffer> {
  const watch = new QuoteWatch(delimiter)
  for await (const chunk of chunks) {
    watch.look(chunk)
    yield chunk
  }
  watch.end()
}

/** The same for who does not wait for the bytes. `look` and `end` throw StrayQuote. */
export class QuoteWatch {
  readonly #separator: number
  #place: Place = 'start'
  #row = 1
  #position = 0

  constructor(delimiter: string) {
    this.#separator = delimiter.charCodeAt(0)
  }

  /** Whether a quote is open that nothing has closed so far. */
  get isInQuotes(): boolean {
    return this.#place === 'quoted'
  }

  look(chunk: Uint8Array): void {
    const bytes = this.#position < byteOrderMark.length ? withoutMark(chunk, this.#position) : chunk
    this.#position += chunk.length - bytes.length
    // Of its own, since this is done for every byte.
    let place = this.#place
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0
      place = next(place, byte, this.#separator, this.#row)
      if (byte === newline && place === 'start') this.#row += 1
    }
    this.#place = place
    this.#position += bytes.length
  }

  end(): void {
    if (this.#place === 'ending') throw new StrayQuote(this.#row)
  }
}

function withoutMark(chunk: Uint8Array, position: number): Uint8Array {
  const length = byteOrderMark.slice(position).findIndex((byte, index) => chunk[index] !== byte)
  return chunk.subarray(length === -1 ? byteOrderMark.length - position : length)
}

function next(place: Place, byte: number, separator: number, row: number): Place {
  if (place === 'quoted') return byte === quoteSign ? 'closed' : 'quoted'
  if (byte === newline) return 'start'
  if (place === 'ending') throw new StrayQuote(row)
  if (byte === separator) return 'start'
  if (place === 'bare') return 'bare'
  if (place === 'closed') {
    if (byte === quoteSign) return 'quoted'
    if (byte === carriageReturn) return 'ending'
    throw new StrayQuote(row)
  }
  if (byte !== quoteSign) return byte === space ? 'blank' : 'bare'
  if (place === 'blank') throw new StrayQuote(row)
  return 'quoted'
}
