import { readdir } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'

/** A finished hour of Data Locker in which nothing arrived: `_SUCCESS` stands there alone. */
export interface EmptyHour {
  /** What stands before `t=…` in its path. */
  readonly place: string
  readonly topic: string
  /** `2026-11-20` */
  readonly day: string
  /** `0` to `23`, or `late` */
  readonly hour: string
}

/** Those under the paths. They prove as much as the others do. */
export async function emptyHours(paths: readonly string[]): Promise<readonly EmptyHour[]> {
  const found = await Promise.all(paths.map((path) => emptyUnder(resolve(path))))
  return found.flat()
}

async function emptyUnder(folder: string): Promise<readonly EmptyHour[]> {
  // A file, or what is gone meanwhile, holds no hours.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const hour = hourAt(folder)
  const holdsData = entries.some((entry) => !/^[._]|\.crc$/.test(entry.name))
  if (hour !== undefined && !holdsData && entries.some(({ name }) => name === '_SUCCESS')) return [hour]
  const below = entries.filter((entry) => entry.isDirectory() && !/^[._]/.test(entry.name))
  const found = await Promise.all(below.map(({ name }) => emptyUnder(join(folder, name))))
  return found.flat()
}

function hourAt(folder: string): EmptyHour | undefined {
  const parts = folder.split(sep)
  const [hour = '', day = '', topic = ''] = parts.slice(-3).reverse()
  if (!/^h=(\d\d?|late)$/.test(hour) || !/^dt=\d{4}-\d\d-\d\d$/.test(day) || !topic.startsWith('t=')) return undefined
  const place = parts.slice(0, -3).join(sep) + sep
  return { place, topic: topic.slice(2), day: day.slice(3), hour: hour.slice(2) }
}
