import { createReadStream } from 'node:fs'
import { truncate } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { isTornJson } from '../../delivery/dead-letters/torn-end'
import { QuoteWatch, StrayQuote } from '../inputs/refuse-stray-quotes'
import { leadingColumns, recordColumn } from './rejected-columns'

const newline = 0x0a

/**
 * Cuts off a last row that a crash tore: its record was never settled, and comes again. A row that an editor left without
 * its end stays, and everything does where a quote stands so that rows cannot be told apart.
 */
export async function cutTornRow(path: string, delimiter: string, columns: readonly string[]): Promise<void> {
  const last = await lastRow(path, delimiter)
  if (last === undefined || last.text === '') return
  if (isTorn(last, delimiter, columns)) await truncate(path, last.start)
}

interface LastRow {
  /** In bytes. */
  readonly start: number
  readonly text: string
  readonly isInQuotes: boolean
}

/** What stands behind the last line end that ends a row; undefined where quotes are misplaced. */
async function lastRow(path: string, delimiter: string): Promise<LastRow | undefined> {
  const watch = new QuoteWatch(delimiter)
  let end = 0
  let start = 0
  let behind: Buffer[] = []
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      let from = 0
      for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, at + 1)) {
        watch.look(chunk.subarray(from, at + 1))
        from = at + 1
        if (watch.isInQuotes) continue
        start = end + from
        behind = []
      }
      watch.look(chunk.subarray(from))
      behind.push(start > end ? chunk.subarray(start - end) : chunk)
      end += chunk.length
    }
  } catch (error) {
    if (error instanceof StrayQuote) return undefined
    throw error
  }
  return { start, text: Buffer.concat(behind).toString('utf8'), isInQuotes: watch.isInQuotes }
}

function isTorn({ text, isInQuotes }: LastRow, delimiter: string, columns: readonly string[]): boolean {
  // A whole row within it: a quote that nothing closes swallowed what is behind it.
  if (isInQuotes)
    return !text
      .split('\n')
      .slice(1)
      .some((line) => cellsOf(line, delimiter).length >= columns.length)
  const cells = cellsOf(text, delimiter)
  if (cells.length < columns.length) return true
  // Right before the record, or between two quotes that stand for one, it looks whole.
  const record = cells[columns.indexOf(recordColumn)] ?? ''
  const isEmpty = cells.every((cell, index) => cell === '' || isLeading(columns[index]))
  return isEmpty || (/^[{["]/.test(record) && isTornJson(record))
}

function isLeading(column: string | undefined): boolean {
  return leadingColumns.some((name) => name === column)
}

function cellsOf(text: string, delimiter: string): readonly string[] {
  try {
    const options = { delimiter, to: 1, relax_quotes: true, relax_column_count: true }
    const [cells = []] = parse(text.replace(/\r$/, ''), options) as string[][]
    return cells
  } catch {
    return []
  }
}
