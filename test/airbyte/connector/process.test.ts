import { execFile, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { connectorSpecification } from '../../../spec/airbyte/connector-specification'
import { type Sandbox, startSandbox } from '../../../src/sandbox/server/start-sandbox'
import { linesOf } from '../../delivery/dead-letters/letters'
import { buildConnector, type ConnectorProcess } from './connector-process'
import { globalState, record, streamState } from './run-write'

/** The connector as Airbyte meets it: a process with arguments, pipes, signals and an exit code. */

let connector: ConnectorProcess
let sandbox: Sandbox
beforeAll(async () => {
  connector = buildConnector()
  sandbox = await startSandbox({ apps: [{ appId: 'com.example.app', key: 'good-key' }] })
})
afterAll(async () => {
  await sandbox.close()
  connector.dispose()
})
beforeEach(() => {
  sandbox.inbox.clear()
  sandbox.faults.clear()
})

const row = {
  event_name: 'af_purchase',
  appsflyer_id: '1700000000000-1234567890',
  gaid: null,
  revenue: 1,
  currency: 'USD',
}

function files(key = 'good-key', more: object = {}) {
  const { url } = sandbox
  const apps = [{ app_id: 'com.example.app' }]
  const endpoints = { all: url }
  const streams = ['orders', 'users'].map((name) => ({
    stream: { name, json_schema: {}, supported_sync_modes: ['full_refresh'] },
    sync_mode: 'full_refresh',
    destination_sync_mode: 'append_dedup',
    primary_key: [['id']],
    generation_id: 3,
    minimum_generation_id: 0,
    sync_id: 12,
  }))
  return [
    '--config',
    connector.file('config.json', { s2s_token: key, apps, endpoints, unknown: null, ...more }),
    '--catalog',
    connector.file('catalog.txt', { streams }),
  ]
}

test('spec, discover and check answer with one message, exit code 0 and a silent stderr', async () => {
  const config = files().slice(0, 2)
  const spec = JSON.parse(JSON.stringify(connectorSpecification()))
  expect(await connector.run(['spec'])).toEqual({ exitCode: 0, stderr: '', messages: [{ type: 'SPEC', spec }] })
  const discovered = await connector.run(['discover', ...config])
  expect(discovered).toMatchObject({ exitCode: 0, stderr: '', messages: [{ type: 'DESTINATION_CATALOG' }] })
  const good = { connectionStatus: { status: 'SUCCEEDED' } }
  expect(await connector.run(['check', ...config])).toMatchObject({ exitCode: 0, stderr: '', messages: [good] })
  const bad = { connectionStatus: { status: 'FAILED', message: expect.stringContaining('com.example.app') } }
  const wrongKey = files('wrong-key').slice(0, 2)
  expect(await connector.run(['check', ...wrongKey])).toMatchObject({ exitCode: 0, stderr: '', messages: [bad] })
})

test('write: all kinds of messages in, states and logs out', async () => {
  const input = [
    { type: 'TRACE', trace: { type: 'STREAM_STATUS', stream_status: { status: 'STARTED' } } },
    record('orders', row, { emitted_at: 1_700_000_000 }),
    record('orders', { ...row, appsflyer_id: null }),
    streamState('orders', 1),
    { type: 'CONTROL', control: { type: 'CONNECTOR_CONFIG' } },
    record('users', row),
    globalState(2),
    { type: 'TRACE', trace: { type: 'STREAM_STATUS', stream_status: { status: 'COMPLETE' } } },
  ]
  const { exitCode, stderr, messages } = await connector.run(['write', ...files()], input)
  expect([exitCode, stderr]).toEqual([0, ''])
  const states = messages.filter(({ type }) => type === 'STATE').map(({ state }) => [state.id, state.destinationStats])
  expect(states).toEqual([
    [1, { recordCount: 1, rejectedRecordCount: 1 }],
    [2, { recordCount: 1, rejectedRecordCount: 0 }],
  ])
  expect(new Set(messages.map(({ type }) => type))).toEqual(new Set(['LOG', 'STATE']))
  // Two records, and the question whether the key is good.
  expect(sandbox.inbox.summary()).toMatchObject({ kept: 3, verdicts: { probe: 1, refused: 0 } })
})

test('write: a record that was cut off stands in the folder of rejected records before its state', async () => {
  const folder = join(connector.folder, 'rejected')
  const cutOff = JSON.stringify(record('orders', row)).slice(0, -20)
  const lines = [JSON.stringify(record('orders', row)), cutOff, JSON.stringify(streamState('orders', 1))]
  const { exitCode, messages } = await connector.run(
    ['write', ...files('good-key', { rejected_records: { storage: 'file', folder } })],
    Readable.from([lines.join('\n'), '\n']),
  )
  expect(exitCode).toBe(0)
  const [state] = messages.filter(({ type }) => type === 'STATE')
  expect(state.state.destinationStats).toEqual({ recordCount: 1, rejectedRecordCount: 1 })
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const [name = ''] = names.filter((path) => path.endsWith('.ndjson.gz'))
  expect(linesOf(readFileSync(join(folder, name)))).toMatchObject([
    { record: { stream: 'orders', data: cutOff }, dead_letter: { code: 'line_not_json' } },
  ])
})

test('write: where rejected records cannot be kept, no record is sent, in no run', async () => {
  // A file where the folder should be: unwritable for everybody.
  const folder = connector.file('no-folder', 'x')
  const sent = sandbox.inbox.summary()
  for (let run = 1; run <= 2; run += 1) {
    const { exitCode, messages } = await connector.run(
      ['write', ...files('good-key', { rejected_records: { storage: 'file', folder } })],
      [...Array.from({ length: 50 }, () => record('orders', row)), record('orders', {}), streamState('orders', 1)],
    )
    expect([exitCode, messages.filter(({ type }) => type === 'STATE')]).toEqual([1, []])
    expect(messages.find(({ type }) => type === 'TRACE').trace.error).toMatchObject({
      failure_type: 'config_error',
      message: expect.stringMatching(/^Cannot write the rejected records to the folder/),
    })
  }
  const { kept, verdicts } = sandbox.inbox.summary()
  // One question for the key in each run.
  expect([kept - sent.kept, (verdicts.probe ?? 0) - (sent.verdicts.probe ?? 0)]).toEqual([2, 2])
})

test('write: two runs at once try the same folder, and leave nothing of it behind', async () => {
  const folder = join(connector.folder, 'shared')
  const args = ['write', ...files('good-key', { rejected_records: { storage: 'file', folder } })]
  const runs = await Promise.all(
    [1, 2].map(() => connector.run(args, [record('orders', row), streamState('orders', 1)])),
  )
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0])
  expect(readdirSync(folder)).toEqual([])
})

