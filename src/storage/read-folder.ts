import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { errorCode } from './error-code'
import type { PlaceReader } from './read-s3'
import { type Kept, StorageError } from './storage-error'

/** What stands in a folder and in those below it. */
export function readFolder(folder: string, kept: Kept): PlaceReader {
  const failed = (error: unknown) => {
    const code = errorCode(error) ?? 'unknown error'
    return new StorageError(
      `Cannot read ${kept.what} from the folder ${folder} (${code}). Check ${kept.setting}.folder and its rights.`,
      'config_error',
    )
  }
  return {
    async *list() {
      const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
        throw failed(error)
      })
      for (const entry of found) {
        // Until it is renamed, a file is not there.
        if (!entry.isFile() || entry.name.endsWith('.part')) continue
        yield relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')
      }
    },
    async get(name) {
      try {
        return await readFile(join(folder, name))
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return undefined
        throw failed(error)
      }
    },
  }
}
