import { CsvError, type InfoRecord, parse } from 'csv-parse'
import type { ReadingOptions } from './raw-block'
import { NotRawData, RawDataError } from './raw-data-error'
import { columnName, keyColumn, type RawRow } from './raw-row'

/** No row is longer; a quote that is never closed makes one that is. */
const maxRowLength = 1_048_576

/** Which cells of a row are wanted, and under which names. */
interface Header {
  readonly cells: readonly string[]
  readonly wanted: readonly (readonly [index: number, name: string])[]
}

/** The rows of a CSV with a header, some at a time. Throws NotRawData, and RawDataError where nothing more can be read. */
export async function* readCsv(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  delimiter: string,
  options: ReadingOptions,
): AsyncGenerator<readonly RawRow[]> {
  let rows: RawRow[] = []
  let header: Header | undefined
  // The parser counts a line end of two characters within a cell twice: lines are counted here.
  let line = 0
  let parserLines = 0
  let emptyLines = 0
  const take = (cells: readonly string[], info: InfoRecord): null => {
    const first = line + info.empty_lines - emptyLines + 1
    emptyLines = info.empty_lines
    line = first + (info.lines - parserLines === 1 ? 0 : newlines(cells))
    parserLines = info.lines
    if (header === undefined) header = readHeader(name, cells, options.columns)
    else if (cells.length === header.cells.length) rows.push(toRow(cells, header))
    else {
      const why = `Line ${first} of ${name} does not fit the header (cells: ${cells.length}, columns: ${header.cells.length}). It is left out.`
      options.onDamage({ name, line: first, why })
    }
    return null
  }
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n'],
    max_record_size: maxRowLength,
    // Rows are taken here, and not from the stream's other end, which costs as much as the parsing.
    on_record: take,
  })
  // Each write tells of its error.
  parser.on('error', () => undefined)
  const passed = (act: (done: (error?: Error | null) => void) => void) =>
    new Promise<void>((resolve, reject) => act((error) => (error ? reject(error) : resolve())))
  let failure: unknown
  try {
    for await (const chunk of chunks) {
      await passed((done) => parser.write(chunk, done))
      if (rows.length === 0) continue
      yield rows
      rows = []
    }
    await passed((done) => parser.end(done))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    failure = new RawDataError(
      error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'
        ? `Line ${line + 1} of ${name} has a quote that is never closed: nothing behind it can be read. Get the file anew, as AppsFlyer wrote it.`
        : `${name} cannot be read as CSV behind line ${line} (${error.code}).`,
    )
  } finally {
    parser.destroy()
  }
  if (rows.length > 0) yield rows
  if (failure !== undefined) throw failure
}

function readHeader(name: string, cells: readonly string[], columns: ReadingOptions['columns']): Header {
  const names = cells.map(columnName)
  if (!names.includes(keyColumn)) {
    throw new NotRawData(
      `${name} is none of AppsFlyer's raw data: its first line names no column "AppsFlyer ID" or appsflyer_id.`,
    )
  }
  const wanted = [...names.entries()].filter(
    ([index, column]) =>
      column !== '' && names.indexOf(column) === index && (columns === undefined || columns.has(column)),
  )
  return { cells, wanted }
}

function toRow(cells: readonly string[], { wanted }: Header): RawRow {
  const row: Record<string, string> = {}
  for (const [index, name] of wanted) {
    const cell = cells[index]
    if (cell !== undefined && cell !== '') row[name] = cell
  }
  return row
}

function newlines(cells: readonly string[]): number {
  return cells.reduce((count, cell) => count + cell.split('\n').length - 1, 0)
}
