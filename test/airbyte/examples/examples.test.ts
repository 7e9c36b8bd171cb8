import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv from 'ajv'
import { connectorSpecification } from '../../../spec/airbyte/connector-specification'
import { type Sandbox, startSandbox } from '../../../src/sandbox/server/start-sandbox'
import { buildConnector, type ConnectorProcess, type ProcessResult } from '../connector/connector-process'
import { shifted } from './shifted'

/**
 * The example connections of examples/airbyte, each through the connector's own process into the sandbox. What arrives
 * is in requests.ndjson beside them; after a wanted change: UPDATE_GOLDEN=1 npx jest test/airbyte/examples
 */

const folder = join(__dirname, '../../../examples/airbyte')
const read = (example: string, file: string) => readFileSync(join(folder, example, file), 'utf8')
const linesOf = (text: string) => text.trimEnd().split('\n')

/** The rows at 10:07:59 UTC of the examples' day happened a minute ago. */
const toNowMs = Math.floor(Date.now() / 1000) * 1000 - 60_000 - Date.UTC(2026, 10, 20, 10, 7, 59)

interface Expected {
  readonly accepted: number
  /** By code; never for want of configuration. */
  readonly skipped: Readonly<Record<string, number>>
  readonly findings: Readonly<Record<string, number>>
  /** What the rows that are sent are worth, computed by hand, by currency. */
  readonly money: Readonly<Record<string, number>>
  /** App and event of each request. */
  readonly events: readonly string[]
  /** The people whose e-mail address goes out hashed, as they are in the rows. */
  readonly emails: readonly string[]
}

const expected: Readonly<Record<string, Expected>> = {
  orders: {
    accepted: 4,
    skipped: {},
    findings: {},
    money: { EUR: 48 + 129.5, USD: 19.9, JPY: 2500 },
    events: [
      'com.example.shop af_purchase',
      'com.example.shop af_purchase',
      'id123456789 af_purchase',
      'id123456789 af_purchase',
    ],
    emails: ['ada@example.com', 'alan@example.com', 'grace.hopper@example.com'],
  },
  'segment-events': {
    accepted: 6,
    // The purchase that stands in both tables goes out once.
    skipped: { filtered_out: 1 },
    findings: { event_renamed: 5 },
    money: { EUR: 48, USD: 19.9 + 12.5 },
    events: [
      'com.example.shop Level Finished',
      'com.example.shop af_purchase',
      'id123456789 af_complete_registration',
      'id123456789 af_purchase',
      'website-www.example.com af_complete_registration',
      'website-www.example.com af_purchase',
    ],
    emails: ['ada@example.com'],
  },
  renewals: {
    accepted: 3,
    // A test purchase, and a cancellation, which brings no money.
    skipped: { filtered_out: 2 },
    findings: { event_renamed: 3, missing_ip_or_user_agent: 3, event_values_withheld: 3, missing_os_version: 2 },
    money: { USD: 9.99, EUR: 8.99, JPY: 1200 },
    events: ['com.example.shop subscription_renewed', 'id123456789 af_subscribe', 'id123456789 subscription_renewed'],
    emails: ['ada@example.com'],
  },
}

test('each folder of examples is tried here, and has all its files', () => {
  expect(readdirSync(folder).sort()).toEqual(Object.keys(expected).sort())
  for (const example of Object.keys(expected)) {
    const files = ['catalog.json', 'configuration.json', 'mapping.yaml', 'messages.ndjson', 'requests.ndjson']
    expect(readdirSync(join(folder, example)).sort()).toEqual(files)
  }
})

let connector: ConnectorProcess
let sandbox: Sandbox
beforeAll(async () => {
  connector = buildConnector()
  const appIds = ['id123456789', 'com.example.shop', 'website-www.example.com']
  sandbox = await startSandbox({
    apps: appIds.map((appId) => ({ appId, key: 'example-s2s-token' })),
    timeZones: { 'website-www.example.com': 'America/New_York' },
  })
})
afterAll(async () => {
  await sandbox.close()
  connector.dispose()
})

