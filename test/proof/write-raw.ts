import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Report, Send, SimulatedRow } from './history'

/** Raw data in the way of each channel. Shares no code with src/proof. */

export function writeLedger(folder: string, sends: readonly Send[]): void {
  const half = Math.ceil(sends.length / 2)
  for (const [index, part] of [sends.slice(0, half), sends.slice(half)].entries()) {
    const lines = [{ ledger: 1, run: `run-${index}`, source: null }, ...part.map(({ entry }) => entry)]
    const text = `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`
    write(join(folder, `2026-05-0${index + 1}`, `run-${index}.ledger.ndjson.gz`), gzipSync(text))
  }
}

type Cells = readonly (readonly [display: string, snake: string, of: (row: SimulatedRow) => string])[]

const columns: Cells = [
  ['Attributed Touch Time', 'attributed_touch_time', (row) => (row.report === 'organic' ? '' : '2026-04-01 00:00:00')],
  ['Event Time', 'event_time', ({ timeMs }) => timeText(timeMs).slice(0, 19)],
  ['Event Name', 'event_name', ({ name }) => name],
  ['Event Value', 'event_value', ({ value }) => value],
  ['Event Revenue', 'event_revenue', ({ revenue }) => revenue],
  ['Event Revenue Currency', 'event_revenue_currency', ({ currency }) => currency],
  ['Event Source', 'event_source', ({ source }) => source],
  ['Media Source', 'media_source', (row) => (row.report === 'organic' ? '' : 'network, "one"')],
  ['AppsFlyer ID', 'appsflyer_id', ({ appsflyerId }) => appsflyerId],
  ['Customer User ID', 'customer_user_id', ({ customerUserId }) => customerUserId],
  ['App ID', 'app_id', ({ app }) => app],
  ['Custom Data', 'custom_data', ({ customData }) => customData],
  ['Blocked Reason', 'blocked_reason', (row) => (row.report === 'blocked' ? 'bots' : '')],
]
const told: Cells = [
  ['Is Organic', 'is_organic', ({ report }) => String(report === 'organic')],
  ['Is Retargeting', 'is_retargeting', ({ report }) => String(report === 'retarget')],
]

const reportNames: Readonly<Record<Report, string>> = {
  nonorganic: 'in_app_events_report',
  organic: 'organic_in_app_events_report',
  retarget: 'in-app-events-retarget',
  blocked: 'blocked_in_app_events_report',
}

const day = 86_400_000

/** A file a report and ten days, fetched two days after. */
export function writePull(folder: string, rows: readonly SimulatedRow[], fetchedMs?: number): void {
  const files = grouped(rows, ({ report, timeMs }) => `${report} ${Math.floor(timeMs / (10 * day))}`)
  for (const [key, own] of files) {
    const [report = '', piece = ''] = key.split(' ')
    const end = (Number(piece) + 1) * 10 * day
    const path = join(folder, `id123456789_${reportNames[report as Report]}_${piece}.csv`)
    const text = csvOf(columns, 0, own, '\r\n')
    write(path, Buffer.from(`\uFEFF${text}`), fetchedMs ?? end + 2 * day)
  }
}

/** One file of all reports, whose rows tell which they are of. */
export function writeSnake(folder: string, rows: readonly SimulatedRow[], fetchedMs: number): void {
  write(join(folder, 'export.csv.gz'), gzipSync(csvOf([...columns, ...told], 1, rows, '\n')), fetchedMs)
}

export async function writeParquet(folder: string, rows: readonly SimulatedRow[], fetchedMs: number): Promise<void> {
  const { parquetWriteBuffer } = await import('hyparquet-writer')
  const columnData = [...columns, ...told].map(([, name, of]) => ({
    name,
    data: rows.map((row) => of(row) || null),
    type: 'STRING' as const,
  }))
  write(join(folder, 'export.parquet'), Buffer.from(parquetWriteBuffer({ columnData })), fetchedMs)
}

const eventTypes: Readonly<Record<Report, string>> = {
  nonorganic: 'install-in-app-event',
  organic: 'organic-install-in-app-event',
  retarget: 're-engagement-in-app-event',
  blocked: 'install-in-app-event',
}

/** Empty fields are left out, times have milliseconds. */
export function writePush(folder: string, rows: readonly SimulatedRow[]): void {
  const lines = rows.map((row) => {
    const cells = columns.flatMap(([, name, of]) => (of(row) === '' ? [] : [[name, of(row)]]))
    const message = {
      ...Object.fromEntries(cells),
      event_time: timeText(row.timeMs),
      event_type: eventTypes[row.report],
    }
    return JSON.stringify({ ...message, event_value: row.value === '' ? '{}' : row.value, wifi: true })
  })
  write(join(folder, 'push.ndjson'), Buffer.from(`${lines.join('\n')}\n`))
}

const topics: Readonly<Record<Report, string>> = {
  nonorganic: 'inapps',
  organic: 'inapps',
  retarget: 'inapps_retargeting',
  blocked: 'blocked_inapps',
}

/** A folder an hour of arrival, each of them finished, whether it has rows or not. */
export function writeLocker(folder: string, rows: readonly SimulatedRow[], fromMs: number, days: number): void {
  const hours = grouped(rows, ({ report, arrivedMs }) => `${topics[report]} ${Math.floor(arrivedMs / 3_600_000)}`)
  for (let hour = fromMs / 3_600_000; hour < fromMs / 3_600_000 + days * 24; hour += 1) {
    for (const topic of new Set(Object.values(topics))) {
      const own = hours.get(`${topic} ${hour}`) ?? []
      if (own.length === 0 && topic !== 'inapps') continue
      const at = new Date(hour * 3_600_000)
      const place = join(folder, `t=${topic}`, `dt=${at.toISOString().slice(0, 10)}`, `h=${at.getUTCHours()}`)
      write(join(place, 'app_id=id123456789', 'part-00000.gz'), gzipSync(csvOf([...columns, ...told], 1, own, '\n')))
      write(join(place, '_SUCCESS'), Buffer.alloc(0))
    }
  }
}

function csvOf(cells: Cells, header: 0 | 1, rows: readonly SimulatedRow[], end: string): string {
  const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = rows.map((row) => cells.map(([, , of]) => quoted(of(row))).join(','))
  return [cells.map((cell) => cell[header]).join(','), ...lines, ''].join(end)
}

function timeText(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '')
}

function write(path: string, content: Uint8Array, modifiedMs?: number): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  if (modifiedMs !== undefined) utimesSync(path, modifiedMs / 1000, modifiedMs / 1000)
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}
