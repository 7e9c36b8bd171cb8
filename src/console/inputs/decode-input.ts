import { isUtf8 } from 'node:buffer'
import { errorCode } from '../../storage/error-code'
import { Unusable } from '../unusable'
import type { Input } from './open-input'

/**
 * An input as UTF-8. `encoding`: what it is written in, by a name of the Encoding standard; without one it must be UTF-8
 * already. Reading its chunks throws Unusable at the first line that is not written so: a text that was misread would be
 * hashed and sent as another one.
 */
export function decodeInput(input: Input, encoding: string | undefined): Input {
  const { name, head, chunks } = input
  if (encoding === undefined) return { ...input, chunks: requireUtf8(name, chunks) }
  const decoder = decoderOf(encoding, true)
  // The head may end within a character.
  const readHead = decoderOf(encoding, false).decode(head, { stream: true })
  return { ...input, head: Buffer.from(readHead), chunks: decoded(name, encoding, chunks, decoder) }
}

function decoderOf(encoding: string, fatal: boolean): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal })
  } catch {
    throw new Unusable('--encoding takes a name such as windows-1252, iso-8859-2, shift_jis or utf-16le.')
  }
}

async function* decoded(name: string, encoding: string, chunks: AsyncIterable<Buffer>, decoder: TextDecoder) {
  try {
    for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }))
    yield Buffer.from(decoder.decode())
  } catch (error) {
    if (errorCode(error) !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error
    throw new Unusable(`${name} is not written in ${encoding} throughout: name another --encoding.`)
  }
}

async function* requireUtf8(name: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let line = 1
  let begun: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const bytes = begun.length === 0 ? chunk : Buffer.concat([begun, chunk])
    const end = endOfWhole(bytes)
    const whole = bytes.subarray(0, end)
    if (!isUtf8(whole)) throw notUtf8(name, line + newlinesBeforeFault(whole))
    line += newlines(whole)
    begun = bytes.subarray(end)
    yield whole
  }
  if (begun.length > 0) throw notUtf8(name, line)
}

/** Where a character begins that the bytes do not end; their length when they end with a whole one. */
function endOfWhole(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) break
    // A first byte says how many there are: 110…, 1110…, 11110….
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

const newline = 0x0a

function newlines(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) count += 1
  return count
}

/** No character but itself has a newline's byte in it, so each line can be looked at alone. */
function newlinesBeforeFault(bytes: Buffer): number {
  let count = 0
  let start = 0
  for (let end = bytes.indexOf(newline); end !== -1 && isUtf8(bytes.subarray(start, end)); ) {
    count += 1
    start = end + 1
    end = bytes.indexOf(newline, start)
  }
  return count
}

function notUtf8(name: string, line: number): Unusable {
  return new Unusable(
    `Line ${line} of ${name} is not UTF-8. Save it as UTF-8, or say what it is: --encoding windows-1252 for most files of Excel in western languages, else iso-8859-2, shift_jis and the like.`,
  )
}
