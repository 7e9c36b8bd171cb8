import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { LedgerSettings } from '../../spec/configuration/ledger-form'
import type { Request } from '../../src/core/domain/request'
import { prepare } from '../../src/core/prepare'
import { idHash, orderHash, valueHash } from '../../src/ledger/entry'
import type { Ledger } from '../../src/ledger/ledger'
import { openLedger, tryLedger } from '../../src/ledger/open-ledger'
import type { S3Ports } from '../../src/storage/ask-s3'
import { StorageError } from '../../src/storage/storage-error'
import { configure, ids, iosRow, nowMs, webCall } from '../core/prepare-fixtures'

const ports: S3Ports = {
  fetch: async () => Promise.reject(new Error('no network')),
  now: () => nowMs,
  env: {},
  readFile: async () => '',
  sleep: async () => undefined,
  random: () => 0,
  patienceMs: 1_000,
}
const run = { startedAtMs: nowMs, mark: 'abcd1234', source: null }

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const inFolder = (more: object = {}): LedgerSettings => ({ storage: 'file', folder, records: false, ...more })

async function open(settings: LedgerSettings = inFolder(), mark = run.mark): Promise<Ledger> {
  const ledger = await openLedger(settings, { ...run, mark }, ports)
  if (ledger === undefined) throw new Error('no ledger')
  return ledger
}

const configuration = configure({ ledger: { storage: 'file', folder: 'ledger' } })

function requestOf(data: unknown): Request {
  const { request } = prepare({ data }, configuration, nowMs)
  if (request === null) throw new Error('it is not sent')
  return request
}

const accepted = { status: 200, attempts: 1, mayBeDuplicated: 0, acceptedAtMs: nowMs }
const names = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.gz'))
const linesIn = (name: string) =>
  gunzipSync(readFileSync(join(folder, name)))
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
const key = () => readFileSync(join(folder, 'key'), 'utf8').trim()

test('an accepted purchase: what it takes to find its row, its ids as hashes', async () => {
  const data = iosRow({
    event_name: 'af_purchase',
    revenue: '48.50',
    currency: 'EUR',
    order_id: 'o-7',
    customer_user_id: 'u',
  })
  const request = requestOf(data)
  const ledger = await open()
  ledger.add(request, { ...accepted, attempts: 3, mayBeDuplicated: 1 }, () => ({ data }))
  await ledger.flush()
  expect(names()).toEqual(['2024-01-15/20240115T120000000Z-abcd1234-000001.ledger.ndjson.gz'])
  const [header, entry, ...rest] = linesIn(names()[0] ?? '')
  expect(header).toEqual({
    ledger: 1,
    run: '20240115T120000000Z-abcd1234',
    source: null,
    key: expect.stringMatching(/^[0-9a-f]{16}$/),
  })
  expect(rest).toEqual([])
  const { eventValue, eventTime } = JSON.parse(request.body)
  expect(entry).toEqual({
    app_id: 'id123456789',
    endpoint: 'mobile_v3',
    status: 200,
    attempts: 3,
    may_be_duplicated: true,
    event_name: 'af_purchase',
    currency: 'EUR',
    revenue: '48.5',
    accepted_at: nowMs,
    event_time: Date.parse(`${eventTime}Z`),
    delivery_id: request.deliveryId,
    on_wire: true,
    value: valueHash(eventValue),
    user: idHash(key(), ids.appsflyerId),
    order: orderHash(key(), 'o-7'),
  })
  expect(JSON.stringify(entry)).not.toContain(ids.appsflyerId)
})

test('a web event and a visit', async () => {
  const event = requestOf({ ...webCall({ revenue: 12, currency: 'USD', order_id: 'w-1' }), messageId: undefined })
  const visit = requestOf(webCall({}, { type: 'page', timestamp: undefined }))
  const ledger = await open()
  for (const request of [event, visit]) ledger.add(request, { ...accepted, status: 202 }, () => ({ data: null }))
  await ledger.flush()
  const [, first, second] = linesIn(names()[0] ?? '')
  const { event_value, user_id } = JSON.parse(event.body)
  expect(first).toMatchObject({
    endpoint: 'web_event',
    status: 202,
    revenue: '12',
    currency: 'USD',
    on_wire: true,
    value: valueHash(JSON.stringify(event_value)),
    user: idHash(key(), user_id.customer_user_id),
    order: orderHash(key(), 'w-1'),
  })
  expect(second).toMatchObject({ endpoint: 'web_visit', event_name: null, event_time: null })
  expect(second).not.toHaveProperty('on_wire')
})

test('of a long value the beginning is known, too: AppsFlyer may keep no more', async () => {
  const long = requestOf(iosRow({ a: 'x'.repeat(300), b: 'é'.repeat(100), c: 'z'.repeat(100) }))
  const value: string = JSON.parse(long.body).eventValue
  const body = JSON.stringify({ ...JSON.parse(long.body), eventValue: value.padEnd(1_001, ' ') })
  const ledger = await open()
  ledger.add({ ...long, body }, accepted, () => ({ data: null }))
  await ledger.flush()
  expect(linesIn(names()[0] ?? '')[1]).toMatchObject({
    value_start: valueHash(value.padEnd(1_001, ' ').slice(0, 1_000)),
  })
})

