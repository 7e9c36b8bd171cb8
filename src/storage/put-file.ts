import { randomUUID } from 'node:crypto'
import { link, mkdir, open, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Put } from './batches'
import { errorCode } from './error-code'
import { type Kept, StorageError } from './storage-error'
import { syncFolder } from './sync-folder'

/** They may hold personal data: only their owner may read them. */
const ownerOnly = { folder: 0o700, file: 0o600 }

/** Wrong for as long as nobody mends them. A full disk may have room again at the next attempt. */
const lasting: ReadonlySet<string> = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EEXIST',
  'ENAMETOOLONG',
  'ENOENT',
])

/** Keeps batches as files below the folder. A file is there whole or not at all, and on the disk before it counts. */
export function putFile(folder: string, kept: Kept): Put {
  return (name, bytes) => {
    const path = join(folder, name)
    return told(folder, kept, async () => {
      await write(`${path}.part`, bytes)
      await rename(`${path}.part`, path)
      await syncFolders(dirname(path), folder)
    })
  }
}

/** Keeps a file that is not there yet; one that is there stays, whoever made it, were it a moment ago. */
export function putNewFile(folder: string, kept: Kept): Put {
  return (name, bytes) => {
    const path = join(folder, name)
    const part = `${path}-${randomUUID()}.part`
    return told(folder, kept, async () => {
      await write(part, bytes)
      await link(part, path).catch((error: unknown) => {
        if (errorCode(error) !== 'EEXIST') throw error
      })
      await unlink(part)
      await syncFolders(dirname(path), folder)
    })
  }
}

async function write(path: string, bytes: Buffer): Promise<void> {
  await makeFolder(dirname(path))
  const file = await open(path, 'w', ownerOnly.file)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function told(folder: string, kept: Kept, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const code = errorCode(error) ?? 'unknown error'
    throw new StorageError(
      `Cannot write ${kept.what} to the folder ${folder} (${code}). Check ${kept.setting}.folder, its rights and its space.`,
      lasting.has(code) ? 'config_error' : 'transient_error',
    )
  }
}

/**
 * Makes a folder and those above it. Node's own way never ends where a system says of a folder that is there that it is
 * not (/proc).
 */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: ownerOnly.folder })
  } catch (error) {
    if (await isFolder(path)) return
    const above = dirname(path)
    if (errorCode(error) !== 'ENOENT' || above === path || (await isFolder(above))) throw error
    await makeFolder(above)
    await makeFolder(path)
  }
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

/** A new file is lost with its folder's entry, and a new folder with the entry above. */
async function syncFolders(from: string, top: string): Promise<void> {
  for (let path = from; path.length >= top.length && path !== dirname(path); path = dirname(path))
    await syncFolder(path)
}
