import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type PullReport, pullReports } from '../../../spec/appsflyer/raw-data/pull-api'
import type { FetchedReport, PlannedReport } from './pull-plan'

/** Where a report is kept: its name says what it holds to whoever reads it. */
function pathOf(folder: string, { appId, report, from, to }: Omit<FetchedReport, 'fetchedAtMs'>): string {
  return join(folder, encodeURIComponent(appId), `${report}_${from}_${to}.csv.gz`)
}

/** What was fetched into the folder before, in any run. */
export async function listFetched(folder: string): Promise<readonly FetchedReport[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const found = await Promise.all(
    names.map(async (name): Promise<readonly FetchedReport[]> => {
      const [, app = '', report = '', from = '', to = ''] = pattern.exec(name.replaceAll('\\', '/')) ?? []
      if (!isReport(report)) return []
      const { mtimeMs } = await stat(join(folder, name))
      return [{ appId: decodeURIComponent(app), report, from, to, fetchedAtMs: mtimeMs }]
    }),
  )
  return found.flat()
}

const pattern = /^([^/]+)\/([\w-]+)_(\d{4}-\d\d-\d\d)_(\d{4}-\d\d-\d\d)\.csv\.gz$/

function isReport(name: string): name is PullReport {
  return Object.hasOwn(pullReports, name)
}

/** The file of a report that was fetched before. */
export function fetchedPath(folder: string, fetched: FetchedReport): string {
  return pathOf(folder, fetched)
}

/** Keeps a report as it comes; it is there whole or not at all. Resolves to its file. */
export async function keepReport(
  folder: string,
  planned: PlannedReport,
  body: AsyncIterable<Uint8Array>,
): Promise<string> {
  const path = pathOf(folder, planned)
  // Events of users stand in it: only their owner may read them.
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  try {
    await pipeline(Readable.from(body), createGzip(), createWriteStream(`${path}.part`, { mode: 0o600 }))
  } catch (error) {
    await unlink(`${path}.part`).catch(() => undefined)
    throw error
  }
  await rename(`${path}.part`, path)
  return path
}
