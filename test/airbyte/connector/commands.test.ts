import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { connectorSpecification } from '../../../spec/airbyte/connector-specification'
import { runCheck, runDiscover } from '../../../src/airbyte/connector/commands'
import type { Post } from '../../../src/airbyte/connector/ports'
import { runSpec } from '../../../src/airbyte/connector/run-spec'
import { runWrite, type WriteCommand } from '../../../src/airbyte/connector/run-write'
import type { Request } from '../../../src/core/domain/request'
import { noDeadLetters } from '../../../src/delivery/dead-letters/dead-letters'
import { Memory } from '../../../src/memory/memory'
import { afterDelay } from '../../../src/run/timers'
import { MapStore } from '../../memory/map-store'
import { FakeEngine } from './fake-engine'
import { obedientPrepare, record, streamState } from './run-write'

const noProblem = async () => undefined

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'airbyte-commands-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const apps = [
  { app_id: '111' },
  { app_id: 'com.example.app', api_version: 'v2' },
  { app_id: 'website-www.example.com', key: 'SECRET-3', time_zone: 'UTC' },
]
const account = { s2s_token: 'SECRET-1', dev_key: 'SECRET-2', apps }

function terminal() {
  const stdout = new PassThrough()
  const chunks: Buffer[] = []
  stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  return {
    stdout,
    now: () => 1_700_000_000_000,
    messages: () =>
      String(Buffer.concat(chunks))
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
  }
}

test('spec prints one SPEC', async () => {
  const screen = terminal()
  expect(await runSpec(screen, async () => connectorSpecification())).toBe(0)
  expect(screen.messages()).toEqual([
    {
      type: 'SPEC',
      spec: expect.objectContaining({ connectionSpecification: expect.objectContaining({ type: 'object' }) }),
    },
  ])
})

test('discover prints one DESTINATION_CATALOG', async () => {
  const screen = terminal()
  expect(await runDiscover(file('discover.json', account), screen)).toBe(0)
  expect(screen.messages()).toEqual([
    {
      type: 'DESTINATION_CATALOG',
      destination_catalog: {
        operations: expect.arrayContaining([expect.objectContaining({ object_name: 'web_visit' })]),
      },
    },
  ])
})

test('discover with an unusable configuration is a config error', async () => {
  const screen = terminal()
  expect(await runDiscover(file('bad.json', { apps: [] }), screen)).toBe(1)
  expect(screen.messages()).toEqual([
    {
      type: 'TRACE',
      trace: {
        type: 'ERROR',
        emitted_at: 1_700_000_000_000,
        error: expect.objectContaining({
          failure_type: 'config_error',
          message: 'The configuration: apps is empty: configure at least one app.',
        }),
      },
    },
  ])
})

