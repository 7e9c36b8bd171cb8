import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { Unusable } from '../unusable'
import { csvOptions, mendCell, type ParsedRow, type Row, RowsUnderHeader } from './csv'
import { refuseStrayQuotes, StrayQuote } from './refuse-stray-quotes'

const batchSize = 256

/**
 * The rows of a CSV with a header (RFC 4180). Throws Unusable where the header cannot serve or a cell that begins with a
 * quote does not end with one: taken as it comes, it would swallow the rows behind it. Cells stay text.
 */
export async function* readRows(
  name: string,
  chunks: AsyncIterable<Buffer>,
  delimiter: string,
  maxBytes: number,
): AsyncGenerator<readonly Row[]> {
  const parser = parse(csvOptions(delimiter, maxBytes))
  const source = Readable.from(refuseStrayQuotes(chunks, delimiter))
  source.on('error', (error) => parser.destroy(error)).pipe(parser)
  const rows = new RowsUnderHeader(name)
  let batch: Row[] = []
  try {
    for await (const parsed of parser as AsyncIterable<ParsedRow>) {
      batch.push(...rows.read(parsed))
      if (batch.length >= batchSize || parser.readableLength === 0) {
        yield batch
        batch = []
      }
    }
  } catch (error) {
    if (!(error instanceof CsvError || error instanceof StrayQuote)) throw error
    if (batch.length > 0) yield batch
    throw new Unusable(describe(name, error))
  } finally {
    source.destroy()
  }
}

/** The parser's own messages quote the file. */
function describe(name: string, error: CsvError | StrayQuote): string {
  // As a spreadsheet counts: the header is row 1, a cell with line ends in it makes no more rows.
  const number = error instanceof StrayQuote ? error.row : Number(error['records']) + Number(error['empty_lines']) + 1
  const row = `Row ${number} of ${name}`
  if (error instanceof StrayQuote) return `${row} has a misplaced quote. ${mendCell}`
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return `${row} has a quote that is never closed: everything after it is one cell. ${mendCell}`
    case 'CSV_MAX_RECORD_SIZE':
      return `${row} is too large for a record: a quote may be misplaced. ${mendCell}`
    default:
      return `${row} cannot be read as CSV (${error.code}).`
  }
}
