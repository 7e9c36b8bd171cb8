import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { idHash, keyMark, valueHash } from '../../src/ledger/entry'

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
  writeFileSync(join(place, 'r.ledger.ndjson.gz'), lines([header, ...entries]))
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
  const { out } = await run('--config', 'c.json', '--ledger', 'cut', '--json', ...raw)
  const { warnings } = JSON.parse(out.trim().split('\n').at(-1) ?? '')
  expect(warnings[0]).toContain('r.ledger.ndjson.gz ends too early')
})

test('a raw file that was cut is refused, as is a call without raw data', async () => {
  const packed = gzipSync(readFileSync(join(folder, 'in_app_events_report.csv')))
  writeFileSync(join(folder, 'cut.csv.gz'), packed.subarray(0, packed.length - 12))
  const cut = await run('--config', 'c.json', '--ledger', 'ledger', '--raw', 'cut.csv.gz')
  expect(cut).toMatchObject({ exitCode: 2, errors: expect.stringContaining('cut.csv.gz ends too early') })
  const none = await run('--config', 'c.json', '--ledger', 'ledger')
  expect(none).toMatchObject({ exitCode: 2, errors: expect.stringContaining('--raw') })
})

const onLinux = process.platform === 'linux' ? test : test.skip
onLinux.each(['--missing', '--html'])('a full disk under %s is told in a sentence', async (option) => {
  const args = ['--config', 'c.json', '--ledger', 'ledger', '--now', '2026-05-20T00:00:00Z', option, '/dev/full']
  const { exitCode, errors } = await run(...args, ...raw)
  expect(exitCode).toBe(1)
  expect(errors).toMatch(/^[^\n]*\/dev\/full[^\n]*\n$/)
})

test('an entry that was sent again takes the place of the one that was lost, of two equal events of one', async () => {
  const entry = (acceptedAt: number, more: object = {}) => ({
    ...{ app_id: 'com.shop', endpoint: 'mobile_v3', status: 200, attempts: 1, event_name: 'af_purchase' },
    ...{ accepted_at: at + acceptedAt, event_time: at, delivery_id: ids[0], on_wire: true },
    ...{ value: valueHash('{"n":0}'), user: idHash(key, 'device'), ...more },
  })
  const entriesOf = async (...entries: readonly object[]) => {
    const place = join(folder, 'resent')
    mkdirSync(place, { recursive: true })
    const lines = [{ ledger: 1, run: 'r', source: null }, ...entries].map((one) => JSON.stringify(one)).join('\n')
    writeFileSync(join(place, 'r.ledger.ndjson.gz'), gzipSync(`${lines}\n`))
    const { out } = await run(
      '--config',
      'c.json',
      '--ledger',
      'resent',
      '--json',
      '--now',
      '2026-05-20T00:00:00Z',
      ...raw,
    )
    return JSON.parse(out.trim().split('\n').at(-1) ?? '')
  }
  const resent = { resent: true }
  expect(await entriesOf(entry(0), entry(9, resent))).toMatchObject({ entries: 1, verdicts: { recorded: 1 } })
  expect(await entriesOf(entry(0), entry(8, resent), entry(9, resent))).toMatchObject({ entries: 1 })
  expect(await entriesOf(entry(0), entry(1), entry(9, resent))).toMatchObject({ entries: 2 })
  expect(await entriesOf(entry(9, resent))).toMatchObject({ entries: 1, verdicts: { recorded: 1 } })
})

