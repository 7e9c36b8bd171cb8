import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { createSender, type Sender, SenderConfigurationError, type SenderOptions } from '../../src'
import { type Sandbox, startSandbox } from '../../src/sandbox'

/** The sender as a backend has it: the real engine and sockets, against the local sandbox. */
let sandbox: Sandbox
let folder: string
const senders: Sender[] = []
beforeAll(async () => {
  sandbox = await startSandbox({ apps: [{ appId: 'com.example.app', key: 'good-key' }] })
})
afterAll(() => sandbox.close())
beforeEach(() => {
  sandbox.inbox.clear()
  sandbox.faults.clear()
  folder = mkdtempSync(join(tmpdir(), 'sender-'))
})
afterEach(async () => {
  await Promise.all(senders.splice(0).map((sender) => sender.close()))
  rmSync(folder, { recursive: true, force: true })
})

const configuration = (more: object = {}, url = sandbox.url) => ({
  s2s_token: 'good-key',
  apps: [{ app_id: 'com.example.app' }],
  delivery: { max_requests_per_second: 10_000 },
  endpoints: { all: url },
  ...more,
})

function open(more: object = {}, options: SenderOptions = {}, url?: string): Sender {
  const sender = createSender(configuration(more, url), { onWarning: () => undefined, ...options })
  senders.push(sender)
  return sender
}

const row = { event_name: 'af_purchase', appsflyer_id: '1700000000000-1234567890', revenue: 1, currency: 'USD' }
const event = (more: object = {}) => ({
  type: 'track',
  event: 'Order Completed',
  messageId: 'm-1',
  timestamp: new Date(),
  userId: 'u-1',
  context: { device: { type: 'android' } },
  properties: { revenue: 9.5, currency: 'EUR' },
  integrations: { AppsFlyer: { appsFlyerId: '1700000000000-1234567890' } },
  ...more,
})
const arrived = () => [...sandbox.inbox.all({})].filter(({ verdict }) => verdict !== 'probe')
/** The lines of all gzipped files below a folder, parsed. */
function linesIn(path: string): readonly ReturnType<typeof JSON.parse>[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ndjson.gz'))
    .flatMap((name) =>
      gunzipSync(readFileSync(join(path, name)))
        .toString()
        .trimEnd()
        .split('\n'),
    )
    .map((line) => JSON.parse(line))
}

test('a Segment event and a row are accepted, each with what was found on it', async () => {
  const sender = open()
  const results = await Promise.all([
    sender.send({ data: event() }),
    sender.send({ stream: 'orders', data: { ...row, event_time: '2020-01-01 00:00:00' } }),
  ])
  expect(results.map(({ outcome, attempts, mayBeDuplicated }) => [outcome, attempts, mayBeDuplicated])).toEqual([
    ['accepted', 1, false],
    ['accepted', 1, false],
  ])
  expect(results[1]?.findings).toContainEqual(expect.objectContaining({ code: 'late_event', severity: 'degrade' }))
  expect(arrived()).toHaveLength(2)
  expect(sender.stats).toMatchObject({ sent: 2, waiting: 0, accepted: 2, rejected: 0, notSettled: 0, requests: 3 })
})

test('a bad record throws nothing: its result says what is wrong', async () => {
  const sender = open()
  const circular: { self?: object } = {}
  circular.self = circular
  const bad = [{ ...row, appsflyer_id: '' }, 'no object', null, undefined, 7n, circular, () => undefined]
  const results = await Promise.all(bad.map((data) => sender.send({ data })))
  expect(results.map(({ outcome }) => outcome)).toEqual(bad.map(() => 'rejected'))
  expect(results[0]).toMatchObject({ code: 'missing_appsflyer_id', message: expect.stringContaining('AppsFlyer id') })
  expect(results[0]?.findings.map(({ code }) => code)).toContain('missing_appsflyer_id')
  expect(results.slice(3).map(({ code }) => code)).toEqual(Array(4).fill('unreadable_record'))
  expect(arrived()).toEqual([])
  expect(sender.stats).toMatchObject({
    sent: bad.length,
    rejected: bad.length,
    byCode: { missing_appsflyer_id: 1, unreadable_record: 6 },
  })
})

test('a record is sent as it was when it was given', async () => {
  const sender = open()
  const data = { ...row, order: 'before' }
  const sent = sender.send({ data })
  data.order = 'after'
  await sent
  expect(arrived()[0]?.body).toContain('before')
})

test('a configuration that cannot be used throws one error with all of its mistakes, and none of its values', () => {
  const wrong = { s2s_token: 'SECRET', apps: [{ app_id: 'no app' }], delivery: { max_in_flight: -1 }, dev_key: 7 }
  expect(() => createSender(wrong)).toThrow(SenderConfigurationError)
  try {
    createSender(wrong)
  } catch (error) {
    const { message, problems } = error as SenderConfigurationError
    expect(problems.map(({ path }) => path)).toEqual(expect.arrayContaining(['delivery.max_in_flight', 'dev_key']))
    for (const { path } of problems) expect(message).toContain(path)
    expect(message).not.toContain('SECRET')
  }
})