describe('check', () => {
  async function check(
    answers: (request: Request) => Awaited<ReturnType<Post>>,
    content: unknown = account,
    storeProblem?: string,
  ) {
    const screen = terminal()
    const requests: Request[] = []
    const createPost = () => async (request: Request) => {
      requests.push(request)
      return answers(request)
    }
    const exitCode = await runCheck(file('check.json', content), screen, createPost, async () =>
      storeProblem === undefined ? undefined : { message: storeProblem },
    )
    const [message] = screen.messages()
    return { exitCode, message, requests }
  }
  const mandatory = { status: 400, text: 'appsflyer_id is a mandatory field' }
  const accept = 'application/json, text/plain'

  test('asks once per app, with a body that cannot be recorded', async () => {
    const { requests } = await check(() => mandatory, { ...account, endpoints: { web: 'http://127.0.0.1:1/' } })
    expect(requests).toEqual([
      {
        endpoint: 'mobile_v3',
        appId: 'id111',
        method: 'POST',
        url: 'https://api3.appsflyer.com/inappevent/id111',
        headers: { 'content-type': 'application/json', accept, authentication: 'SECRET-1' },
        body: '{"eventName":"connection_check","eventValue":""}',
      },
      expect.objectContaining({
        url: 'https://api2.appsflyer.com/inappevent/com.example.app',
        body: '{"eventName":"connection_check","eventValue":"","af_events_api":"true"}',
      }),
      expect.objectContaining({
        url: 'http://127.0.0.1:1/v2.0/s2s/inapps/app/web/website-www.example.com',
        headers: { 'content-type': 'application/json', accept, authorization: 'Bearer SECRET-3' },
        body: '{"event_name":"connection_check"}',
      }),
    ])
  })

  test('a body refused for its lack of a user means a good key', async () => {
    const { exitCode, message } = await check(({ endpoint }) =>
      endpoint === 'web_event' ? { status: 400, text: '{"message":"user_id is required"}' } : mandatory,
    )
    expect(exitCode).toBe(0)
    expect(message).toEqual({
      type: 'CONNECTION_STATUS',
      connectionStatus: {
        status: 'SUCCEEDED',
        message: 'iOS app id111, Android app com.example.app, Web app website-www.example.com: the key is good.',
      },
    })
  })

  test.each<[string, Awaited<ReturnType<Post>>, string]>([
    ['401', { status: 401, text: '' }, 'status 401 (unauthorized). The key is not this app'],
    [
      '400 Failed to Authenticate',
      { status: 400, text: 'Failed to Authenticate' },
      'status 400 (wrong_key). The key is not for this app or API version',
    ],
    ['403', { status: 403, text: '' }, 'status 403 (forbidden).'],
    ['404', { status: 404, text: '' }, 'status 404 (no_such_endpoint).'],
    ['503', { status: 503, text: '' }, 'status 503 (unavailable).'],
    ['429', { status: 429, text: '' }, 'status 429 (throttled).'],
    ['no answer', { failure: 'connection refused' }, 'no answer (connection refused). Check the network'],
  ])('%s fails, naming the app and why, with exit code 0', async (_, answer, expected) => {
    const { exitCode, message } = await check(({ appId }) => (appId === 'com.example.app' ? answer : mandatory))
    expect(exitCode).toBe(0)
    expect(message.connectionStatus.status).toBe('FAILED')
    expect(message.connectionStatus.message).toContain(`Android app com.example.app: ${expected}`)
    expect(message.connectionStatus.message).not.toMatch(/id111|SECRET/)
  })

  test('a place for rejected records that takes none fails it', async () => {
    const { exitCode, message } = await check(() => mandatory, account, 'Cannot write the rejected records.')
    expect([exitCode, message.connectionStatus]).toEqual([
      0,
      { status: 'FAILED', message: 'Cannot write the rejected records.' },
    ])
  })

  test('an unexpected success refused no key', async () => {
    const { message } = await check(() => ({ status: 200, text: 'OK' }))
    expect(message.connectionStatus).toMatchObject({
      status: 'SUCCEEDED',
      message: expect.stringContaining('nothing refused the key'),
    })
  })

  test('a bad configuration is FAILED with its problems', async () => {
    const { exitCode, message, requests } = await check(() => mandatory, {
      ...account,
      apps: [{ ...apps[0], key: 'a key' }],
    })
    expect([exitCode, requests.length]).toEqual([0, 0])
    expect(message.connectionStatus).toEqual({
      status: 'FAILED',
      message:
        'The configuration: apps[0].key has spaces or other characters that a key cannot have: leave it out, and give s2s_token, or dev_key for v2.',
    })
  })

  /** Airbyte checks a destination before any schema is applied to its form. */
  const needed = { s2s_token: 'SECRET-1' }
  test.each<[string, object, string]>([
    ['an empty list of apps', { ...needed, apps: [] }, 'The configuration: apps is empty: configure at least one app.'],
    ['no apps', needed, 'The configuration: apps is missing: it must be a list: [{app_id: …}].'],
    [
      'a mask, as a form of earlier days leaves it',
      { apps: [{ platform: 'ios', app_id: 'id1', key: '**********', api_version: 'v3' }] },
      'The configuration: apps[0].key is a mask (**********), which a form shows in place of a saved secret: leave it out, and give s2s_token, or dev_key for v2.',
    ],
    [
      'a masked token',
      { s2s_token: '**********', apps: [{ app_id: 'id1' }] },
      'The configuration: s2s_token is a mask (**********), which a form shows in place of a saved secret: paste the S2S token of the account.',
    ],
    [
      'a mapping that is no JSON and no YAML',
      { ...needed, apps: [{ app_id: 'id1' }], mapping: '- stream: "orders' },
      'The configuration: mapping is neither JSON nor YAML: check line 1, column 18.',
    ],
    [
      'a mapping with a wrong field',
      {
        ...needed,
        apps: [{ app_id: 'id1' }],
        mapping: '- {stream: orders, columns: [{column: total, field: reveneu}]}',
      },
      'The configuration: mapping[0].columns[0].field is not known, did you mean revenue?',
    ],
    [
      'one key of S3 without the other',
      {
        ...needed,
        apps: [{ app_id: 'id1' }],
        object_storage_config: { storage_type: 'S3', s3_bucket_name: 'b', access_key_id: 'AKIA' },
      },
      'The configuration: object_storage_config.secret_access_key is missing: give both keys, or neither for a role.',
    ],
  ])('%s is FAILED, before anything is asked', async (_, content, expected) => {
    const { exitCode, message, requests } = await check(() => mandatory, content)
    expect([exitCode, requests.length]).toEqual([0, 0])
    expect(message.connectionStatus).toEqual({ status: 'FAILED', message: expected })
  })

  test('what has no effect stands in the message of a good check, too', async () => {
    const { message } = await check(() => mandatory, { ...needed, apps: [{ app_id: 'id1', colour: 'red' }] })
    expect(message.connectionStatus).toEqual({
      status: 'SUCCEEDED',
      message:
        'iOS app id1: the key is good.\nWarnings:\n- apps[0].colour is not a key of the configuration: it has no effect.',
    })
  })

  test('several mistakes are a list, and warnings stand apart below it', async () => {
    const { message } = await check(() => mandatory, {
      ...needed,
      apps: [{ app_id: 'my app' }, { app_id: 'website-a' }],
      late_events: 'never',
    })
    expect(message.connectionStatus.message.split('\n')).toEqual([
      'The configuration has 2 mistakes:',
      '- late_events must be one of send, reject.',
      expect.stringMatching(/^- apps\[0\]\.app_id is of no known form/),
      'Warnings:',
      expect.stringMatching(/^- apps\[1\]\.time_zone is not set, so UTC decides/),
    ])
  })

  test('a missing file is FAILED too', async () => {
    const screen = terminal()
    const path = join(folder, 'missing.json')
    expect(await runCheck(path, screen, () => async () => mandatory, noProblem)).toBe(0)
    expect(screen.messages()[0].connectionStatus).toEqual({
      status: 'FAILED',
      message: `The configuration cannot be read from ${path} (ENOENT).`,
    })
  })

  test('a bug is a TRACE and exit code 1', async () => {
    const { exitCode, message } = await check(() => {
      throw new TypeError('SECRET')
    })
    expect(exitCode).toBe(1)
    expect(message.trace.error).toMatchObject({ failure_type: 'system_error', internal_message: 'TypeError' })
    expect(JSON.stringify(message)).not.toContain('SECRET')
  })
})

