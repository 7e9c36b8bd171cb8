import { access, readdir, realpath, stat } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import type { RawSource } from './raw-block'
import { describeFileError, RawDataError } from './raw-data-error'

interface RawFile {
  readonly path: string
  readonly source: RawSource
  /** It was asked for by its own name, not found in a folder. */
  readonly isNamed: boolean
}

/** As people sort: `h=2` before `h=10`, and `h=late` last. */
const { compare } = new Intl.Collator('en', { numeric: true })

/**
 * The files under the paths: those that are named, and those of folders with what is in them, in their order. What begins
 * with `_` or `.`, and checksums, are nobody's data. A file comes once, however often it is named: its rows are no other
 * ones then. Throws RawDataError.
 */
export async function* listFiles(
  paths: readonly string[],
  onWarning: (warning: string) => void,
): AsyncGenerator<RawFile> {
  const hours = new Map<string, boolean>()
  const seen = new Set<string>()
  for (const path of paths) {
    let found = 0
    for await (const file of filesOf(path, [])) {
      found += 1
      const real = await attempt(file, () => realpath(file))
      if (seen.has(real)) continue
      seen.add(real)
      yield { path: file, source: await sourceOf(file, hours, onWarning), isNamed: file === path }
    }
    if (found === 0) onWarning(`There are no files in the folder ${path}.`)
  }
}

async function* filesOf(path: string, above: readonly string[]): AsyncGenerator<string> {
  const stats = await attempt(path, () => stat(path))
  if (!stats.isDirectory()) {
    yield path
    return
  }
  const real = await attempt(path, () => realpath(path))
  // A link that leads back up.
  if (above.includes(real)) return
  const names = await attempt(path, () => readdir(path))
  for (const name of names.sort(compare)) {
    if (!/^[._]|\.crc$/.test(name)) yield* filesOf(join(path, name), [...above, real])
  }
}

async function attempt<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    throw new RawDataError(describeFileError(path, error))
  }
}

/** `hours` holds which of Data Locker's folders are finished. */
async function sourceOf(
  file: string,
  hours: Map<string, boolean>,
  onWarning: (warning: string) => void,
): Promise<RawSource> {
  const folders = dirname(resolve(file)).split(sep)
  const part = (name: string, shape: RegExp) => {
    const values = folders
      .filter((folder) => folder.startsWith(`${name}=`))
      .map((folder) => folder.slice(name.length + 1))
    return values.findLast((value) => shape.test(value))
  }
  const topic = part('t', /./)
  const day = part('dt', /^\d{4}-\d\d-\d\d$/)
  const hour = part('h', /^(\d\d?|late)$/)
  const appId = part('app_id', /./)
  const isUnfinished = hour !== undefined && !(await isFinished(folders, hour, hours, onWarning))
  return {
    name: file,
    ...(topic !== undefined && { topic }),
    ...(day !== undefined && { day }),
    ...(hour !== undefined && { hour }),
    ...(appId !== undefined && { appId }),
    ...(isUnfinished && { isUnfinished }),
  }
}

/** `_SUCCESS` is what Data Locker writes last, into the hour's folder; beside the files, where apps have folders of their own. */
async function isFinished(
  folders: readonly string[],
  hour: string,
  hours: Map<string, boolean>,
  onWarning: (warning: string) => void,
): Promise<boolean> {
  const own = folders.join(sep)
  const known = hours.get(own)
  if (known !== undefined) return known
  const hourly = folders.slice(0, folders.lastIndexOf(`h=${hour}`) + 1).join(sep)
  const marks = await Promise.all([own, hourly].map((folder) => isThere(join(folder, '_SUCCESS'))))
  const finished = marks.includes(true)
  hours.set(own, finished)
  if (!finished) {
    onWarning(`Data Locker still writes to ${own}: it has no _SUCCESS file. Read the folder again when it is there.`)
  }
  return finished
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