test('what has no effect is told, and so is an environment variable that is not set', () => {
  const told: string[] = []
  const sender = open({ no_such_key: 1 }, { onWarning: (message) => told.push(message) })
  expect(sender.warnings).toEqual(told)
  expect(told.join()).toContain('no_such_key')
  const named = { ...configuration(), s2s_token: `\${NOT_SET}` }
  expect(() => createSender(named, { environment: {} })).toThrow(/NOT_SET/)
})

test('no more wait than it was told to hold; a producer that awaits ready() loses none', async () => {
  sandbox.faults.set({ latencyMs: 20 })
  const sender = open({ delivery: { max_requests_per_second: 10_000, max_in_flight: 2 } }, { maxWaitingRecords: 5 })
  const greedy = await Promise.all(Array.from({ length: 50 }, () => sender.send({ data: row })))
  const full = greedy.filter(({ code }) => code === 'queue_full')
  expect(full).toHaveLength(45)
  expect(full[0]).toMatchObject({ outcome: 'not_settled', message: expect.stringContaining('ready()') })
  const patient: Promise<unknown>[] = []
  let most = 0
  for (let index = 0; index < 40; index += 1) {
    await sender.ready()
    patient.push(sender.send({ data: row }))
    most = Math.max(most, sender.stats.waiting)
  }
  expect(most).toBe(5)
  expect(await Promise.all(patient)).toEqual(Array(40).fill(expect.objectContaining({ outcome: 'accepted' })))
  expect(arrived()).toHaveLength(45)
})

test('a large record counts by its size', async () => {
  sandbox.faults.set({ latencyMs: 20 })
  const sender = open({}, { maxWaitingCharacters: 1_000 })
  const big = { ...row, note: 'x'.repeat(2_000) }
  const results = await Promise.all([sender.send({ data: big }), sender.send({ data: row })])
  expect(results.map(({ outcome }) => outcome)).toEqual(['accepted', 'not_settled'])
})

test('a result comes after ledger and rejected records are on the disk', async () => {
  const sender = open({
    ledger: { storage: 'file', folder: join(folder, 'ledger') },
    rejected_records: { storage: 'file', folder: join(folder, 'rejected') },
  })
  await sender.ready()
  const ends: string[] = []
  const sent = [
    sender.send({ data: row }).then(() => ends.push(`ledger ${linesIn(join(folder, 'ledger')).length}`)),
    sender
      .send({ stream: 'orders', data: { ...row, appsflyer_id: '' } })
      .then(() => ends.push(`rejected ${linesIn(join(folder, 'rejected')).length}`)),
  ]
  await sender.flush()
  await Promise.all(sent)
  // A ledger begins with a line of its own.
  expect(ends.sort()).toEqual(['ledger 2', 'rejected 1'])
  expect(linesIn(join(folder, 'rejected'))[0]).toMatchObject({
    type: 'RECORD',
    record: { stream: 'orders', data: { ...row, appsflyer_id: '' } },
    dead_letter: {
      ...{ stage: 'prepare', code: 'missing_appsflyer_id' },
      ...{ app: 'com.example.app', event: 'af_purchase', worth: '1', currency: 'USD' },
    },
  })
})

test('a record nested 8,000 deep is sent or rejected as any other, and kept whole wherever records are kept', async () => {
  const sender = open({
    ledger: { storage: 'file', folder: join(folder, 'ledger'), records: true },
    rejected_records: { storage: 'file', folder: join(folder, 'rejected') },
    memory: { store: 'sqlite', path: join(folder, 'memory.db') },
  })
  const nested = `${'{"a":['.repeat(4_000)}1${']}'.repeat(4_000)}`
  const data = { ...row, message_id: 'm-1', nested: JSON.parse(nested) }
  const send = (more: object = {}) => sender.send({ stream: 'orders', data: { ...data, ...more } })
  const results = [await send(), await send({ appsflyer_id: '', message_id: 'm-2' }), await send()]
  expect(results.map(({ outcome, code }) => [outcome, code])).toEqual([
    ['accepted', 'accepted'],
    ['rejected', 'missing_appsflyer_id'],
    ['skipped', 'accepted_before'],
  ])
  await sender.close()
  for (const name of ['ledger', 'rejected']) {
    const kept = linesIn(join(folder, name)).filter((line) => 'data' in line || 'record' in line)
    expect(kept.map((line) => depthOf((line.data ?? line.record.data).nested))).toEqual([8_000])
  }
})

function depthOf(value: unknown): number {
  let depth = 0
  for (let inner = value; typeof inner === 'object' && inner !== null; inner = Object.values(inner)[0]) depth += 1
  return depth
}

