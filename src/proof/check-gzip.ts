import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'

/** What unpacking a whole file told. */
export interface Unpacked {
  /** The beginning of what was packed, or of a file that is not packed. */
  readonly head: Buffer
  readonly isPacked: boolean
  /** In words, where it cannot be unpacked to its end. */
  readonly problem?: string
}

/**
 * Reads a file to the end where it is packed with gzip: DuckDB takes a file that was not copied whole for one that ends
 * there. `headBytes` of its content are given back.
 */
export async function checkGzip(path: string, headBytes: number): Promise<Unpacked> {
  const start = await readStart(path, headBytes)
  if (start[0] !== 0x1f || start[1] !== 0x8b) return { head: start, isPacked: false }
  const parts: Buffer[] = []
  let kept = 0
  const source = createReadStream(path, { highWaterMark: 1_048_576 })
  const gunzip = createGunzip({ chunkSize: 262_144 })
  source.on('error', (error) => gunzip.destroy(error))
  try {
    for await (const chunk of source.pipe(gunzip) as AsyncIterable<Buffer>) {
      if (kept < headBytes) parts.push(chunk)
      kept += chunk.length
    }
    return { head: Buffer.concat(parts), isPacked: true }
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException
    const problem =
      code === 'Z_BUF_ERROR'
        ? 'ends too early: it was not copied or written whole'
        : `is damaged: what gzip packed cannot be unpacked (${code})`
    return { head: Buffer.concat(parts), isPacked: true, problem }
  } finally {
    source.destroy()
  }
}

async function readStart(path: string, bytes: number): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const chunk of createReadStream(path, { end: bytes - 1 }) as AsyncIterable<Buffer>) parts.push(chunk)
  return Buffer.concat(parts)
}

/** Does something with each, two at a time; results in their order. */
export async function twoAtATime<Item, Result>(
  items: readonly Item[],
  act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  const work = async () => {
    while (next < items.length) {
      const index = next
      next += 1
      const item = items[index]
      if (item !== undefined) results[index] = await act(item)
    }
  }
  await Promise.all([work(), work()])
  return results
}
