import type { Stats } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { devNull } from 'node:os'
import { safeText } from '../terminal/safe-text'
import { Unusable } from '../unusable'

/** What is there instead of a file; undefined for a regular one. */
function otherKindOf(stats: Stats): string | undefined {
  if (stats.isFile()) return undefined
  if (stats.isDirectory()) return 'a directory'
  if (stats.isFIFO()) return 'a pipe'
  return stats.isSocket() ? 'a socket' : 'a device'
}

/** That rejected records and progress would be on a disk. Throws Unusable. */
export async function requireKeeping(rejected: string | undefined, progress: string | undefined): Promise<void> {
  if (rejected !== undefined)
    await requireRegularFile(rejected, 'Rejected records have to be kept: name a file with --rejected.', true)
  if (progress !== undefined)
    await requireRegularFile(progress, 'Name a file with --progress, or keep no progress with --no-progress.')
}

/** Where what is written into a pipe or a device would not be kept. Throws Unusable with `why`, a sentence or more. */
export async function requireRegularFile(path: string, why: string, mayBeNull = false): Promise<void> {
  const stats = await stat(path).catch(() => undefined)
  const kind = stats && otherKindOf(stats)
  if (kind === undefined || (mayBeNull && (await isNull(path)))) return
  throw new Unusable(`${safeText(path)} is ${kind}, not a file. ${why}`)
}

async function isNull(path: string): Promise<boolean> {
  return path === devNull || (await realpath(path)) === devNull
}
