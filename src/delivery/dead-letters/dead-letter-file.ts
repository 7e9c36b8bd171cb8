import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type DeadLetter, deadLetterLine } from './dead-letter'
import type { DeadLetters } from './dead-letters'

/** Text that waits in memory before it is written without being asked. */
const bufferedCharacters = 65_536
/** With more than this added and not written, no more records are read. */
const waitingCharacters = 1_048_576
/** The records hold personal data: only their owner may read them. */
const ownerOnly = 0o600

/** Appends dead letters to a file. What cannot be written rejects with a DeadLetterFileError. */
export interface DeadLetterFile extends DeadLetters {
  /** Flushes and closes. Nothing may be added afterwards. */
  close(): Promise<void>
}

/** The file cannot be written. The message is made for the user. */
export class DeadLetterFileError extends Error {
  override readonly name = 'DeadLetterFileError'
}

/** A file of dead letters, created with the first one and appended to when it is there already. */
export function deadLetterFile(path: string, lineOf: (letter: DeadLetter) => string = deadLetterLine): DeadLetterFile {
  return new AppendingFile(path, lineOf)
}

class AppendingFile implements DeadLetterFile {
  private readonly path: string
  private readonly lineOf: (letter: DeadLetter) => string
  private file: FileHandle | undefined
  private buffered: string[] = []
  private characters = 0
  /** Of what was added and is not written. */
  private unwritten = 0
  /** Everything asked of the disk so far, one after the other. */
  private work: Promise<void> = Promise.resolve()
  private failure: unknown

  constructor(path: string, lineOf: (letter: DeadLetter) => string) {
    this.path = path
    this.lineOf = lineOf
  }

  add(letter: DeadLetter): void {
    const line = this.lineOf(letter)
    this.buffered.push(line)
    this.characters += line.length
    this.unwritten += line.length
    if (this.characters >= bufferedCharacters) this.enqueue(() => this.write())
  }

  async ready(): Promise<void> {
    if (this.unwritten > waitingCharacters) await this.done(() => this.write())
    if (this.failure !== undefined) throw failureOf(this.path, this.failure)
  }

  flush(): Promise<void> {
    return this.done(async () => {
      await this.write()
      await this.file?.sync()
    })
  }

  close(): Promise<void> {
    return this.done(async () => {
      await this.write()
      const { file } = this
      this.file = undefined
      // Another flush that comes now waits for this, and finds no file.
      await file?.sync()
      await file?.close()
    })
  }

  private async done(step: () => Promise<void>): Promise<void> {
    this.enqueue(step)
    await this.work
    if (this.failure !== undefined) throw failureOf(this.path, this.failure)
  }

  /** A failure stays: what was lost cannot become durable by a later write that works. */
  private enqueue(step: () => Promise<void>): void {
    this.work = this.work.then(async () => {
      if (this.failure !== undefined) return
      try {
        await step()
      } catch (error) {
        this.failure = error
      }
    })
  }

  private async write(): Promise<void> {
    if (this.buffered.length === 0) return
    const text = this.buffered.join('')
    this.buffered = []
    this.characters = 0
    this.file ??= await openDurably(this.path)
    await this.file.appendFile(text)
    this.unwritten -= text.length
  }
}

/** Opens for appending. A new file is lost with its directory's entry, so the directory is synced as well. */
async function openDurably(path: string): Promise<FileHandle> {
  const file = await open(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT, ownerOnly)
  await endLastLine(file)
  // Windows cannot sync a directory.
  if (process.platform === 'win32') return file
  const directory = await open(dirname(path), 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
  return file
}

/** A crash, or a full disk, leaves half a line: the next one must not go on with it. */
async function endLastLine(file: FileHandle): Promise<void> {
  const stats = await file.stat()
  if (!stats.isFile() || stats.size === 0) return
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, stats.size - 1)
  if (buffer[0] !== newline) await file.appendFile('\n')
}

const newline = 0x0a

function failureOf(path: string, error: unknown): DeadLetterFileError {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error'
  return new DeadLetterFileError(`Cannot write the rejected records to ${path} (${code}).`, { cause: error })
}