test('write: a record in Latin-1 is rejected, not sent as another text; nor is its state given back in other bytes', async () => {
  const folder = join(connector.folder, 'latin1')
  const latin1 = (message: object) => Buffer.from(`${JSON.stringify(message)}\n`, 'latin1')
  const müller = { ...row, event_value: { buyer: 'Müller' } }
  const sent = sandbox.inbox.summary().kept
  const { exitCode, messages } = await connector.run(
    ['write', ...files('good-key', { rejected_records: { storage: 'file', folder } })],
    Readable.from([
      Buffer.from(`${JSON.stringify(record('orders', { ...row, note: '\uFFFD' }))}\n`),
      latin1(record('orders', müller)),
      latin1({ type: 'STATE', state: { type: 'LEGACY', data: { cursor: 'ü' }, id: 1 } }),
      Buffer.from(`${JSON.stringify(streamState('orders', 2))}\n`),
    ]),
  )
  expect(exitCode).toBe(0)
  const states = messages.filter(({ type }) => type === 'STATE').map(({ state }) => [state.id, state.destinationStats])
  expect(states).toEqual([[2, { recordCount: 1, rejectedRecordCount: 1 }]])
  // The first record, and the question whether the key is good.
  expect(sandbox.inbox.summary().kept - sent).toBe(2)
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const [name = ''] = names.filter((path) => path.endsWith('.ndjson.gz'))
  expect(linesOf(readFileSync(join(folder, name)))).toMatchObject([
    {
      record: { stream: 'orders', data: JSON.stringify(record('orders', müller)).replace('ü', '\uFFFD') },
      dead_letter: { code: 'line_not_utf8' },
    },
  ])
})

test('write: a record nested 10,000 deep is sent, or stored as it is, and ends nothing', async () => {
  const folder = join(connector.folder, 'nested')
  const nested = `${'{"a":['.repeat(5_000)}1${']}'.repeat(5_000)}`
  const line = (appsflyerId: string) =>
    `{"type":"RECORD","record":{"stream":"orders","data":{"event_name":"af_purchase","appsflyer_id":"${appsflyerId}","nested":${nested}},"emitted_at":1}}`
  const lines = [line(''), line(row.appsflyer_id), JSON.stringify(streamState('orders', 1))]
  const { exitCode, messages } = await connector.run(
    ['write', ...files('good-key', { rejected_records: { storage: 'file', folder } })],
    Readable.from([lines.join('\n'), '\n']),
  )
  expect(exitCode).toBe(0)
  const [state] = messages.filter(({ type }) => type === 'STATE')
  expect(state.state.destinationStats).toEqual({ recordCount: 1, rejectedRecordCount: 1 })
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const [name = ''] = names.filter((path) => path.endsWith('.ndjson.gz'))
  expect(
    gunzipSync(readFileSync(join(folder, name)))
      .toString()
      .includes(`"nested":${nested}`),
  ).toBe(true)
})