describe('write', () => {
  const orders = { stream: { name: 'orders' }, destination_sync_mode: 'append' }

  async function write(
    configuration: unknown,
    catalog: unknown,
    input: readonly object[] = [],
    more: Partial<WriteCommand> = {},
  ) {
    const screen = terminal()
    const report = await runWrite({
      ...screen,
      configPath: file('config.json', configuration),
      catalogPath: file('catalog.txt', catalog),
      stdin: Readable.from(input.map((line) => Buffer.from(`${JSON.stringify(line)}\n`))),
      prepare: obedientPrepare,
      createEngine: () => new FakeEngine(),
      createRejectedStore: () => noDeadLetters,
      every: () => () => undefined,
      after: afterDelay,
      ...more,
    })
    return { report, messages: screen.messages() }
  }

  test('sends, and echoes states; the catalog may be called .txt', async () => {
    const { report, messages } = await write(account, { streams: [orders] }, [
      record('orders'),
      streamState('orders', 1),
    ])
    expect(report).toMatchObject({ exitCode: 0, outcomes: { accepted: 1 } })
    expect(messages.map(({ type }) => type)).toEqual(expect.arrayContaining(['STATE', 'LOG']))
  })

  test('a memory that does not let go is not waited for once somebody wants the end', async () => {
    const store = new MapStore()
    store.close = () => new Promise(() => undefined)
    const memory = await Memory.open(store, { rememberDeliveriesDays: 15, hashKey: undefined, now: Date.now })
    const stop = new AbortController()
    stop.abort()
    const more = { openMemory: async () => memory, stop: stop.signal }
    const { report } = await write(account, { streams: [orders] }, [record('orders')], more)
    expect(report).toMatchObject({ exitCode: 1, failure: { message: expect.stringContaining('stopped') } })
  })

  test.each<[string, unknown, unknown, string]>([
    [
      'a bad key',
      { ...account, apps: [{ ...apps[0], key: 5 }] },
      { streams: [] },
      'The configuration: apps[0].key must be text: put it in quotes.',
    ],
    ['an empty configuration', '', { streams: [] }, 'The configuration is empty: it must hold JSON or YAML.'],
    ['a bad catalog', account, {}, 'The catalog: streams is missing: it must be a list.'],
    [
      'soft_delete',
      account,
      { streams: [{ ...orders, destination_sync_mode: 'soft_delete' }] },
      'The catalog: streams[0].destination_sync_mode is soft_delete, and AppsFlyer has nothing to delete: choose append.',
    ],
  ])('%s is a config error with exit code 1', async (_, configuration, catalog, message) => {
    const { report, messages } = await write(configuration, catalog, [record('orders')])
    expect(report).toMatchObject({ exitCode: 1, recordCount: 0, failure: { type: 'config_error', message } })
    expect(messages.map(({ trace }) => trace.error)).toEqual([
      expect.objectContaining({ failure_type: 'config_error', message }),
    ])
  })

  test.each(['append', 'overwrite', 'append_dedup', 'update', null, undefined])(
    'sync mode %s is an append: platforms and test clients choose modes the specification does not list',
    async (destination_sync_mode) => {
      const catalog = { streams: [{ ...orders, destination_sync_mode }] }
      const { report } = await write(account, catalog, [record('orders'), record('orders')])
      expect(report).toMatchObject({ exitCode: 0, outcomes: { accepted: 2 } })
    },
  )

  test('data activation: the object of the catalog decides what a stream is sent as', async () => {
    const seen: unknown[] = []
    const catalog = {
      streams: [
        { stream: { name: 'orders' }, destination_object_name: 'web_event' },
        { stream: { name: 'users' }, destination_object_name: 'mobile_event' },
        { stream: { name: 'pages' }, destination_object_name: 'spaceship' },
      ],
    }
    const streams = [{ stream: 'users', send_as: 'skip' }, { stream: 'nowhere' }]
    const { messages } = await write({ ...account, streams }, catalog, [record('orders')], {
      prepare: (input, configuration, nowMs) => {
        seen.push(configuration.streams.map(({ stream, send_as }) => [stream, send_as]))
        return obedientPrepare(input, configuration, nowMs)
      },
    })
    expect(seen).toEqual([
      [
        ['users', 'skip'],
        ['nowhere', 'auto'],
        ['orders', 'web_event'],
      ],
    ])
    expect(messages.flatMap(({ log }) => (log?.level === 'WARN' ? [log.message] : []))).toEqual([
      'streams[1].stream (nowhere) is not in the catalog: its mapping has no effect.',
      'The catalog sends stream pages to an object that is none of mobile_event, web_event, web_visit: its records decide instead.',
    ])
  })

  test('a full refresh is warned about: it sends everything again', async () => {
    const streams = ['orders', 'users', 'audit'].map((name) => ({
      stream: { name },
      sync_mode: name === 'users' ? 'incremental' : 'full_refresh',
      destination_sync_mode: 'overwrite',
    }))
    const configuration = { ...account, streams: [{ stream: 'audit', send_as: 'skip' }] }
    const { report, messages } = await write(configuration, { streams }, [record('orders')])
    expect(report.exitCode).toBe(0)
    expect(messages.flatMap(({ log }) => (log?.level === 'WARN' ? [log.message] : []))).toEqual([
      'Full refresh of orders: every sync sends every row again, and AppsFlyer counts it again. Choose Incremental | Append where the source can.',
    ])
  })

  test('what has no effect in the configuration is a warning in the log', async () => {
    const { messages } = await write({ ...account, privcy: {} }, { streams: [] })
    expect(messages.flatMap(({ log }) => (log?.level === 'WARN' ? [log.message] : []))).toEqual([
      'The configuration: privcy is no key, did you mean privacy? It has no effect.',
    ])
  })

  test.each([
    [{ delivery: { on_wrong_key: 'continue' } }, 1],
    [{ delivery: { on_wrong_key: 'continue' }, rejected_records: { storage: 'file', folder: '/tmp/rejected' } }, 0],
    [{}, 0],
  ])('with %j, %i warning says that the records of a refused app are not kept', async (more, times) => {
    const { messages } = await write({ ...account, ...more }, { streams: [] })
    const warnings = messages.flatMap(({ log }) => (log?.level === 'WARN' ? [log.message] : []))
    expect(warnings).toEqual(Array(times).fill(expect.stringMatching(/counted and lost here\..*rejected_records/)))
  })

  test('a bug while starting is a system error', async () => {
    const { report, messages } = await write(account, { streams: [] }, [], {
      createEngine: () => {
        throw new TypeError('SECRET')
      },
    })
    expect(report.exitCode).toBe(1)
    expect(messages[0].trace.error.failure_type).toBe('system_error')
    expect(JSON.stringify(messages)).not.toContain('SECRET')
  })
})
