import { open } from 'node:fs/promises'
import { listFiles } from './list-files'
import type { RawBlock, ReadingOptions } from './raw-block'
import { describeFileError, NotRawData, RawDataError } from './raw-data-error'
import type { RawRow } from './raw-row'
import { readParquet } from './read-parquet'
import { readStream } from './read-stream'

const parquetMark = 'PAR1'
const chunkBytes = 262_144

/**
 * The rows of files and of folders with all that is in them: the Pull API's CSV, Data Locker's CSV and parquet, the Push
 * API's messages one a line; gzip or not. A file that is none of them is refused where it was named, and told as a
 * warning where it was found in a folder. Throws RawDataError.
 */
export async function* readRawFiles(paths: readonly string[], options: ReadingOptions): AsyncGenerator<RawBlock> {
  for await (const { path, source, isNamed } of listFiles(paths, options.onWarning)) {
    try {
      for await (const rows of readFile(path, options)) yield { rows, source }
    } catch (error) {
      // Of a folder that is still being written, a file may be there in part.
      const isPassed = isNamed ? false : error instanceof NotRawData || source.isUnfinished === true
      if (!(isPassed && error instanceof RawDataError)) throw error
      options.onWarning(`Left out: ${error.message}`)
    }
  }
}

async function* readFile(path: string, options: ReadingOptions): AsyncGenerator<readonly RawRow[]> {
  const handle = await open(path).catch((error: unknown) => {
    throw new RawDataError(describeFileError(path, error))
  })
  try {
    const stats = await handle.stat()
    const head = Buffer.alloc(parquetMark.length)
    // A pipe has no beginning to come back to.
    if (stats.isFile()) await handle.read(head, 0, head.length, 0)
    if (head.toString('latin1') === parquetMark) yield* readParquet(path, handle, stats.size, options)
    else {
      const start = stats.isFile() ? { start: 0 } : {}
      yield* readStream(
        path,
        handle.createReadStream({ ...start, highWaterMark: chunkBytes, autoClose: false }),
        options,
      )
    }
  } finally {
    await handle.close()
  }
}