test('a wrong key is a config error with exit code 1, and no state', async () => {
  const input = [record('orders', row), streamState('orders', 1)]
  const { exitCode, stderr, messages } = await connector.run(['write', ...files('wrong-key')], input)
  expect([exitCode, stderr]).toEqual([1, ''])
  expect(messages.filter(({ type }) => type === 'STATE')).toEqual([])
  expect(messages.at(-1)).toMatchObject({
    type: 'TRACE',
    trace: { type: 'ERROR', error: { failure_type: 'config_error' } },
  })
  expect(JSON.stringify(messages)).not.toContain('wrong-key')
})

test('an unusable configuration is one TRACE and exit code 1', async () => {
  const [, , ...catalog] = files()
  const config = ['--config', connector.file('bad.json', '{"apps": [{"key": "SECRET')]
  const { exitCode, stderr, messages } = await connector.run(['write', ...config, ...catalog], [record('orders', row)])
  expect([exitCode, stderr, messages.length]).toEqual([1, '', 1])
  expect(messages).toMatchObject([{ type: 'TRACE', trace: { error: { failure_type: 'config_error' } } }])
  expect(JSON.stringify(messages)).not.toContain('SECRET')
})

test.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const)(
  '%s ends it well, exit code %i: what was sent is acknowledged, the rest is left for the next sync, and nothing is called an error',
  async (signal, exitCode) => {
    const child = connector.start(['write', ...files()])
    const closed = once(child, 'close')
    let output = ''
    const sawState = new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk) => {
        output += chunk
        if (output.includes('"STATE"')) resolve()
      })
    })
    child.stdin.on('error', () => undefined)
    // The source goes on for ever, as far as the connector can tell.
    child.stdin.write(`${JSON.stringify(record('orders', row))}\n${JSON.stringify(streamState('orders', 1))}\n`)
    await sawState
    child.kill(signal)
    expect((await closed)[0]).toBe(exitCode)
    const messages = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(messages.filter(({ type }) => type === 'STATE')).toHaveLength(1)
    expect(messages.filter(({ type }) => type === 'TRACE')).toEqual([])
    expect(messages.at(-1)).toMatchObject({ log: { level: 'INFO', message: expect.stringContaining('was stopped') } })
  },
)

