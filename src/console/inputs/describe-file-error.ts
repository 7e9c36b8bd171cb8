import { errorCode } from '../../storage/error-code'

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file',
  ENOTDIR: 'There is no such file',
  EISDIR: 'This is a directory, not a file',
  EACCES: 'You may not read or write this file',
  EPERM: 'You may not read or write this file',
  EROFS: 'The disk is read-only',
  ENOSPC: 'The disk is full',
}

/** Why a file could not be read or written: "There is no such file: events.ndjson". */
export function describeFileError(path: string, error: unknown): string {
  const code = errorCode(error) ?? 'unknown error'
  return `${reasons[code] ?? `This file cannot be used (${code})`}: ${path}`
}
