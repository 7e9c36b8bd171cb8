import type { FileHandle } from 'node:fs/promises'
import * as zlib from 'node:zlib'
import type { ReadingOptions } from './raw-block'
import { NotRawData, RawDataError } from './raw-data-error'
import { columnName, keyColumn, type RawRow } from './raw-row'

const blockRows = 1000

/** An ES module, and one that may not be there: it is loaded for the first parquet file. */
const load = () => import('hyparquet')
type Hyparquet = Awaited<ReturnType<typeof load>>
type Metadata = Awaited<ReturnType<Hyparquet['parquetMetadataAsync']>>
type ReadOptions = Parameters<Hyparquet['parquetRead']>[0]
type Chunk = Parameters<NonNullable<ReadOptions['onChunk']>>[0]

interface Parquet {
  readonly name: string
  readonly file: ReadOptions['file']
  readonly library: Hyparquet
  readonly metadata: Metadata
}

const unpack = (decompress: (bytes: Uint8Array) => Buffer) => (bytes: Uint8Array) => new Uint8Array(decompress(bytes))
/** Since Node 22.15. */
const { zstdDecompressSync } = zlib as { readonly zstdDecompressSync?: (bytes: Uint8Array) => Buffer }
const compressors = {
  GZIP: unpack(zlib.gunzipSync),
  BROTLI: unpack(zlib.brotliDecompressSync),
  ...(zstdDecompressSync !== undefined && { ZSTD: unpack(zstdDecompressSync) }),
}
const readable: ReadonlySet<string> = new Set(['UNCOMPRESSED', 'SNAPPY', ...Object.keys(compressors)])

/**
 * The rows of a parquet file, some at a time. In memory is one row group, of which only the columns that are wanted.
 * Throws NotRawData, and RawDataError where it cannot be read.
 */
export async function* readParquet(
  name: string,
  handle: FileHandle,
  sizeBytes: number,
  { columns }: ReadingOptions,
): AsyncGenerator<readonly RawRow[]> {
  const library = await load().catch(() => {
    throw new RawDataError(
      `${name} is parquet, which is read with a package that is not installed: npm install hyparquet`,
    )
  })
  const file = { byteLength: sizeBytes, slice: (start: number, end = sizeBytes) => readBytes(handle, start, end) }
  const metadata = await library.parquetMetadataAsync(file).catch(() => {
    throw new RawDataError(`${name} has no end that tells what is in it: it was not copied whole. Get it again.`)
  })
  const parquet = { name, file, library, metadata }
  const wanted = wantedColumns(parquet, columns)
  refuseCompression(parquet, wanted)
  let start = 0
  for (const { num_rows } of metadata.row_groups) {
    const end = start + Number(num_rows)
    const group = await readGroup(parquet, [...wanted.keys()], start, end)
    for (let first = start; first < end; first += blockRows) {
      yield toRows(group, wanted, first - start, Math.min(first + blockRows, end) - start)
    }
    start = end
  }
}

/** The file's columns that are wanted, and what they are called in a row. */
function wantedColumns({ name, library, metadata }: Parquet, columns: ReadingOptions['columns']): Map<string, string> {
  const all = library.parquetSchema(metadata).children.map(({ element }) => element.name)
  const names = all.map(columnName)
  if (!names.includes(keyColumn)) {
    throw new NotRawData(`${name} is none of AppsFlyer's raw data: it has no column "AppsFlyer ID" or appsflyer_id.`)
  }
  const wanted = all.flatMap((column, index): [string, string][] => {
    const known = names[index] ?? ''
    return known !== '' && names.indexOf(known) === index && (columns?.has(known) ?? true) ? [[column, known]] : []
  })
  return new Map(wanted)
}

function refuseCompression({ name, metadata }: Parquet, wanted: ReadonlyMap<string, string>): void {
  for (const { columns } of metadata.row_groups) {
    for (const { meta_data } of columns) {
      if (meta_data === undefined || !wanted.has(meta_data.path_in_schema[0] ?? '') || readable.has(meta_data.codec))
        continue
      const newer = meta_data.codec === 'ZSTD' ? ' Run this with Node 22.15 or later, or have' : ' Have'
      throw new RawDataError(
        `${name} is compressed with ${meta_data.codec}, which cannot be read here.${newer} it written with snappy, gzip or as CSV.`,
      )
    }
  }
}

/** The columns of some rows, each in pieces that follow each other. */
type Group = ReadonlyMap<string, readonly Chunk[]>

async function readGroup(parquet: Parquet, columns: string[], rowStart: number, rowEnd: number): Promise<Group> {
  const group = new Map<string, Chunk[]>(columns.map((column) => [column, []]))
  const { file, metadata, library } = parquet
  const onChunk = (chunk: Chunk) => {
    const offset = { ...chunk, rowStart: chunk.rowStart - rowStart, rowEnd: chunk.rowEnd - rowStart }
    group.get(chunk.columnName)?.push(offset)
  }
  try {
    if (columns.length > 0)
      await library.parquetRead({ file, metadata, columns, rowStart, rowEnd, onChunk, compressors })
  } catch {
    throw new RawDataError(
      `${parquet.name} is damaged: rows ${rowStart + 1} to ${rowEnd} cannot be read. Get it again.`,
    )
  }
  return group
}

function toRows(group: Group, wanted: ReadonlyMap<string, string>, from: number, to: number): readonly RawRow[] {
  const rows: Record<string, string>[] = Array.from({ length: to - from }, () => ({}))
  for (const [column, name] of wanted) {
    for (const { columnData, rowStart, rowEnd } of group.get(column) ?? []) {
      for (let index = Math.max(from, rowStart); index < Math.min(to, rowEnd); index += 1) {
        const text = asText(columnData[index - rowStart])
        const row = rows[index - from]
        if (row !== undefined && text !== '') row[name] = text
      }
    }
  }
  return rows
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString()
  if (typeof value !== 'object') return String(value)
  return JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? String(member) : member))
}

async function readBytes(handle: FileHandle, start: number, end: number): Promise<ArrayBuffer> {
  const buffer = new ArrayBuffer(end - start)
  let done = 0
  while (done < buffer.byteLength) {
    const { bytesRead } = await handle.read(new Uint8Array(buffer), done, buffer.byteLength - done, start + done)
    if (bytesRead === 0) throw new Error('the file ends before its end')
    done += bytesRead
  }
  return buffer
}
