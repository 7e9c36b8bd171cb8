import { PassThrough, Readable } from 'node:stream'
import { decodeInput } from '../../../src/console/inputs/decode-input'
import { detectFormat } from '../../../src/console/inputs/detect-format'
import { openInput } from '../../../src/console/inputs/open-input'
import type { Placed } from '../../../src/console/inputs/placed'
import { readEntries } from '../../../src/console/inputs/read-entries'
import { type PreviewJob, preview } from '../../../src/console/preview/preview'
import { plainStyle } from '../../../src/console/terminal/style'
import { configure, nowMs } from '../../core/prepare-fixtures'

/** The entries of a text, handed over in pieces of so many bytes. */
export async function entriesOf(
  text: string | Buffer,
  {
    name = 'events.ndjson',
    isCsv = false,
    stream = undefined as string | undefined,
    pieceBytes = 65_536,
    encoding = '',
  } = {},
): Promise<AsyncGenerator<readonly Placed[]>> {
  const bytes = Buffer.from(text)
  const pieces: Buffer[] = []
  for (let at = 0; at < bytes.length; at += pieceBytes) pieces.push(bytes.subarray(at, at + pieceBytes))
  const opened = await openInput(undefined, Readable.from(pieces, { objectMode: true }), true)
  const input = decodeInput({ ...opened, name }, encoding === '' ? undefined : encoding)
  return readEntries(input, detectFormat(name, input.head, isCsv), stream)
}

export async function collect(entries: AsyncIterable<readonly Placed[]>): Promise<readonly Placed[]> {
  const all: Placed[] = []
  for await (const batch of entries) all.push(...batch)
  return all
}

/** What `preview` prints for a text, with a fixed clock, and what it counts. */
export async function runPreview(
  text: string | AsyncIterable<readonly Placed[]>,
  job: Partial<PreviewJob> & { readonly configure?: object } = {},
) {
  const output = new PassThrough()
  const chunks: Buffer[] = []
  output.on('data', (chunk: Buffer) => chunks.push(chunk))
  const totals = await preview(
    typeof text === 'string' ? await entriesOf(text) : text,
    output,
    {
      configuration: configure(job.configure),
      look: { style: plainStyle, width: 80 },
      ...job,
    },
    () => nowMs,
  )
  return { printed: Buffer.concat(chunks).toString(), totals }
}
