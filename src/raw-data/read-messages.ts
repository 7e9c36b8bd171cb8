import { StringDecoder } from 'node:string_decoder'
import { isObject, type Json } from '../json/json'
import { jsonText } from '../json/json-text'
import { parseJsonLine } from '../json/parse-json-line'
import type { ReadingOptions } from './raw-block'
import { NotRawData } from './raw-data-error'
import { columnName, keyColumn, type RawRow } from './raw-row'

const maxLineLength = 1_048_576
/** The Push API leaves out what is empty: so many lines may be without the column that tells raw data. */
const linesToTell = 1000

/** Push API messages, one a line, some at a time. Throws NotRawData. */
export async function* readMessages(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  options: ReadingOptions,
): AsyncGenerator<readonly RawRow[]> {
  const names = new Map<string, string | undefined>()
  let rows: RawRow[] = []
  let seen = 0
  let isRawData = false
  const refuse = () =>
    new NotRawData(
      `${name} is none of AppsFlyer's raw data: none of its ${seen} first lines is JSON with an appsflyer_id.`,
    )
  for await (const lines of linesOf(chunks)) {
    for (const { number, text } of lines) {
      seen += 1
      const message = text === undefined ? 'long' : parsed(text)
      if (typeof message === 'string') {
        const what = message === 'long' ? `is longer than ${maxLineLength} characters` : 'is no JSON object'
        options.onDamage({ name, line: number, why: `Line ${number} of ${name} ${what}. It is left out.` })
      } else {
        isRawData ||= Object.keys(message).some((key) => columnName(key) === keyColumn)
        rows.push(toRow(message, names, options.columns))
      }
      if (!isRawData && seen >= linesToTell) throw refuse()
    }
    if (!isRawData || rows.length === 0) continue
    yield rows
    rows = []
  }
  if (!isRawData && seen > 0) throw refuse()
}

function parsed(text: string): { readonly [key: string]: Json } | 'damaged' {
  try {
    const value = parseJsonLine(text)
    return isObject(value) ? value : 'damaged'
  } catch {
    return 'damaged'
  }
}

const mostNames = 1000

/** `names` holds what keys are called, undefined for those that are not wanted. */
function toRow(
  message: { readonly [key: string]: Json },
  names: Map<string, string | undefined>,
  columns: ReadingOptions['columns'],
): RawRow {
  const row: Record<string, string> = {}
  for (const key of Object.keys(message)) {
    if (!names.has(key)) {
      if (names.size >= mostNames) names.clear()
      const name = columnName(key)
      names.set(key, name !== '' && (columns === undefined || columns.has(name)) ? name : undefined)
    }
    const name = names.get(key)
    const text = name === undefined ? '' : asText(message[key])
    if (name !== undefined && text !== '') row[name] = text
  }
  return row
}

function asText(value: Json | undefined): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? jsonText(value) : String(value)
}

interface Line {
  readonly number: number
  /** Absent when it is too long to be kept. */
  readonly text?: string
}

/** Lines that are not blank. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Line[]> {
  const decoder = new StringDecoder('utf8')
  let number = 0
  let rest = ''
  let isLong = false
  const toLine = (text: string): readonly Line[] => {
    number += 1
    if (isLong || text.length > maxLineLength) {
      isLong = false
      return [{ number }]
    }
    const trimmed = text.trim()
    return trimmed === '' ? [] : [{ number, text: trimmed }]
  }
  for await (const chunk of chunks) {
    const [first = '', ...others] = decoder
      .write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
      .split('\n')
    rest += first
    const whole: string[] = []
    for (const text of others) {
      whole.push(rest)
      rest = text
    }
    yield whole.flatMap(toLine)
    if (rest.length <= maxLineLength) continue
    isLong = true
    rest = ''
  }
  if (isLong || rest !== '') yield toLine(rest)
}
