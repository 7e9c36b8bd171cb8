import { stat } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { listFiles } from '../raw-data/list-files'
import type { RawSource } from '../raw-data/raw-block'
import { NotRawData, RawDataError } from '../raw-data/raw-data-error'
import { columnName, keyColumn } from '../raw-data/raw-row'
import { checkGzip, twoAtATime } from './check-gzip'
import { fileKind } from './report-kind'

type RawFormat =
  | { readonly kind: 'csv'; readonly delimiter: string; readonly headers: readonly string[] }
  | { readonly kind: 'messages' }
  | { readonly kind: 'parquet' }

/** One file of raw data, known but not read. */
export interface RawDataFile {
  readonly source: RawSource
  readonly format: RawFormat
  /** With gzip, whatever its name says: a browser may have unpacked it, or given it another one. */
  readonly isPacked: boolean
  /** Number of the report that all rows are of; null where they tell. */
  readonly report: number | null
  /** It holds organic and non-organic rows. */
  readonly isBoth: boolean
  readonly modified: number
}

const headBytes = 65_536

/**
 * The files under the paths that hold in-app events. What holds something else is told as a warning, as is what Data
 * Locker still writes. Throws RawDataError, also where a file was not copied whole: an event in its rest is not missing.
 */
export async function listRawFiles(
  paths: readonly string[],
  onWarning: (warning: string) => void,
): Promise<readonly RawDataFile[]> {
  const found = []
  for await (const file of listFiles(paths, onWarning)) found.push(file)
  const others = new Map<string, number>()
  const files = await twoAtATime(found, async ({ source, isNamed }) => {
    const kind = fileKind(source)
    if ('holds' in kind) {
      others.set(kind.holds, (others.get(kind.holds) ?? 0) + 1)
      return undefined
    }
    try {
      const { format, isPacked } = await formatOf(source.name)
      const { mtimeMs } = await stat(source.name)
      const isBoth = kind.kind === null && kind.both
      return { source, format, isPacked, report: kind.kind, isBoth, modified: Math.floor(mtimeMs) }
    } catch (error) {
      const isPassed = isNamed ? false : error instanceof NotRawData || source.isUnfinished === true
      if (!(isPassed && error instanceof RawDataError)) throw error
      onWarning(`Left out: ${error.message}`)
      return undefined
    }
  })
  for (const [holds, count] of others) onWarning(`Left out: ${count} ${count === 1 ? 'file' : 'files'} with ${holds}.`)
  return files.filter((file) => file !== undefined)
}

async function formatOf(path: string): Promise<Pick<RawDataFile, 'format' | 'isPacked'>> {
  const { head, isPacked, problem } = await checkGzip(path, headBytes).catch(() => {
    throw new RawDataError(`This cannot be read: ${path}`)
  })
  if (problem !== undefined) throw new RawDataError(`${path} ${problem}. Get it again.`)
  if (head.toString('latin1', 0, 4) === 'PAR1') return { format: { kind: 'parquet' }, isPacked }
  const text = head.toString('utf8').replace(/^\uFEFF/, '')
  if (text.trimStart().startsWith('{')) return { format: { kind: 'messages' }, isPacked }
  const line = text.split('\n', 1)[0] ?? ''
  const delimiter = [',', ';', '\t'].find((sign) => line.includes(sign)) ?? ','
  const headers = headersOf(line, delimiter)
  if (!headers.includes(keyColumn) || !headers.includes('event_name')) {
    throw new NotRawData(
      `${path} is none of AppsFlyer's raw data: its first line does not name both "AppsFlyer ID" and "Event Name" (or appsflyer_id, event_name).`,
    )
  }
  return { format: { kind: 'csv', delimiter, headers }, isPacked }
}

function headersOf(line: string, delimiter: string): readonly string[] {
  try {
    const [cells = []] = parse(line, { delimiter, relax_quotes: true, relax_column_count: true }) as string[][]
    return cells.map(columnName)
  } catch {
    return []
  }
}
