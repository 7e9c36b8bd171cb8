import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isObject } from '../json/json'
import { parseJsonLine } from '../json/parse-json-line'
import type { LedgerSource } from '../ledger/entry'
import { checkGzip, twoAtATime } from './check-gzip'
import { ProofError } from './proof-error'

/** A file of ledger entries. */
export interface LedgerFile {
  readonly path: string
  /** Where the records came from; null: standard input, or Airbyte, or the header does not say. */
  readonly source: LedgerSource | null
}

const headBytes = 65_536

/**
 * The files of entries in a ledger's folder and the folders in it, each read to its end. What is cut or damaged is told
 * by its name; its whole lines count. Throws ProofError where there is none.
 */
export async function listLedger(folder: string, onWarning: (warning: string) => void): Promise<readonly LedgerFile[]> {
  const paths = await ledgerPaths(folder, /\.ledger\.ndjson(\.gz)?$/)
  if (paths.length === 0) {
    throw new ProofError(
      `There is no ledger in ${folder}: no file there ends in .ledger.ndjson.gz. Name the ledger.folder of the configuration that sends.`,
      true,
    )
  }
  return twoAtATime(paths, async (path) => {
    const { head, problem } = await checkGzip(path, headBytes)
    if (problem !== undefined) {
      onWarning(
        `The ledger file ${path} ${problem}. Its whole lines count; entries behind them are unknown, and their rows are foreign.`,
      )
    }
    return { path, source: sourceOf(head) }
  })
}

/** Files of a shape below a folder, in their order. Throws ProofError. */
export async function ledgerPaths(folder: string, shape: RegExp): Promise<readonly string[]> {
  const isFolder = await stat(folder).then(
    (stats) => stats.isDirectory(),
    () => false,
  )
  if (!isFolder) throw new ProofError(`There is no ledger folder ${folder}.`, true)
  const names = await readdir(folder, { recursive: true })
  return names
    .filter((name) => shape.test(name))
    .sort()
    .map((name) => join(folder, name))
}

function sourceOf(head: Buffer): LedgerSource | null {
  try {
    const [line = ''] = head.toString('utf8').split('\n', 1)
    const header = parseJsonLine(line)
    const source = isObject(header) ? header['source'] : null
    return isObject(source) && typeof source['path'] === 'string' ? (source as unknown as LedgerSource) : null
  } catch {
    return null
  }
}
