import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { idHash, valueHash } from '../../src/ledger/entry'

const folder = mkdtempSync(join(tmpdir(), 'reconcile-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

const at = Date.UTC(2026, 4, 10, 12)
const key = 'k'
const ids = ['00000000000000000000000a', '00000000000000000000000b', '00000000000000000000000c']

beforeAll(() => {
  mkdirSync(join(folder, 'ledger/2026-05-10'), { recursive: true })
  const entries = ids.map((id, index) => ({
    ...{ app_id: 'com.shop', endpoint: 'mobile_v2', status: 200, attempts: 1, event_name: 'af_purchase' },
    ...{ currency: 'EUR', revenue: `${index + 1}.10`, accepted_at: at + 1000, event_time: at, delivery_id: id },
    ...{ on_wire: true, value: valueHash(`{"n":${index}}`), user: idHash(key, 'device') },
  }))
  const lines = (all: readonly unknown[]) => gzipSync(`${all.map((one) => JSON.stringify(one)).join('\n')}\n`)
  const place = join(folder, 'ledger/2026-05-10')
  const header = { ledger: 1, run: 'r', source: null }
  writeFileSync(join(place, 'r.ledger.ndjson.gz'), lines([header, ...entries, entries[0]]))
  writeFileSync(join(place, 'r.records.ndjson.gz'), lines([{ delivery_id: ids[1], stream: 'orders', data: { n: 1 } }]))
  writeFileSync(join(folder, 'ledger/key'), `${key}\n`)
  const row = (did: string, n: number, revenue: string) =>
    `com.shop,device,af_purchase,"{""n"":${n}}",2026-05-10 12:00:00,${revenue},EUR,S2S,"{""did"":""${did}""}"\n`
  const header81 =
    'App ID,AppsFlyer ID,Event Name,Event Value,Event Time,Event Revenue,Event Revenue Currency,Event Source'
  writeFileSync(join(folder, 'in_app_events_report.csv'), `${header81},Custom Data\n${row(ids[0] ?? '', 0, '1.1')}`)
  writeFileSync(join(folder, 'more_in_app_events_report.csv'), `${header81},Custom Data\n${row(ids[2] ?? '', 2, '')}`)
  writeFileSync(join(folder, 'c.json'), JSON.stringify({ s2s_token: 't', apps: [{ app_id: 'com.shop' }] }))
})

async function run(...args: readonly string[]) {
  const child = spawn(process.execPath, [join(__dirname, '../../bin/appsflyer-destination'), 'reconcile', ...args], {
    cwd: folder,
  })
  const texts = { out: '', errors: '' }
  child.stdout.on('data', (chunk) => {
    texts.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    texts.errors += chunk
  })
  const exitCode = await new Promise((resolve) => child.on('close', resolve))
  return { exitCode, ...texts }
}

const raw = ['--raw', 'in_app_events_report.csv', 'more_in_app_events_report.csv']

test('prints what is not recorded, the sums, and writes what is missing for send', async () => {
  const args = ['--config', 'c.json', '--ledger', 'ledger', '--json', '--missing', 'lost.ndjson']
  const { exitCode, out } = await run(...args, '--now', '2026-05-20T00:00:00Z', ...raw)
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const totals = lines.pop()
  expect(lines.sort((left, right) => left.delivery_id.localeCompare(right.delivery_id))).toMatchObject([
    { delivery_id: ids[1], verdict: 'missing', event_time: '2026-05-10T12:00:00.000Z', app_id: 'com.shop' },
    { delivery_id: ids[2], verdict: 'revenue_lost', detail: 'Event Revenue is empty, 3.10 EUR was sent.' },
  ])
  expect(totals).toMatchObject({ entries: 3, foreign: 0, verdicts: { recorded: 1, missing: 1, revenue_lost: 1 } })
  expect(totals.money).toEqual([
    { verdict: 'revenue_lost', currency: 'EUR', amount: '3.1' },
    { verdict: 'recorded', currency: 'EUR', amount: '1.1' },
    { verdict: 'missing', currency: 'EUR', amount: '2.1' },
  ])
  const letter = JSON.parse(readFileSync(join(folder, 'lost.ndjson'), 'utf8'))
  expect(letter).toMatchObject({
    record: { stream: 'orders', data: { n: 1 } },
    dead_letter: { code: 'missing', delivery_id: ids[1] },
  })
  expect(exitCode).toBe(4)
})

test('a ledger file that was cut is told by its name', async () => {
  const path = join(folder, 'cut/2026-05-10/r.ledger.ndjson.gz')
  mkdirSync(join(folder, 'cut/2026-05-10'), { recursive: true })
  const whole = readFileSync(join(folder, 'ledger/2026-05-10/r.ledger.ndjson.gz'))
  writeFileSync(path, whole.subarray(0, whole.length - 30))
  const { errors } = await run('--config', 'c.json', '--ledger', 'cut', ...raw)
  expect(errors).toContain('r.ledger.ndjson.gz ends too early')
})

test('a raw file that was cut is refused, as is a call without raw data', async () => {
  const packed = gzipSync(readFileSync(join(folder, 'in_app_events_report.csv')))
  writeFileSync(join(folder, 'cut.csv.gz'), packed.subarray(0, packed.length - 12))
  const cut = await run('--config', 'c.json', '--ledger', 'ledger', '--raw', 'cut.csv.gz')
  expect(cut).toMatchObject({ exitCode: 2, errors: expect.stringContaining('cut.csv.gz ends too early') })
  const none = await run('--config', 'c.json', '--ledger', 'ledger')
  expect(none).toMatchObject({ exitCode: 2, errors: expect.stringContaining('--raw') })
})
