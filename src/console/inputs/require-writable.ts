import { access, constants, open, stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode } from '../../storage/error-code'
import { Unusable } from '../unusable'
import { describeFileError } from './describe-file-error'

/** Finds out before the work whether its result can be written; nothing is left behind. Throws Unusable. */
export async function requireWritable(path: string | undefined): Promise<void> {
  if (path === undefined) return
  const check = await access(path, constants.W_OK).catch((error: unknown) => error)
  if (check === undefined) {
    const stats = await stat(path)
    if (stats.isDirectory()) throw new Unusable(describeFileError(path, { code: 'EISDIR' }))
    // A pipe takes what is written once: `>(jq)`, /dev/stdout.
    if (stats.isSocket()) throw new Unusable(`This is a socket, not a file: ${path}. Name a file, or a pipe.`)
    return
  }
  if (errorCode(check) !== 'ENOENT') throw new Unusable(describeFileError(path, check))
  try {
    await (await open(path, 'wx')).close()
    await unlink(path)
  } catch (error) {
    throw new Unusable(`${path} cannot be written. ${describeFileError(dirname(path), error)}`)
  }
}
