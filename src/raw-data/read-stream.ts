import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { ReadingOptions } from './raw-block'
import { NotRawData, RawDataError } from './raw-data-error'
import type { RawRow } from './raw-row'
import { readCsv } from './read-csv'
import { readMessages } from './read-messages'

/** A header is no longer. */
const headBytes = 65_536

/**
 * The rows of a CSV, or of Push API messages one a line, compressed with gzip or not: the beginning tells which. Throws
 * NotRawData, and RawDataError where nothing more can be read.
 */
export async function* readStream(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  options: ReadingOptions,
): AsyncGenerator<readonly RawRow[]> {
  const outer = await begin(chunks, ({ length }) => length >= 2)
  try {
    const isCompressed = outer.head[0] === 0x1f && outer.head[1] === 0x8b
    yield* readText(name, isCompressed ? unpacked(name, outer.all) : outer.all, options)
  } finally {
    outer.close()
  }
}

async function* readText(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  options: ReadingOptions,
): AsyncGenerator<readonly RawRow[]> {
  const { head, all, close } = await begin(chunks, (bytes) => bytes.length >= headBytes || hasLine(bytes))
  try {
    const start = head
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .trimStart()
    const foreign = foreignKind(head, start)
    if (foreign !== undefined) throw new NotRawData(`${name} ${foreign}`)
    if (start.startsWith('{')) yield* readMessages(name, all, options)
    else yield* readCsv(name, all, delimiterOf(start), options)
  } finally {
    close()
  }
}

/** What a file is that cannot be read, and what to do. */
function foreignKind(head: Buffer, start: string): string | undefined {
  const [first, second] = head
  if (head.length === 0) return 'is empty: not even a header is there.'
  if (start === '') return "is none of AppsFlyer's raw data: it begins with nothing but blanks."
  if (first === 0x50 && second === 0x4b) return 'is a ZIP archive. Unpack it first.'
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return 'is UTF-16. Save it as UTF-8, or take the file as AppsFlyer wrote it.'
  }
  if (head.includes(0)) return 'is neither CSV, nor JSON lines, nor parquet, nor one of them compressed with gzip.'
  return start.startsWith('[')
    ? 'is a JSON list. Write each message of the Push API on a line of its own (NDJSON).'
    : undefined
}

/** A comma in AppsFlyer's files; a spreadsheet may have saved it with another. */
function delimiterOf(text: string): string {
  const [header = ''] = text.split('\n', 1)
  return [',', ';', '\t'].find((delimiter) => header.includes(delimiter)) ?? ','
}

function hasLine(bytes: Buffer): boolean {
  return bytes.toString('utf8').trimStart().includes('\n')
}

interface Begun {
  readonly head: Buffer
  /** All of the stream, the head included; to be read once. */
  readonly all: AsyncIterable<Uint8Array>
  /** Ends the reading, whether it began or not. Nobody waits for it: what is asked of a network may take long. */
  readonly close: () => void
}

/** The beginning of a stream, as soon as it is enough, and the rest. */
async function begin(chunks: AsyncIterable<Uint8Array>, isEnough: (head: Buffer) => boolean): Promise<Begun> {
  const iterator = chunks[Symbol.asyncIterator]()
  let head = Buffer.alloc(0)
  while (!isEnough(head)) {
    const next = await iterator.next()
    if (next.done === true) break
    head = Buffer.concat([head, next.value])
  }
  const close = () => void Promise.resolve(iterator.return?.()).catch(() => undefined)
  async function* all() {
    if (head.length > 0) yield head
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
  }
  return { head, all: all(), close }
}

async function* unpacked(name: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = pipeline(Readable.from(chunks), createGunzip(), () => undefined)
  try {
    yield* stream as AsyncIterable<Buffer>
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code === 'Z_BUF_ERROR') throw new RawDataError(`${name} ends too early: it was not copied whole. Get it again.`)
    if (!code.startsWith('Z_')) throw error
    throw new RawDataError(`${name} is damaged: what gzip packed cannot be unpacked (${code}). Get it again.`)
  }
}
