import { randomUUID } from 'node:crypto'
import { readlinkSync } from 'node:fs'
import { type FileHandle, link, open, readFile, rename, stat, unlink } from 'node:fs/promises'
import { hostname } from 'node:os'
import { z } from 'zod'
import type { Every } from '../../run/timers'
import { errorCode } from '../../storage/error-code'
import { describeFileError } from '../inputs/describe-file-error'
import { Unusable } from '../unusable'

/** Who holds the lock. Processes can be asked about only by their own host, and there only within their own container. */
const ownerSchema = z.object({
  process: z.int().nonnegative(),
  host: z.string(),
  /** The namespace of process ids, on Linux: two containers may share the name of their host. */
  processes: z.string(),
  /** No two holders write the same. */
  mark: z.string(),
})

type Owner = z.infer<typeof ownerSchema>

/** A lock is written again and again, by which those who cannot ask about its process see that it is at work … */
const beatMs = 2_000
/** … and one that was not written for so long was left behind. */
const leftBehindAfterMs = 30_000

export interface ProgressLock {
  /** The send before did not end by itself: what it sent last is not in its progress. */
  readonly wasLeftBehind: boolean
  release(): Promise<void>
}

/**
 * Takes the right to send what a progress file is of: held from before the file is read until it is written for the last
 * time. A lock whose process is gone is taken over. Throws Unusable where another send is at work, or no lock can be written.
 */
export async function lockProgress(progressPath: string, every: Every): Promise<ProgressLock> {
  const path = `${progressPath}.lock`
  const text = `${JSON.stringify(newOwner())}\n`
  try {
    for (let wasLeftBehind = false; ; wasLeftBehind = true) {
      const file = await createNew(path, text)
      if (file !== undefined) return { wasLeftBehind, ...hold(path, file, text, every) }
      await clearLeftBehind(path, progressPath)
    }
  } catch (error) {
    if (error instanceof Unusable) throw error
    throw new Unusable(`Progress cannot be kept. ${describeFileError(path, error)}. --no-progress goes without.`)
  }
}

function newOwner(): Owner {
  return { process: process.pid, host: hostname(), processes: ownProcesses(), mark: randomUUID() }
}

function ownProcesses(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}

/** Undefined when the file is there already. */
async function createNew(path: string, text: string): Promise<FileHandle | undefined> {
  const file = await open(path, 'wx').catch((error: unknown) => {
    if (errorCode(error) === 'EEXIST') return undefined
    throw error
  })
  if (file === undefined) return undefined
  try {
    await file.write(text, 0)
    return file
  } catch (error) {
    await file.close()
    await unlink(path)
    throw error
  }
}

function hold(path: string, file: FileHandle, text: string, every: Every): Pick<ProgressLock, 'release'> {
  let work: Promise<unknown> = Promise.resolve()
  const stop = every(beatMs, () => {
    work = file.write(text, 0).catch(() => undefined)
  })
  return {
    release: async () => {
      stop()
      await work
      await file.close()
      // One that was taken over meanwhile is another's.
      if ((await textOf(path)) === text) await unlink(path)
    },
  }
}

/** Throws Unusable where the lock's holder is at work. */
async function clearLeftBehind(path: string, progressPath: string): Promise<void> {
  const text = await textOf(path)
  if (text === undefined) return
  const owner = ownerIn(text)
  if (await isAtWork(owner, path)) throw new Unusable(describeAtWork(owner, path, progressPath))
  // Of several who find it left behind, each moves only what it has read.
  const aside = `${path}.${randomUUID()}`
  if (!(await isMoved(path, aside))) return
  if ((await textOf(aside)) !== text) await link(aside, path).catch(() => undefined)
  await unlink(aside)
}

async function isMoved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw error
  }
}

function isAtWork(owner: Owner | undefined, path: string): boolean | Promise<boolean> {
  return owner !== undefined && isOfOurs(owner) ? isAlive(owner.process) : isWrittenLately(path)
}

/** Whether the system knows by its number whether that process lives. */
function isOfOurs({ host, processes }: Owner): boolean {
  return host === hostname() && processes === ownProcesses()
}

function isAlive(id: number): boolean {
  // In a container every process may have the same number as the one before: ours is no other.
  if (id === process.pid) return false
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/** By the clock of the disk that both write to: those of two hosts may differ. */
async function isWrittenLately(path: string): Promise<boolean> {
  const now = `${path}.${randomUUID()}`
  const file = await open(now, 'wx')
  try {
    await file.write('now')
    const [held, { mtimeMs }] = await Promise.all([stat(path).catch(() => undefined), file.stat()])
    return held !== undefined && mtimeMs - held.mtimeMs < leftBehindAfterMs
  } finally {
    await file.close()
    await unlink(now)
  }
}

function describeAtWork(owner: Owner | undefined, path: string, progressPath: string): string {
  if (owner !== undefined && isOfOurs(owner)) {
    return `By ${path}, process ${owner.process} is sending this already: two would send it twice. Wait until it has ended. If that process is something else, remove ${path}.`
  }
  const who = owner === undefined ? 'another process' : `process ${owner.process} on ${owner.host}`
  return `By ${path}, ${who} is sending this already: two would send it twice. Wait until it has ended; if it was killed, its lock counts for ${leftBehindAfterMs / 1_000} seconds more, then --resume goes on by ${progressPath}.`
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Undefined for a lock that is just being written, or is none. */
function ownerIn(text: string): Owner | undefined {
  try {
    return ownerSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
