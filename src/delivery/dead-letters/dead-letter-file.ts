import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncFolder } from '../../storage/sync-folder'
import { type DeadLetter, deadLetterLine } from './dead-letter'
import type { DeadLetters } from './dead-letters'
import { isTornJson, mendEnd } from './torn-end'

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

/** How letters stand in a file. */
export interface LetterFormat {
  readonly lineOf: (letter: DeadLetter) => string
  /** Whether the last line, of a file that ends without a newline, was torn. */
  readonly isTorn: (line: string) => boolean
}

const ndjson: LetterFormat = { lineOf: deadLetterLine, isTorn: isTornJson }

/** A file of dead letters, created with the first one and appended to when it is there already. */
export function deadLetterFile(path: string, format: LetterFormat = ndjson): DeadLetterFile {
  return new AppendingFile(path, format)
}

class AppendingFile implements DeadLetterFile {
  private readonly path: string
  private readonly format: LetterFormat
  private file: FileHandle | undefined
  private buffered: string[] = []
  private characters = 0
  /** Of what was added and is not written. */
  private unwritten = 0
  /** A pipe or a device cannot be synced. */
  private isOnDisk = true
  /** How long the file was when it was last known to be on the disk, and what was written since. */
  private durableBytes = 0
  private looseBytes = 0
  /** Not where a file system counts no names. */
  private hadName = false
  /** Everything asked of the disk so far, one after the other. */
  private work: Promise<void> = Promise.resolve()
  private failure: unknown

  constructor(path: string, format: LetterFormat) {
    this.path = path
    this.format = format
  }

  add(letter: DeadLetter): void {
    const line = this.format.lineOf(letter)
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
      await this.sync()
    })
  }

  close(): Promise<void> {
    return this.done(async () => {
      await this.write()
      await this.sync()
      await this.release()
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
        await this.takeBack().catch(() => undefined)
        await this.release().catch(() => undefined)
      }
    })
  }

  private async write(): Promise<void> {
    if (this.buffered.length === 0) return
    const text = this.buffered.join('')
    this.buffered = []
    this.characters = 0
    const file = this.file ?? (await this.open())
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, at)
      at += bytesWritten
      this.looseBytes += bytesWritten
    }
    this.unwritten -= text.length
  }

  private async open(): Promise<FileHandle> {
    this.file = await openDurably(this.path, this.format)
    const stats = await this.file.stat()
    this.isOnDisk = stats.isFile()
    this.hadName = stats.nlink > 0
    this.durableBytes = stats.size
    return this.file
  }

  private async sync(): Promise<void> {
    if (this.isOnDisk) await this.file?.sync()
    // What is written to a file without a name is gone with the process. One that was moved keeps it.
    if (this.isOnDisk && this.hadName && (await this.file?.stat())?.nlink === 0) throw removed(this.path)
    this.durableBytes += this.looseBytes
    this.looseBytes = 0
  }

  /** Another flush that comes now waits for this, and finds no file. */
  private async release(): Promise<void> {
    const { file } = this
    this.file = undefined
    await file?.close()
  }

  /** Whoever added what is not known to be on the disk adds it again, to the next file: here it would stand twice. */
  private async takeBack(): Promise<void> {
    const stats = await this.file?.stat()
    // Another process may append, too: what is not ours stays.
    if (stats?.isFile() !== true || stats.size !== this.durableBytes + this.looseBytes) return
    await this.file?.truncate(this.durableBytes)
  }
}

/** Opens for appending. A new file is lost with its directory's entry, so the directory is synced as well. */
async function openDurably(path: string, { isTorn }: LetterFormat): Promise<FileHandle> {
  const file = await open(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT, ownerOnly)
  await mendEnd(file, isTorn)
  await syncFolder(dirname(path))
  return file
}

function removed(path: string): DeadLetterFileError {
  return new DeadLetterFileError(
    `${path} was removed while rejected records were written to it. Leave it there until the end.`,
  )
}

function failureOf(path: string, error: unknown): DeadLetterFileError {
  if (error instanceof DeadLetterFileError) return error
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error'
  return new DeadLetterFileError(`Cannot write the rejected records to ${path} (${code}).`, { cause: error })
}