test('flush waits for what was sent before it, however much is sent meanwhile', async () => {
  const sender = open({ ledger: { storage: 'file', folder: join(folder, 'ledger') } }, { keepEveryMs: 600_000 })
  let isFlushed = false
  let later = Promise.resolve<unknown>(undefined)
  const producing = (async () => {
    while (!isFlushed) {
      later = sender.send({ data: row })
      await new Promise((resolve) => setImmediate(resolve))
    }
  })()
  const first = sender.send({ data: row })
  await sender.flush()
  isFlushed = true
  expect(await first).toMatchObject({ outcome: 'accepted' })
  await producing
  await sender.flush()
  expect(await later).toMatchObject({ outcome: 'accepted' })
})

test('with a memory the same record is sent once, also by another sender', async () => {
  const memory = { memory: { store: 'sqlite', path: join(folder, 'memory.db'), hash_key: 'k'.repeat(32) } }
  const first = open(memory)
  const data = event()
  expect(await first.send({ data })).toMatchObject({ outcome: 'accepted' })
  await first.close()
  expect(await open(memory).send({ data })).toMatchObject({ outcome: 'skipped', code: 'accepted_before' })
  expect(arrived()).toHaveLength(1)
})

test('a memory that cannot be opened: ready rejects, and no record is sent', async () => {
  writeFileSync(join(folder, 'file'), '')
  const memory = { store: 'sqlite', path: join(folder, 'file', 'memory.db'), hash_key: 'k'.repeat(32) }
  const sender = open({ memory })
  await expect(sender.ready()).rejects.toThrow(/memory/i)
  expect(await sender.send({ data: row })).toMatchObject({ outcome: 'not_settled', code: 'unavailable' })
  expect(arrived()).toEqual([])
})

test('a refused key is told for each record, and tried again after a while', async () => {
  const told: string[] = []
  const sender = open({ s2s_token: 'wrong' }, { tryAgainMs: 1, onWarning: (message) => told.push(message) })
  const refused = await sender.send({ data: row })
  expect(refused).toMatchObject({ outcome: 'not_settled', message: expect.stringContaining('Send it again later.') })
  expect(told.join()).toContain('com.example.app')
  expect(JSON.stringify([refused, told])).not.toContain('"wrong"')
  const questions = sandbox.inbox.summary().total
  await new Promise((resolve) => setTimeout(resolve, 5))
  await sender.send({ data: row })
  expect(sandbox.inbox.summary().total).toBeGreaterThan(questions)
})

test('a server that was given up is tried again once it works', async () => {
  const server = createServer((_request, response) => response.writeHead(503).end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const delivery = { max_requests_per_second: 10_000, give_up_after_seconds: 1 }
  const sender = open({ delivery }, { tryAgainMs: 1 }, `http://127.0.0.1:${port}`)
  expect(await sender.send({ data: row })).toMatchObject({ outcome: 'not_settled' })
  server.removeAllListeners('request')
  server.on('request', (_request, response) => response.writeHead(200).end('ok'))
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(await sender.send({ data: row })).toMatchObject({ outcome: 'accepted' })
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}, 30_000)

test('close lets what was sent settle, takes no more, and is the same twice', async () => {
  sandbox.faults.set({ latencyMs: 50 })
  const sender = open()
  const sent = Array.from({ length: 100 }, () => sender.send({ data: row }))
  await Promise.all([sender.close(), sender.close()])
  expect((await Promise.all(sent)).map(({ outcome }) => outcome)).toEqual(Array(100).fill('accepted'))
  expect(await sender.send({ data: row })).toMatchObject({ outcome: 'not_settled', code: 'closed' })
  expect(sender.stats).toMatchObject({ sent: 101, waiting: 0, accepted: 100, notSettled: 1 })
})

test('close ends within its time where AppsFlyer does not answer; every record hears that it is not settled', async () => {
  const silent = createServer(() => undefined)
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as AddressInfo
  const sender = open({}, { closeWithinMs: 2_000 }, `http://127.0.0.1:${port}`)
  const sent = Array.from({ length: 20 }, () => sender.send({ data: row }))
  await sender.close()
  const results = await Promise.all(sent)
  expect(results.map(({ outcome }) => outcome)).toEqual(Array(20).fill('not_settled'))
  expect(sender.stats).toMatchObject({ waiting: 0, notSettled: 20 })
  silent.closeAllConnections()
  await new Promise((resolve) => silent.close(resolve))
}, 30_000)

test('one that was never used closes', async () => {
  await open().close()
  expect(sandbox.inbox.summary().total).toBe(0)
})

test('an onWarning that throws holds up no record: Node warns instead', async () => {
  const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
  const rejected = join(folder, 'rejected')
  const sender = open(
    { rejected_records: { storage: 'file', folder: rejected }, no_such_key: 1 },
    { keepEveryMs: 1, onWarning: () => JSON.parse('{') },
  )
  await sender.ready()
  rmSync(rejected, { recursive: true, force: true })
  writeFileSync(rejected, '')
  expect(await sender.send({ data: 5 })).toMatchObject({ outcome: 'rejected', code: 'unreadable_record_not_kept' })
  await sender.flush()
  expect(warned.mock.calls.map(([message]) => message)).toEqual([
    expect.stringContaining('no_such_key'),
    expect.stringContaining(rejected),
  ])
  warned.mockRestore()
})
