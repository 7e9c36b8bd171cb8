import { fstatSync, realpathSync, type Stats, statSync } from 'node:fs'
import { basename, dirname, extname, join, resolve, sep } from 'node:path'
import { progressPath } from '../inputs/progress-path'
import { Unusable } from '../unusable'
import type { Command } from './command'
import type { Given } from './parse-arguments'

/** A file as it was named: `--html`, `EVENTS`. */
interface Named {
  readonly as: string
  readonly path: string
}

/**
 * Refuses a file that is read and written, or written twice, under whatever names: links lead to it, too. Files are
 * those that `command` names; one in a folder that is read counts. Throws Unusable before anything is opened.
 */
export function refuseOverwriting(command: Command, given: Given): void {
  const read = [...readBy(command, given), ...stdinOf(command, given)]
  const seen: File[] = []
  for (const named of writtenBy(command, given)) {
    const file = fileAt(named)
    if (file === undefined) continue
    const same = [...read, ...seen].find((other) => isSame(other, file))
    if (same !== undefined) throw new Unusable(`${file.as} and ${same.as} ${describe(same, file)} Name another one.`)
    seen.push(file)
  }
}

interface File extends Named {
  /** Absent: nothing is there yet. */
  readonly stats?: Stats
}

function describe(same: File, file: File): string {
  if (same.stats?.isDirectory() !== true) return 'are the same file: they must be different ones.'
  return `meet: ${basename(file.path)} stands in that folder, which is read.`
}

function writtenBy({ options }: Command, given: Given): readonly Named[] {
  return options.flatMap(({ name, written }) => {
    if (written === undefined) return []
    const path = given.text(name) ?? (written === 'progress' ? progressOf(given) : undefined)
    // A dash is stdout.
    return path === undefined || path === '-' ? [] : [{ as: `--${name}`, path }]
  })
}

/** Where `send` keeps it unless it is told otherwise. */
function progressOf(given: Given): string | undefined {
  if (given.events === undefined || given.has('no-progress') || given.has('dry-run')) return undefined
  return progressPath(given.events)
}

function readBy({ options }: Command, given: Given): readonly File[] {
  const ofOptions = options.flatMap(({ name, value, written, isFile }) => {
    const path = given.text(name)
    const isRead =
      written === undefined && isFile !== true && (value === 'FILE' || value === 'DIR' || name === 'status')
    return isRead && path !== undefined ? [{ as: `--${name}`, path }] : []
  })
  const events = given.events === undefined ? [] : [{ as: 'EVENTS', path: given.events }]
  const files = given.files.map((path) => ({ as: path, path }))
  return [...events, ...files, ...ofOptions].flatMap((named) => fileAt(named) ?? [])
}

/** A file that the shell opened: `< events.ndjson`. */
function stdinOf({ name, takes }: Command, given: Given): readonly File[] {
  const isRead = name === 'write' || (takes === 'events' && given.events === undefined)
  if (!isRead) return []
  try {
    const stats = fstatSync(process.stdin.fd)
    return stats.isFile() ? [{ as: 'stdin', path: '', stats }] : []
  } catch {
    return []
  }
}

/** Undefined for a device, which everything may be read from and written to at once. */
function fileAt({ as, path }: Named): File | undefined {
  try {
    const stats = statSync(path)
    return stats.isCharacterDevice() ? undefined : { as, path: realpathSync(path), stats }
  } catch {
    return { as, path: placeOf(path) }
  }
}

/** Where a file will be. */
function placeOf(path: string): string {
  try {
    return join(realpathSync(dirname(path)), basename(path))
  } catch {
    return resolve(path)
  }
}

function isSame(one: File, file: File): boolean {
  if (one.path === file.path) return true
  if (one.stats === undefined || file.stats === undefined) return false
  // What is there is data of that folder, unless it is a page.
  if (one.stats.isDirectory()) return file.path.startsWith(`${one.path}${sep}`) && !/^\.html?$/.test(extname(file.path))
  return one.stats.ino === file.stats.ino && one.stats.dev === file.stats.dev
}
