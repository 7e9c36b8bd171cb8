import type { EmptyHour } from './empty-hours'
import type { Engine } from './engine/duck'
import type { RawDataFile } from './raw-files'
import {
  type Columns,
  createRaw,
  fileSpans,
  insertRows,
  readCsv,
  readMessages,
  readParquet,
  rejectedLines,
  wanted,
} from './sql/raw'
import { list, literal } from './sql/text'

/** What a file has of one app and report. Times in milliseconds since 1970, null where no row has one. */
export interface Span {
  readonly file: number
  readonly app: string
  readonly kind: number
  readonly rows: number
  readonly first: number | null
  readonly last: number | null
  readonly withoutTime: number
  readonly withoutSource: number
  readonly fromServer: number
}

export interface LoadedFile extends RawDataFile {
  readonly number: number
  /** Within one pile, equal rows are two events; over several, they may be the same one. */
  readonly pile: number
  readonly hasCustom: boolean
  /** Lines that cannot be read. */
  readonly damaged: number
}

export interface LoadedRaw {
  readonly files: readonly LoadedFile[]
  readonly spans: readonly Span[]
  readonly emptyHours: readonly EmptyHour[]
}

interface LoadOptions {
  /** The app of rows that name none. */
  readonly defaultApp: string
  readonly key: string | undefined
  readonly onWarning: (warning: string) => void
}

/** Reads the files into the table of rows, those of one form together. */
export async function loadRaw(
  engine: Engine,
  found: readonly RawDataFile[],
  empty: readonly EmptyHour[],
  { defaultApp, key, onWarning }: LoadOptions,
): Promise<LoadedRaw> {
  await engine.run(createRaw)
  const forms = await formsOf(engine, found)
  const columnsOf = new Map(forms.flatMap(({ files, columns }) => files.map((file) => [file, columns] as const)))
  const piles = new Map<string, number>()
  const numbered = found.map((file, number) => {
    const pile = pileOf(file)
    if (!piles.has(pile)) piles.set(pile, piles.size)
    return { ...file, number, pile: piles.get(pile) ?? 0, columns: columnsOf.get(file) ?? {} }
  })
  await insertFiles(engine, numbered)
  const parameters = key === undefined ? {} : { key }
  for (const { from, columns } of forms) {
    await engine.run(insertRows(from, columns, defaultApp, key !== undefined), parameters)
  }
  const damaged = await damagedOf(engine, forms)
  const pushed = await engine.rows(`SELECT bool_or(revenue IS NOT NULL) AS revenue, bool_or(did IS NOT NULL) AS custom
    FROM raw JOIN files USING (file) WHERE files.topic = 'push'`)
  await engine.run(`UPDATE files SET has_revenue = ${pushed[0]?.['revenue'] === true} WHERE topic = 'push'`)
  const files = numbered.map((file) => ({
    ...file,
    hasCustom:
      file.format.kind === 'messages' ? pushed[0]?.['custom'] === true : file.columns.custom_data !== undefined,
    damaged: damaged.get(file.source.name) ?? 0,
  }))
  const spans = (await engine.rows(fileSpans)).map(spanOf)
  warnOfDamage(files, spans, onWarning)
  return { files, spans, emptyHours: empty }
}

function warnOfDamage(
  files: readonly LoadedFile[],
  spans: readonly Span[],
  onWarning: (warning: string) => void,
): void {
  for (const { source, number, damaged } of files) {
    const without = spans.reduce((sum, span) => sum + (span.file === number ? span.withoutTime : 0), 0)
    const count = damaged + without
    if (count > 0) {
      onWarning(`${count} ${count === 1 ? 'line' : 'lines'} of ${source.name} cannot be read. Get the file again.`)
    }
  }
}

/** Data Locker is one pile, and so are the messages of the Push API; a report is one by itself. */
function pileOf({ source, format }: RawDataFile): string {
  if (format.kind === 'messages') return 'messages'
  return source.topic === undefined ? `file ${source.name}` : `topic ${source.topic}`
}

