/** Raw data that cannot be read. The message is for the user; it holds nothing of the rows. */
export class RawDataError extends Error {
  override readonly name = 'RawDataError'
}

/** What was opened is none of AppsFlyer's raw data. */
export class NotRawData extends RawDataError {}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file or folder',
  ENOTDIR: 'There is no such file or folder',
  EACCES: 'You may not read this',
  EPERM: 'You may not read this',
}

/** Why a file could not be read. */
export function describeFileError(path: string, error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? 'unknown error'
  return `${reasons[code] ?? `This cannot be read (${code})`}: ${path}`
}
