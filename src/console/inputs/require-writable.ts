import { access, constants } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode } from '../../airbyte/protocol/error-code'
import { Unusable } from '../unusable'
import { describeFileError } from './describe-file-error'

/** Finds out before the work whether its result can be written; nothing is created. Throws Unusable. */
export async function requireWritable(path: string | undefined): Promise<void> {
  if (path === undefined) return
  const check = await access(path, constants.W_OK).catch((error: unknown) => error)
  if (check === undefined) return
  if (errorCode(check) !== 'ENOENT') throw new Unusable(describeFileError(path, check))
  const folder = dirname(path)
  await access(folder, constants.W_OK).catch((error: unknown) => {
    throw new Unusable(`${path} cannot be written. ${describeFileError(folder, error)}`)
  })
}
