import type { FileHandle } from 'node:fs/promises'

const newline = 0x0a
const chunkBytes = 65_536

/**
 * A crash leaves half a line. Its record was never settled and comes again, so that it is cut off; a line that an editor left
 * without its end gets one. `isTorn` judges what stands behind the last newline.
 */
export async function mendEnd(file: FileHandle, isTorn: (line: string) => boolean): Promise<void> {
  const stats = await file.stat()
  if (!stats.isFile() || stats.size === 0) return
  const start = await startOfLastLine(file, stats.size)
  if (start === stats.size) return
  const last = await read(file, start, stats.size)
  if (isTorn(last.toString('utf8'))) await file.truncate(start)
  else await file.appendFile('\n')
}

/** Whether a text is the beginning of a JSON and no more. One that is broken further up was written by someone else. */
export function isTornJson(text: string): boolean {
  try {
    JSON.parse(text)
    return false
  } catch (error) {
    const message = String(error)
    if (/end of JSON input|Unterminated/.test(message)) return true
    const position = Number(/at position (\d+)/.exec(message)?.[1])
    // Half an escape: \u and what there is of its four digits.
    return position >= text.length || (/Bad .*escape/.test(message) && /\\(u[0-9a-f]{0,3})?$/i.test(text))
  }
}

async function startOfLastLine(file: FileHandle, size: number): Promise<number> {
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - chunkBytes)
    const at = (await read(file, start, end)).lastIndexOf(newline)
    if (at !== -1) return start + at + 1
    end = start
  }
  return 0
}

async function read(file: FileHandle, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.alloc(end - start)
  let filled = 0
  while (filled < bytes.length) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}