test('records are kept only where that is asked for, as they came, with what makes them the same delivery', async () => {
  const data = iosRow({ email: 'jane@example.com', price: 0.1 })
  const silent = await open()
  silent.add(requestOf(data), accepted, () => ({ data }))
  await silent.flush()
  expect(names()).toHaveLength(1)
  const ledger = await open(inFolder({ records: true }), 'second00')
  ledger.add(requestOf(data), accepted, () => ({ stream: 'orders', data, primaryKey: [['id']] }))
  await ledger.flush()
  const kept = names().find((name) => name.endsWith('.records.ndjson.gz')) ?? ''
  expect(linesIn(kept)).toEqual([
    { delivery_id: requestOf(data).deliveryId, stream: 'orders', primary_key: [['id']], data },
  ])
})

test('all runs share one key, made once, for the owner alone; one of the configuration wins', async () => {
  const opened = await Promise.all(Array.from({ length: 8 }, (_, index) => open(inFolder(), `run-${index}`)))
  for (const ledger of opened) {
    ledger.add(requestOf(iosRow()), accepted, () => ({ data: null }))
    await ledger.flush()
  }
  const users = new Set(names().map((name) => linesIn(name)[1].user))
  expect([...users]).toEqual([idHash(key(), ids.appsflyerId)])
  if (process.platform !== 'win32') expect(statSync(join(folder, 'key')).mode & 0o777).toBe(0o600)
  const own = await open(inFolder({ hash_key: 'of-mine' }), 'own')
  own.add(requestOf(iosRow()), accepted, () => ({ data: null }))
  await own.flush()
  const ofOwn = names().find((name) => name.includes('-own-')) ?? ''
  expect(linesIn(ofOwn)[1].user).toBe(idHash('of-mine', ids.appsflyerId))
})

test('a place that does not work is told before anything is sent', async () => {
  const locked = inFolder({ folder: '/dev/null/ledger' })
  const failure = {
    failureType: 'config_error',
    message: expect.stringMatching(/the ledger .*\/dev\/null\/ledger \(ENOTDIR\)\. Check ledger\.folder/),
  }
  await expect(open(locked)).rejects.toMatchObject(failure)
  expect(await tryLedger(locked, ports)).toMatchObject(failure)
  expect(await tryLedger({ storage: 'none' }, ports)).toBeUndefined()
  expect(await tryLedger(inFolder(), ports)).toBeUndefined()
  expect(readdirSync(folder)).toEqual([])
})

test('an entry takes 60 bytes at most: a million of purchases take 60 MB', async () => {
  const ledger = await open()
  const count = 10_000
  let state = 1
  const random = () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
  for (let index = 0; index < count; index++) {
    const user = Math.floor(random() * 5_000)
    const request = requestOf(
      iosRow({
        event_name: ['af_purchase', 'af_subscribe', 'af_add_to_cart'][index % 3],
        appsflyer_id: `17000000${String(user).padStart(5, '0')}-1234567890123456789`,
        event_time: new Date(nowMs - Math.floor(random() * 80_000_000)).toISOString(),
        revenue: (random() * 200).toFixed(2),
        currency: 'EUR',
        order_id: `order-${index}`,
      }),
    )
    ledger.add(request, { ...accepted, acceptedAtMs: nowMs + index }, () => ({ data: null }))
    if (index % 5_000 === 0) await ledger.flush()
  }
  await ledger.flush()
  const bytes = names().reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
  expect(names().flatMap((name) => linesIn(name).slice(1))).toHaveLength(count)
  expect(bytes / count).toBeLessThanOrEqual(60)
})

test('a record nested 8,000 deep is kept with its entry, whole', async () => {
  const ledger = await open(inFolder({ records: true }))
  const deep: unknown = JSON.parse(`${'{"a":['.repeat(8_000)}1${']}'.repeat(8_000)}`)
  ledger.add(requestOf(iosRow()), accepted, () => ({ data: { deep } }))
  await ledger.flush()
  const name = names().find((one) => one.endsWith('.records.ndjson.gz')) ?? ''
  const text = gunzipSync(readFileSync(join(folder, name))).toString()
  expect(text).toContain(`"data":{"deep":${'{"a":['.repeat(8_000)}1${']}'.repeat(8_000)}}`)
})

test('what cannot be kept is an error that quotes nothing', async () => {
  const ledger = await open()
  rmSync(folder, { recursive: true })
  const { writeFileSync } = await import('node:fs')
  writeFileSync(folder, '')
  ledger.add(requestOf(iosRow()), accepted, () => ({ data: null }))
  const error = await ledger.flush().catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(StorageError)
  expect(String(error)).not.toContain(ids.appsflyerId)
})