describe.each(Object.entries(expected))('%s', (example, { accepted, skipped, findings, money, events, emails }) => {
  const configuration = JSON.parse(read(example, 'configuration.json'))
  const messages = linesOf(read(example, 'messages.ndjson')).map((line) => JSON.parse(shifted(line, toNowMs)))
  const states = messages.filter(({ type }) => type === 'STATE')
  const rows = messages.filter(({ type }) => type === 'RECORD')
  let checked: ProcessResult
  let written: ProcessResult
  let bodies: readonly ReturnType<typeof JSON.parse>[]

  beforeAll(async () => {
    sandbox.inbox.clear()
    const config = connector.file('config.json', { ...configuration, endpoints: { all: sandbox.url } })
    const catalog = connector.file('catalog.json', read(example, 'catalog.json'))
    checked = await connector.run(['check', '--config', config])
    sandbox.inbox.clear()
    written = await connector.run(['write', '--config', config, '--catalog', catalog], messages)
    bodies = arrived().map(({ body }) => JSON.parse(body))
  })

  const arrived = () => [...sandbox.inbox.all({})].filter(({ verdict }) => verdict !== 'refused' && verdict !== 'probe')

  test('its configuration is what the form holds, the mapping as text', () => {
    const { connectionSpecification } = connectorSpecification()
    const form = JSON.parse(JSON.stringify(connectionSpecification))
    const validate = new Ajv({ strict: false, allErrors: true, logger: false, validateFormats: false }).compile(form)
    validate(configuration)
    expect(validate.errors).toBeNull()
    expect(Object.keys(form.properties)).toEqual(expect.arrayContaining(Object.keys(configuration)))
    expect(configuration).not.toHaveProperty('streams')
    expect(configuration.mapping).toBe(read(example, 'mapping.yaml'))
  })

  test('its check succeeds, without a word on the mapping', () => {
    const [message] = checked.messages
    expect(message).toMatchObject({ connectionStatus: { status: 'SUCCEEDED' } })
    expect(message.connectionStatus.message).not.toMatch(/mapping|streams|no effect/)
  })

  test('no row is rejected, and the states come back with all of them', () => {
    expect(written).toMatchObject({ exitCode: 0, stderr: '' })
    const echoed = written.messages.filter(({ type }) => type === 'STATE')
    const withoutCounts = echoed.map(({ state: { destinationStats: _, ...state }, ...rest }) => ({ ...rest, state }))
    expect(withoutCounts).toEqual(states)
    for (const { state } of echoed) {
      const { recordCount } = state.sourceStats
      expect(state.destinationStats).toEqual({ recordCount, rejectedRecordCount: 0 })
    }
    const skippedCount = Object.values(skipped).reduce((sum, count) => sum + count, 0)
    expect(accepted + skippedCount).toBe(rows.length)
    const logs = written.messages.filter(({ type }) => type === 'LOG').map(({ log }) => log)
    const codes = inBrackets(skipped)
    const ends = `0 rejected; ${skippedCount} skipped${codes === '' ? '' : ` (${codes})`};`
    expect(logs.at(-1).message).toMatch(new RegExp(`; ${accepted} accepted worth [^;]+; `))
    expect(logs.at(-1).message).toContain(ends)
    expect(logs.filter(({ level }) => level !== 'INFO')).toEqual([])
  })

  test('its findings are those that it cannot do without', () => {
    const summary = written.messages.filter(({ type }) => type === 'LOG').at(-1).log.message
    const [, told = ''] = /findings on records sent \(([^)]*)\)/.exec(summary) ?? []
    expect(told).toBe(inBrackets(findings))
  })

  test('each row arrives at its app under its name, and AppsFlyer would record it', () => {
    expect(
      arrived()
        .map(({ appId, eventName }) => `${appId} ${eventName}`)
        .sort(),
    ).toEqual(events)
    expect(arrived().flatMap(({ verdict, reasons }) => [verdict, ...reasons])).toEqual(events.map(() => 'recorded'))
  })

  test('its money is that of the rows, by currency', () => {
    const sums: Record<string, number> = {}
    for (const body of bodies) {
      const [amount, currency] = moneyOf(body)
      if (currency !== undefined) sums[currency] = (sums[currency] ?? 0) + amount
    }
    const cents = (amounts: object) => Object.entries(amounts).map(([name, sum]) => [name, Math.round(sum * 100)])
    expect(Object.fromEntries(cents(sums))).toEqual(Object.fromEntries(cents(money)))
  })

  test('its e-mail addresses go out hashed alone', () => {
    const hashes = new Set(bodies.map(({ email_hashed: hash }) => hash).filter((hash) => hash !== undefined))
    expect([...hashes].sort()).toEqual(emails.map((email) => createHash('sha256').update(email).digest('hex')).sort())
    expect(JSON.stringify(bodies)).not.toContain('@')
  })

  test('the requests are those of requests.ndjson', () => {
    const lines = arrived().map(({ path, body }) => shifted(`{"path":"${path}","body":${body}}`, -toNowMs))
    const text = `${lines.sort().join('\n')}\n`
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(join(folder, example, 'requests.ndjson'), text)
    expect(text).toBe(read(example, 'requests.ndjson'))
  })
})

/** As a summary tells counts by code, the largest first. */
function inBrackets(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([code, count]) => `${code} ${count}`)
    .join(', ')
}

/** Amount and currency of a request's body, wherever its endpoint has them. */
function moneyOf(body: ReturnType<typeof JSON.parse>): readonly [number, string?] {
  if (body.event_revenue !== undefined) return [body.event_revenue, body.event_revenue_currency]
  const values = typeof body.eventValue === 'string' && body.eventValue !== '' ? JSON.parse(body.eventValue) : {}
  return [Number(values.af_revenue), values.af_currency]
}
