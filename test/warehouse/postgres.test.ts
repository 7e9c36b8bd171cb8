import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Client } from 'pg'
import { type Sandbox, startSandbox } from '../../src/sandbox/server/start-sandbox'
import { buildConnector, type ConnectorProcess, type ProcessResult } from '../airbyte/connector/connector-process'
import { readAsAirbyte } from './read-as-airbyte'
import { address, counts, createTables, postgresAnswers, revenueInTables, streams } from './shop-tables'

/** From PostgreSQL through the connector's own process into the sandbox. Nothing may be lost, doubled or changed on the way. */

const schema = `appsflyer_destination_${process.pid}`
const tables = { orders: 'order_id', subscriptions: 'subscription_event', users: 'user_number' }

interface World {
  readonly client: Client
  readonly connector: ConnectorProcess
  readonly sandbox: Sandbox
  readonly result: ProcessResult
  readonly sent: readonly Readonly<Record<string, unknown>>[]
  readonly rejected: readonly Readonly<Record<string, unknown>>[]
}

const hasPostgres = postgresAnswers()
const inWarehouse = hasPostgres ? test : test.skip
if (!hasPostgres) {
  process.stderr.write('SKIPPED: no PostgreSQL answers on 127.0.0.1:5432 (user postgres, database test, trust).\n')
}

let world: World | undefined

function here(): World {
  if (world === undefined) throw new Error('the sync did not run')
  return world
}

beforeAll(async () => {
  if (!hasPostgres) return
  const client = new Client(address)
  await client.connect()
  await client.query(createTables(schema))
  const connector = buildConnector()
  const sandbox = await startSandbox()
  // One request in ten is turned away unread, so it has to be sent again.
  sandbox.faults.set({ status: 503, probability: 0.1 })
  const folder = join(connector.folder, 'rejected')
  const { url } = sandbox
  const config = connector.file('config.json', {
    s2s_token: 'token',
    apps: [{ app_id: '123456789' }, { app_id: 'com.example.shop' }, { app_id: 'website-www.example.com' }],
    streams,
    defaults: { currency: 'USD' },
    // A busy machine must not make a request doubtful, since it would be sent twice.
    delivery: { max_requests_per_second: 100_000, request_timeout_seconds: 300 },
    rejected_records: { storage: 'file', folder },
    endpoints: { all: url },
  })
  const catalog = connector.file('catalog.json', {
    streams: Object.keys(tables).map((name) => ({
      stream: { name, namespace: schema },
      destination_sync_mode: 'append',
    })),
  })
  const source = readAsAirbyte(client, schema, tables)
  const result = await connector.run(['write', '--config', config, '--catalog', catalog], source)
  const arrivals = [...sandbox.inbox.all({})].filter(({ verdict }) => verdict !== 'refused' && verdict !== 'probe')
  const sent = arrivals.map(({ body }) => valuesOf(JSON.parse(body)))
  world = { client, connector, sandbox, result, sent, rejected: readRejected(folder) }
}, 120_000)

afterAll(async () => {
  await world?.client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`)
  await world?.client.end()
  await world?.sandbox.close()
  world?.connector.dispose()
})

/** The event values, wherever the endpoint has them. */
function valuesOf(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (typeof body['eventValue'] === 'string') return JSON.parse(body['eventValue'])
  const { event_value: values } = body
  const { custom_parameters: others, ...rest } = { custom_parameters: {}, ...(typeof values === 'object' && values) }
  return { ...rest, ...others }
}

function countBy(names: readonly string[]): Readonly<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const name of names) found[name] = (found[name] ?? 0) + 1
  return found
}

function readRejected(folder: string): readonly Readonly<Record<string, unknown>>[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ndjson.gz'))
  const lines = files.flatMap((name) =>
    gunzipSync(readFileSync(join(folder, name)))
      .toString()
      .trimEnd()
      .split('\n'),
  )
  return lines.map((line) => {
    const { record, dead_letter } = JSON.parse(line)
    return { ...record.data, code: dead_letter.code }
  })
}

inWarehouse('the sync succeeds, and its states account for every row', () => {
  const { result } = here()
  expect(result.stderr).toBe('')
  expect(result.exitCode).toBe(0)
  expect(JSON.stringify(result.messages)).not.toContain('may be duplicated')
  const states = result.messages.filter(({ type }) => type === 'STATE').map(({ state }) => state)
  const byStream: Record<string, number> = {}
  for (const { stream, destinationStats } of states) {
    const { name } = stream.stream_descriptor
    byStream[name] = (byStream[name] ?? 0) + destinationStats.recordCount + destinationStats.rejectedRecordCount
  }
  expect(byStream).toEqual(counts)
  const lastOffsets = new Map(states.map(({ stream }) => [stream.stream_descriptor.name, stream.stream_state.offset]))
  expect(Object.fromEntries(lastOffsets)).toEqual(counts)
})

inWarehouse('every row arrived once, or is kept with the reason', async () => {
  const { client, sent, rejected } = here()
  for (const [table, key] of Object.entries(tables)) {
    const { rows } = await client.query<{ key: string }>(`SELECT ${key}::text AS key FROM ${schema}.${table}`)
    const wanted = rows.map((row) => row.key).sort()
    const found = [...sent, ...rejected].flatMap((values) => (key in values ? [String(values[key])] : [])).sort()
    expect(found).toEqual(wanted)
  }
  expect(countBy(rejected.map(({ code }) => String(code)))).toEqual({
    missing_appsflyer_id: counts.orders / 50,
    invalid_currency: Math.floor(counts.orders / 70) - Math.floor(counts.orders / 350),
    missing_user_id: counts.users / 100,
  })
})

inWarehouse('revenue per currency is equal on both sides, refunds negative', async () => {
  const { client, sent } = here()
  const arrived: Record<string, number> = {}
  for (const { af_revenue: revenue, af_currency: currency } of sent) {
    if (revenue === undefined) continue
    arrived[String(currency)] = (arrived[String(currency)] ?? 0) + Math.round(Number(revenue) * 100)
  }
  expect(Object.keys(arrived).sort()).toEqual(['EUR', 'GBP', 'JPY', 'USD'])
  expect(arrived).toEqual(await revenueInTables(client, schema))
})

inWarehouse('each row went to its app under its name, as a mapping says', () => {
  const { sandbox } = here()
  const arrived = [...sandbox.inbox.all({})].filter(({ verdict }) => verdict !== 'refused' && verdict !== 'probe')
  const seen = countBy(arrived.map(({ appId, eventName }) => `${appId} ${eventName}`))
  expect(Object.keys(seen).sort()).toEqual([
    'com.example.shop af_purchase',
    'com.example.shop af_subscribe',
    'com.example.shop cancel_purchase',
    'com.example.shop subscription_renewed',
    'id123456789 af_purchase',
    'id123456789 af_subscribe',
    'id123456789 cancel_purchase',
    'id123456789 subscription_renewed',
    'website-www.example.com af_complete_registration',
  ])
})

inWarehouse('nothing was dropped silently, and no e-mail address left in the clear', () => {
  const { sandbox } = here()
  const arrivals = [...sandbox.inbox.all({})]
  expect(arrivals.filter(({ verdict }) => verdict === 'silently_dropped').map(({ reasons }) => reasons)).toEqual([])
  expect(arrivals.some(({ body }) => body.includes('@example.com'))).toBe(false)
})