interface Form {
  readonly files: readonly RawDataFile[]
  readonly from: string
  readonly columns: Columns
  readonly isCsv: boolean
}

/** Files of the same columns are read by one statement. */
async function formsOf(engine: Engine, files: readonly RawDataFile[]): Promise<readonly Form[]> {
  const groups = new Map<string, RawDataFile[]>()
  for (const file of files) {
    const key =
      file.format.kind === 'parquet'
        ? `parquet ${await parquetColumns(engine, file)}`
        : JSON.stringify([file.format, file.isPacked])
    groups.set(key, [...(groups.get(key) ?? []), file])
  }
  return [...groups].flatMap(([key, group]) => {
    const [first] = group
    return first === undefined ? [] : [formOf(first, group, key)]
  })
}

function formOf({ format, isPacked }: RawDataFile, files: readonly RawDataFile[], key: string): Form {
  const paths = files.map(({ source }) => source.name)
  if (format.kind === 'messages') {
    const columns = Object.fromEntries(wanted.map((name) => [name, name]))
    return { files, from: readMessages(paths, isPacked), columns, isCsv: false }
  }
  if (format.kind === 'csv') {
    const from = readCsv(paths, format.delimiter, format.headers.length, isPacked)
    return { files, from, columns: columnsOf(format.headers, (index) => `c${index}`), isCsv: true }
  }
  const names: readonly string[] = JSON.parse(key.slice('parquet '.length))
  const columns = columnsOf(names, (index) => `"${(names[index] ?? '').replaceAll('"', '""')}"`)
  return { files, from: readParquet(paths), columns, isCsv: false }
}

async function parquetColumns(engine: Engine, { source }: RawDataFile): Promise<string> {
  const rows = await engine.rows(`DESCRIBE SELECT * FROM read_parquet(${list([source.name])})`)
  return JSON.stringify(rows.map((row) => row['column_name']))
}

function columnsOf(names: readonly string[], expression: (index: number) => string): Columns {
  const found = wanted.flatMap((name) => {
    const index = names.indexOf(name)
    return index < 0 ? [] : [[name, expression(index)] as const]
  })
  return Object.fromEntries(found)
}

async function insertFiles(
  engine: Engine,
  files: readonly (RawDataFile & { number: number; pile: number; columns: Columns })[],
) {
  const values = files.map(({ number, source, report, pile, format, columns }) => {
    const topic = format.kind === 'messages' ? 'push' : source.topic
    const texts = [source.name, source.appId, topic].map((text) => (text === undefined ? 'NULL' : literal(text)))
    const [name, app, topicText] = texts
    return `(${number}, ${name}, ${app}, ${report ?? -1}, ${topicText}, ${pile},
      ${columns.event_revenue !== undefined}, ${columns.custom_data !== undefined})`
  })
  for (let start = 0; start < values.length; start += 500) {
    await engine.run(`INSERT INTO files VALUES ${values.slice(start, start + 500).join(', ')}`)
  }
}

async function damagedOf(engine: Engine, forms: readonly Form[]): Promise<ReadonlyMap<string, number>> {
  if (!forms.some(({ isCsv }) => isCsv)) return new Map()
  const rows = await engine.rows(rejectedLines)
  return new Map(rows.map((row) => [String(row['path']), Number(row['lines'])]))
}

function spanOf(row: Record<string, unknown>): Span {
  const timeOf = (value: unknown) => (typeof value === 'number' ? value : null)
  return {
    file: Number(row['file']),
    app: String(row['app']),
    kind: Number(row['kind']),
    rows: Number(row['rows']),
    first: timeOf(row['first']),
    last: timeOf(row['last']),
    withoutTime: Number(row['without_time']),
    withoutSource: Number(row['without_source']),
    fromServer: Number(row['from_server']),
  }
}