test('SIGTERM ends it even where the output is not read, so that nothing can be printed any more', async () => {
  const child = connector.start(['write', ...files()])
  const closed = once(child, 'exit')
  child.stdin.on('error', () => undefined)
  child.stdout.pause()
  child.stdin.write(`${JSON.stringify(record('orders', row))}\n`)
  while (sandbox.inbox.summary().kept < 2) await new Promise((resolve) => setTimeout(resolve, 20))
  const pad = 'x'.repeat(10_000)
  const state = JSON.stringify({ type: 'STATE', state: { ...streamState('orders', 1).state, pad } })
  // Its output is full once it takes no more of its input.
  for (let full = 0; full < 20; full = child.stdin.writableNeedDrain ? full + 1 : 0) {
    if (full === 0) child.stdin.write(`${state}\n`.repeat(20))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  child.kill('SIGTERM')
  expect((await closed)[0]).toBe(143)
}, 60_000)

test('when nobody reads the output any more, it stops by itself', async () => {
  const child = connector.start(['write', ...files()])
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const closed = once(child, 'close')
  child.stdin.on('error', () => undefined)
  child.stdout.destroy()
  const line = `${JSON.stringify(record('orders', row))}\n${JSON.stringify(streamState('orders', 1))}\n`
  // Until it has noticed, it goes on taking records.
  const feeding = setInterval(() => child.stdin.write(line), 20)
  const [exitCode] = await closed
  clearInterval(feeding)
  expect(exitCode).toBe(1)
  expect(errors.replace(/\s+/g, ' ')).toMatch(
    /^Nobody reads the output any more, so the sync has ended(; no state covers what was accepted: the next sync sends all of it again)?\. $/,
  )
})

test('a signal while it starts ends it with a line that says so', async () => {
  const args = ['write', ...files()]
  // Nobody writes what it waits for.
  execFileSync('mkfifo', [join(connector.folder, 'late-catalog')])
  const child = connector.start([...args.slice(0, -1), join(connector.folder, 'late-catalog')])
  const closed = once(child, 'close')
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  child.kill('SIGTERM')
  expect((await closed)[1]).toBe('SIGTERM')
  expect(JSON.parse(output)).toMatchObject({
    log: { level: 'INFO', message: expect.stringMatching(/^The sync was stopped .* Nothing was sent\.$/) },
  })
}, 60_000)

describe('a report that goes into a pipe which nobody reads', () => {
  const startWithPipe = (name: string) => {
    const pipe = join(connector.folder, name)
    execFileSync('mkfifo', [pipe])
    const child = connector.start(['write', ...files(), '--report', pipe])
    let output = ''
    let errors = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      errors += chunk
    })
    const said = async (text: string) => {
      while (!output.includes(text)) await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return { child, said, closed: once(child, 'close'), errors: () => errors.replace(/\s+/g, ' ') }
  }

  test('does not keep it from ending after a signal', async () => {
    const { child, said, closed, errors } = startWithPipe('unread-report')
    child.stdin.end(`${JSON.stringify(record('orders', row))}\n${JSON.stringify(streamState('orders', 1))}\n`)
    await said('1 of 1 state echoed')
    await new Promise((resolve) => setTimeout(resolve, 500))
    const atMs = Date.now()
    child.kill('SIGTERM')
    // Node's own exit would wait for the write: it dies of the signal, which shells tell as 143, too.
    expect((await closed)[1]).toBe('SIGTERM')
    expect(Date.now() - atMs).toBeLessThan(26_000)
    expect(errors()).toContain('The report could not be written in time.')
  }, 60_000)

  test('and not after a second one, which says what is known', async () => {
    const { child, said, closed, errors } = startWithPipe('unread-report-2')
    child.stdin.end(`${JSON.stringify(record('orders', row))}\n${JSON.stringify(streamState('orders', 1))}\n`)
    await said('1 of 1 state echoed')
    await new Promise((resolve) => setTimeout(resolve, 500))
    child.kill('SIGTERM')
    await new Promise((resolve) => setTimeout(resolve, 100))
    const atMs = Date.now()
    child.kill('SIGTERM')
    expect((await closed)[1]).toBe('SIGTERM')
    expect(Date.now() - atMs).toBeLessThan(5_000)
    expect(errors()).toBe(
      'A second signal ended the sync at once, before its report: 1 record read; 1 accepted; 0 rejected; 0 skipped; 0 not settled; 1 of 1 state echoed. ',
    )
  }, 60_000)
})

describe('environment variables in the configuration', () => {
  const named = `\${APPSFLYER_TEST_TOKEN}`
  const check = async (command: string): Promise<string> => {
    const { url } = sandbox
    const config = connector.file('named.json', {
      s2s_token: named,
      apps: [{ app_id: 'com.example.app' }],
      endpoints: { all: url },
    })
    const env = { ...process.env, APPSFLYER_TEST_TOKEN: 'good-key' }
    const bin = join(__dirname, '../../../bin', command)
    return (await promisify(execFile)(process.execPath, [bin, 'check', '--config', config], { env })).stdout
  }

  test('are read for people', async () => {
    expect(await check('appsflyer-destination')).toMatch(
      /^com\.example\.app +Android +v3 +127\.0\.0\.1:\d+ +takes the key \(local\)$/m,
    )
  })

  test('are not read where Airbyte runs us', async () => {
    expect(JSON.parse(await check('destination-appsflyer')).connectionStatus).toEqual({
      status: 'FAILED',
      message: `The configuration: s2s_token is the name of an environment variable (\${…}), and none is read here: paste the S2S token of the account.`,
    })
  })
})

describe('a proxy address without its scheme is told by the name of its variable', () => {
  const address = 'user:SECRET@proxy.example.com:3128'
  const told = expect.stringMatching(/^HTTPS_PROXY is not the address of a proxy: write it with its scheme/)

  test('check fails', async () => {
    const checked = await connector.run(['check', ...files().slice(0, 2)], [], { HTTPS_PROXY: address })
    const status = { connectionStatus: { status: 'FAILED', message: told } }
    expect(checked).toMatchObject({ exitCode: 0, stderr: '', messages: [status] })
    expect(JSON.stringify(checked)).not.toContain('SECRET')
  })

  test('write ends as a config error', async () => {
    const written = await connector.run(['write', ...files()], [record('orders', row)], { HTTPS_PROXY: address })
    const trace = { error: { failure_type: 'config_error', message: told } }
    const errors = written.messages.filter(({ type }) => type === 'TRACE')
    expect({ ...written, errors }).toMatchObject({ exitCode: 1, stderr: '', errors: [{ type: 'TRACE', trace }] })
    expect(JSON.stringify(written)).not.toContain('SECRET')
  })
})
