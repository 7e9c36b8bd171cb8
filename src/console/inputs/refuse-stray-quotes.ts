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
  const separator = delimiter.charCodeAt(0)
  let place: Place = 'start'
  let row = 1
  let position = 0
  for await (const chunk of chunks) {
    for (const byte of position < byteOrderMark.length ? withoutMark(chunk, position) : chunk) {
      place = next(place, byte, separator, row)
      if (byte === newline && place === 'start') row += 1
    }
    position += chunk.length
    yield chunk
  }
  if (place === 'ending') throw new StrayQuote(row)
}

function withoutMark(chunk: Buffer, position: number): Buffer {
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
