import { fstatSync } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { Unusable } from '../unusable'
import { describeFileError } from './describe-file-error'

/** So much of an input tells what it is. */
const headBytes = 65_536

/** A file or stdin, opened. */
export interface Input {
  /** As the user knows it. */
  readonly name: string
  /** Its beginning, at most 64 KiB. */
  readonly head: Buffer
  /** Absent for stdin. */
  readonly sizeBytes?: number
  /** All of it, the head included; to be read once. */
  readonly chunks: AsyncIterable<Buffer>
  /** How much of it was read so far. */
  readonly readBytes: () => number
  /** Ends the reading: the chunks end, maybe with an error. */
  readonly close: () => void
}

/**
 * Opens the file, or stdin without one. `wholeHead` waits until 64 KiB of stdin are there or it ends: without it the
 * first chunk has to do, so that a slow source is not held up. Throws Unusable.
 */
export async function openInput(path: string | undefined, stdin: Readable, wholeHead: boolean): Promise<Input> {
  if (path !== undefined) return openFile(path)
  // Node reads nothing of it, and says nothing.
  if (stdin === process.stdin && isFolder(0)) {
    throw new Unusable('stdin is a directory, not a file: name a file behind <, or as EVENTS.')
  }
  return inputOf('stdin', await readHead(stdin, wholeHead))
}

function isFolder(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isDirectory()
  } catch {
    // Closed: there is nothing to read.
    return false
  }
}

async function openFile(path: string): Promise<Input> {
  try {
    const file = await open(path, 'r')
    const stats = await file.stat()
    if (stats.isDirectory()) throw new Unusable(`This is a directory, not a file: ${path}`)
    // A pipe has no beginning to come back to.
    if (!stats.isFile()) return inputOf(path, await readHead(file.createReadStream(), false))
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    const stream = file.createReadStream({ start: 0 })
    return inputOf(path, { stream, head: buffer.subarray(0, bytesRead), parts: [], rest: stream }, stats.size)
  } catch (error) {
    throw error instanceof Unusable ? error : new Unusable(describeFileError(path, error))
  }
}

interface Opened {
  readonly stream: Readable
  readonly head: Buffer
  /** What was read already. */
  readonly parts: readonly Buffer[]
  readonly rest: AsyncIterable<unknown>
}

async function readHead(stream: Readable, wholeHead: boolean): Promise<Opened> {
  const iterator = stream[Symbol.asyncIterator]()
  const parts: Buffer[] = []
  let bytes = 0
  while (bytes < (wholeHead ? headBytes : 1)) {
    const next = await iterator.next()
    if (next.done === true) break
    const part = asBuffer(next.value)
    parts.push(part)
    bytes += part.length
  }
  return {
    stream,
    head: Buffer.concat(parts).subarray(0, headBytes),
    parts,
    rest: { [Symbol.asyncIterator]: () => iterator },
  }
}

function inputOf(name: string, { stream, head, parts, rest }: Opened, sizeBytes?: number): Input {
  let bytes = 0
  async function* chunks() {
    for (const part of parts) {
      bytes += part.length
      yield part
    }
    for await (const chunk of rest) {
      const part = asBuffer(chunk)
      bytes += part.length
      yield part
    }
  }
  return {
    name,
    head,
    ...(sizeBytes !== undefined && { sizeBytes }),
    chunks: chunks(),
    readBytes: () => bytes,
    close: () => stream.destroy(),
  }
}

function asBuffer(chunk: unknown): Buffer {
  return Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
}
