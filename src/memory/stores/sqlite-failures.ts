import { MemoryError } from '../store'
import { codeOf, messageOf, nameOf } from './failures'

/** Thrown by libsql, and not by what it was asked to run. */
export function isOfSqlite(error: unknown): boolean {
  return nameOf(error) === 'SqliteError' || messageOf(error).startsWith('ConnectionFailed(')
}

/** What went wrong with the file, and what to do. */
export function failureOf(file: string, error: unknown): unknown {
  if (error instanceof MemoryError) return error
  const code = codeOf(error)
  switch (code) {
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return new MemoryError(
        `${file} is locked: another process has been writing to it for too long. Try again when it has ended.`,
      )
    case 'SQLITE_NOTADB':
    case 'SQLITE_CORRUPT':
      return new MemoryError(
        `${file} is no SQLite database, or a damaged one: give another file in memory.path, or delete it to begin anew.`,
        'config_error',
      )
    case 'SQLITE_FULL':
    case 'ENOSPC':
    case 'EDQUOT':
      return new MemoryError(`The disk of ${file} is full: make room, then try again.`)
    case 'SQLITE_READONLY':
    case 'SQLITE_PERM':
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new MemoryError(
        `${file} may not be written by this user: grant the right to write the file and its folder, or give another file in memory.path.`,
        'config_error',
      )
    case '':
    case 'SQLITE_CANTOPEN':
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EEXIST':
      return new MemoryError(
        `${file} cannot be opened: see that its folder is one, and that this user may read and write it, or give another file in memory.path.`,
        'config_error',
      )
    default:
      return new MemoryError(`${file} cannot be read or written (${code}).`)
  }
}