/** A ledger without delivery ids, and the two reports that prove a loss; gives the totals. */
describe('of entries that no row names', () => {
  const entryOf = (user: string, acceptedAt: string, itsKey = key) => ({
    ...{ app_id: 'com.shop', endpoint: 'mobile_v3', status: 200, attempts: 1, event_name: 'buy', event_time: null },
    ...{ accepted_at: Date.parse(acceptedAt), delivery_id: ids[0], value: valueHash(''), user: idHash(itsKey, user) },
  })
  const write = (path: string, text: string | Buffer) => {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const writeLedger = (name: string, itsKey: string, ...entries: readonly object[]) => {
    const lines = [{ ledger: 1, run: 'r', source: null, key: keyMark(itsKey) }, ...entries]
    write(name, gzipSync(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`))
  }
  const csv = (...rows: readonly string[]) =>
    ['App ID,AppsFlyer ID,Event Name,Event Value,Event Time,Event Source', ...rows, ''].join('\n')
  const row = (user: string, time: string, source = 'S2S') => `com.shop,${user},buy,,${time},${source}`
  const totalsOf = async (place: string, ...files: readonly string[]) => {
    const paths = (files.length === 0 ? ['raw'] : files).flatMap((file) => ['--raw', `${place}/${file}`])
    write(`${place}/ledger/key`, key)
    const args = ['--config', 'c.json', '--ledger', `${place}/ledger`, '--now', '2026-05-20T00:00:00Z', '--json']
    const { out, errors } = await run(...args, ...paths)
    return JSON.parse(out.trim().split('\n').at(-1) || JSON.stringify({ errors }))
  }
  const noon = '2026-05-10T12:00:00Z'

  test('one that arrived at midnight may lie in the report of the other day', async () => {
    const late = [entryOf('b', '2026-05-10T23:59:59.900Z'), entryOf('c', '2026-05-10T00:00:00.100Z')]
    writeLedger('midnight/ledger/r.ledger.ndjson.gz', key, entryOf('a', noon), ...late)
    write('midnight/raw/in_app_events_report.csv', csv(row('a', '2026-05-10 12:00:00')))
    write('midnight/raw/organic_in_app_events_report.csv', csv(row('x', '2026-05-10 12:00:00', 'SDK')))
    expect(await totalsOf('midnight')).toMatchObject({
      verdicts: { recorded: 1, cannot_tell: 2, missing: 0 },
      cannot_tell: [{ reason: 'not_covered', count: 2 }],
    })
    const around = ['2026-05-09', '2026-05-11'].map((day) => row('x', `${day} 12:00:00`, 'SDK'))
    write('midnight/raw/more_in_app_events_report.csv', csv(...around))
    write('midnight/raw/more_organic_in_app_events_report.csv', csv(...around))
    expect(await totalsOf('midnight')).toMatchObject({ verdicts: { recorded: 1, missing: 2 } })
  })

  test('one that was hashed with another key is never missing', async () => {
    writeLedger('keys/ledger/old.ledger.ndjson.gz', 'old', entryOf('a', noon, 'old'))
    writeLedger('keys/ledger/new.ledger.ndjson.gz', key, entryOf('b', noon), entryOf('c', noon))
    write('keys/raw/in_app_events_report.csv', csv(row('a', '2026-05-10 12:00:00'), row('b', '2026-05-10 12:00:00')))
    write('keys/raw/organic_in_app_events_report.csv', csv(row('x', '2026-05-10 12:00:00', 'SDK')))
    expect(await totalsOf('keys')).toMatchObject({
      verdicts: { recorded: 1, missing: 1, cannot_tell: 1 },
      cannot_tell: [{ reason: 'no_key', count: 1 }],
    })
  })

  test('a file that is named twice, by itself and by its folder, counts once', async () => {
    writeLedger('twice/ledger/r.ledger.ndjson.gz', key, entryOf('a', noon))
    write('twice/raw/in_app_events_report.csv', csv(row('a', '2026-05-10 12:00:00'), row('x', '2026-05-10 12:00:00')))
    const found = { verdicts: { recorded: 1, duplicated: 0 }, foreign: 1 }
    expect(await totalsOf('twice', 'raw', 'raw/in_app_events_report.csv', 'raw')).toMatchObject(found)
  })

  test('whether a file is packed is seen in it, not in its name', async () => {
    writeLedger('packed/ledger/r.ledger.ndjson.gz', key, entryOf('a', noon))
    write('packed/raw/in_app_events_report.csv', gzipSync(csv(row('a', '2026-05-10 12:00:00'))))
    write('packed/raw/organic_in_app_events_report.csv.gz', csv(row('x', '2026-05-10 12:00:00', 'SDK')))
    const message = { app_id: 'com.shop', appsflyer_id: 'y', event_name: 'buy', event_time: '2026-05-10 12:00:00' }
    write('packed/raw/push.ndjson', gzipSync(`${JSON.stringify(message)}\n`))
    write('packed/raw/push.ndjson.gz', `${JSON.stringify(message)}\n`)
    expect(await totalsOf('packed')).toMatchObject({ verdicts: { recorded: 1 }, warnings: [] })
  })

  test('the file of the last --missing gives its records to the next one, and can be sent again', async () => {
    const path = join(folder, 'again/lost.ndjson')
    const data = {
      ...{ type: 'track', event: 'buy', messageId: 'm', timestamp: noon, userId: 'u' },
      ...{ integrations: { AppsFlyer: { appsFlyerId: 'a' } }, context: { device: { type: 'android' } } },
    }
    const letter = { stage: 'recording', code: 'missing', message: 'Lost.', line: 0, attempts: 1 }
    write('again/lost.ndjson', `${JSON.stringify({ type: 'RECORD', record: { data }, dead_letter: letter })}\n`)
    write('again/lost.ndjson.progress', '{}')
    const configuration = { ledger: { storage: 'file', folder: 'again/ledger' } }
    write('again/c.json', JSON.stringify({ s2s_token: 't', apps: [{ app_id: 'com.shop' }], ...configuration }))
    const lost = { ...entryOf('b', noon), delivery_id: '6a007340ef4a576f2a2a5b0c' }
    const lines = [{ ledger: 1, run: 'r', source: { path } }, lost, entryOf('a', noon)]
    const ledger = lines.map((line) => JSON.stringify(line)).join('\n')
    write('again/ledger/r.ledger.ndjson.gz', gzipSync(`${ledger}\n`))
    write('again/ledger/key', key)
    write('again/raw/in_app_events_report.csv', csv(row('a', '2026-05-10 12:00:00')))
    write('again/raw/organic_in_app_events_report.csv', csv(row('x', '2026-05-10 12:00:00', 'SDK')))
    const args = ['--config', 'again/c.json', '--now', '2026-05-20T00:00:00Z', '--missing', path]
    expect(await run(...args, '--raw', 'again/raw')).toMatchObject({ exitCode: 4 })
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ record: { data }, dead_letter: { code: 'missing' } })
    expect(existsSync(`${path}.progress`)).toBe(false)
    expect(existsSync(`${path}.part`)).toBe(false)
  })
})
