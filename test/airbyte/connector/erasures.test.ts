import { Memory } from '../../../src/memory/memory'
import { type OpendsrAnswer, type OpendsrServer, opendsrServer } from '../../erasure/opendsr-server'
import { MapStore } from '../../memory/map-store'
import { realSync } from './real-sync'
import { record, streamState } from './run-write'

/** `write` with a stream of people to erase, the real core and engine, against a server of the test's own. */

const apps = ['com.example.app', 'id123456789']
const token = 'SECRET-api-token'
const servers: OpendsrServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.stop())))

async function house(script?: OpendsrServer['script'], known = apps) {
  const server = await opendsrServer(token, known)
  if (script !== undefined) server.script = script
  servers.push(server)
  const sync = (input: readonly object[], more: object = {}, memory?: Memory) =>
    realSync(
      input,
      {
        api_token: token,
        s2s_token: 'SECRET-s2s-token',
        apps: apps.map((app_id) => ({ app_id })),
        endpoints: { api: server.url },
        streams: [{ stream: 'orders', send_as: 'erase' }],
        delivery: { give_up_after_seconds: 3, request_timeout_seconds: 1 },
        ...more,
      },
      {},
      { drainMs: 3_000 },
      1,
      memory,
    )
  return { server, sync }
}

const row = (user: string, more: object = { app_id: 'com.example.app' }) => record('orders', { user_id: user, ...more })
const once =
  (answer: OpendsrAnswer): OpendsrServer['script'] =>
  (_call, index) =>
    index === 0 ? answer : undefined

test('each row becomes a request, and the state follows', async () => {
  const { server, sync } = await house()
  const { report, states } = await sync([row('u1'), row('u2'), streamState('orders', 1)])
  expect(report.outcomes).toMatchObject({ accepted: 2 })
  expect(states).toHaveLength(1)
  expect(server.calls.map(({ method, path }) => `${method} ${path}`)).toEqual(
    Array(2).fill('POST /api/gdpr/v1/opendsr_requests'),
  )
})

test('a second sync doubles nothing: what AppsFlyer has already is done', async () => {
  const { server, sync } = await house()
  await sync([row('u1'), streamState('orders', 1)])
  const { report, states } = await sync([row('u1'), streamState('orders', 1)])
  expect(report.outcomes).toMatchObject({ accepted: 1, rejected: 0 })
  expect([states.length, server.known.size]).toEqual([1, 1])
  const [id] = server.known.keys()
  expect(server.calls.slice(1).map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /api/gdpr/v1/opendsr_requests',
    `GET /api/gdpr/v1/opendsr_requests/${id}`,
  ])
})

test('a refusal is one whatever its status', async () => {
  const { sync } = await house(() => ({ status: 200, code: 'e325' }))
  const { report } = await sync([row('u1'), streamState('orders', 1)])
  expect(report.rejectedByCode).toEqual({ e325: 1 })
})

describe('an erasure that AppsFlyer has already', () => {
  const told = (answer: OpendsrAnswer): OpendsrServer['script'] => {
    return ({ method }) => (method === 'POST' ? { status: 400, code: 'e213' } : answer)
  }
  const status = (request_status: string): OpendsrAnswer => ({ status: 200, body: { request_status } })

  test.each<[string, OpendsrAnswer]>([
    ['is pending', status('pending')],
    ['is completed', status('completed')],
    ['may not be seen', { status: 403, code: 'e413' }],
    ['has a status that nobody knows', status('paused')],
  ])('is done where it %s', async (_name, answer) => {
    const { sync } = await house(told(answer))
    const { report, states } = await sync([row('u1'), streamState('orders', 1)])
    expect(report.outcomes).toMatchObject({ accepted: 1, rejected: 0 })
    expect(states).toHaveLength(1)
  })

  test('is none where it was cancelled: the row is rejected, and the user is not held back', async () => {
    const memory = await Memory.open(new MapStore(() => 1_000), {
      rememberDeliveriesDays: 0,
      hashKey: undefined,
      now: () => 1_000,
    })
    const { sync } = await house(told(status('canceled')))
    const { report, states, logs } = await sync([row('u1'), streamState('orders', 1)], {}, memory)
    expect(report.rejectedByCode).toEqual({ canceled: 1 })
    expect(states).toHaveLength(1)
    expect(logs.join()).toContain('then cancelled in AppsFlyer: nobody is erased')
    expect((await memory.knownOf('com.example.app', 'u1')).isErased).toBe(false)
  })

  test('is asked about again where the question fails once', async () => {
    const { server, sync } = await house((call) => {
      const isFirst = server.calls.filter(({ method }) => method === 'GET').length === 1
      return told(isFirst ? { status: 503 } : status('pending'))(call, 0)
    })
    const { report } = await sync([row('u1'), streamState('orders', 1)])
    expect(report.outcomes).toMatchObject({ accepted: 1 })
    expect(server.calls.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET'])
  })

  test.each<[string, OpendsrAnswer]>([
    ['refuses the token', { status: 401 }],
    ['sends elsewhere', { status: 302 }],
    ['tells no status', { status: 200, body: {} }],
  ])('is not taken for done where the answer %s: it is asked again', async (_name, answer) => {
    const { server, sync } = await house((call) => {
      const isFirst = server.calls.filter(({ method }) => method === 'GET').length === 1
      return told(isFirst ? answer : status('canceled'))(call, 0)
    })
    const { report } = await sync([row('u1'), streamState('orders', 1)])
    expect(report.rejectedByCode).toEqual({ canceled: 1 })
    expect(server.calls.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET'])
  })

  test('is not taken for done where AppsFlyer says, however often it is asked, that it has none after all', async () => {
    const { server, sync } = await house(told({ status: 400, code: 'e214' }))
    const { report } = await sync([row('u1'), streamState('orders', 1)])
    expect(report.outcomes).toMatchObject({ accepted: 0, rejected: 1 })
    expect(server.calls.length).toBeGreaterThan(2)
  })
})

test.each([
  ['throttled', { status: 429 }],
  ['down', { status: 503 }],
  ['failing by its code', { status: 500, code: 'e511' }],
])('a server that is %s once is asked again, with the same id', async (_name, answer) => {
  const { server, sync } = await house(once(answer))
  const { report, states } = await sync([row('u1'), streamState('orders', 1)])
  expect(report.outcomes).toMatchObject({ accepted: 1 })
  expect(states).toHaveLength(1)
  expect(new Set(server.calls.map(({ body }) => body.subject_request_id)).size).toBe(1)
})

test('one that stays throttled loses nothing: no state goes out', async () => {
  const { sync } = await house(() => ({ status: 429 }))
  const { report, states, error } = await sync([row('u1'), streamState('orders', 1)])
  expect(report.outcomes).toMatchObject({ throttled: 1, accepted: 0, rejected: 0 })
  expect(states).toEqual([])
  expect(error.failure_type).toBe('transient_error')
})

test('a refusal of one user is a rejected record, with the code in words and nothing of the user', async () => {
  const { sync } = await house(once({ status: 400, code: 'e325' }))
  const { report, states, rejected, logs } = await sync([row('jane-1'), row('u2'), streamState('orders', 1)])
  expect(report.outcomes).toMatchObject({ accepted: 1, rejected: 1 })
  expect(report.rejectedByCode).toEqual({ e325: 1 })
  expect([states.length, rejected.length]).toEqual([1, 1])
  expect(logs.join()).toMatch(/too long, or of another form/)
  expect(logs.join()).not.toMatch(/jane-1|SECRET/)
})

test('an open request for the one id of a row is done; for one of several the row is rejected', async () => {
  const { sync } = await house(() => ({ status: 400, code: 'e215' }))
  const several = row('u2', { app_id: 'com.example.app', appsflyer_id: '1700000000000-1234567' })
  const { report } = await sync([row('u1'), several])
  expect(report.outcomes).toMatchObject({ accepted: 1, rejected: 1 })
  expect(report.rejectedByCode).toEqual({ e215: 1 })
})

test('a wrong token ends the sync, and no state goes out', async () => {
  const { sync } = await house(() => ({ status: 401 }))
  const { report, states, error } = await sync([row('u1'), row('u2'), streamState('orders', 1)])
  expect(report.outcomes).toMatchObject({ accepted: 0, rejected: 0 })
  expect(states).toEqual([])
  expect(error).toMatchObject({ failure_type: 'config_error' })
  expect(error.message).toMatch(/App com\.example\.app, erasures \(status 401.*API token V2/)
  expect(error.message).toMatch(/The sync has ended\. Correct api_token, or the id of the app,/)
})

describe('a row for several apps', () => {
  test('is settled when all are: each app has a request', async () => {
    const { server, sync } = await house()
    const { report, states } = await sync([row('u1', {}), streamState('orders', 1)])
    expect(report).toMatchObject({ outcomes: { accepted: 1 }, requestCount: 2, retryCount: 0 })
    expect(states).toHaveLength(1)
    expect(server.calls.map(({ body }) => body.property_id).sort()).toEqual(apps)
  })

  test('is rejected where one refuses, which tells that the other has its request', async () => {
    const { sync } = await house(({ body }) =>
      body.property_id === 'id123456789' ? { status: 400, code: 'e319' } : undefined,
    )
    const { report, states, logs } = await sync([row('u1', {}), streamState('orders', 1)])
    expect(report.outcomes).toMatchObject({ accepted: 0, rejected: 1 })
    expect(logs.join()).toMatch(/e319\. Another app has its request\./)
    expect(states).toHaveLength(1)
  })

  test('is left for the next sync where one stays away, and the other is not harmed by it', async () => {
    const { server, sync } = await house(({ body }) =>
      body.property_id === 'id123456789' ? { status: 503 } : undefined,
    )
    const first = await sync([row('u1', {}), streamState('orders', 1)])
    expect(first.report.outcomes).toMatchObject({ accepted: 0, transient: 1 })
    expect(first.states).toEqual([])
    server.script = () => undefined
    const second = await sync([row('u1', {}), streamState('orders', 1)])
    expect(second.report.outcomes).toMatchObject({ accepted: 1 })
    expect([second.states.length, server.known.size]).toEqual([1, 2])
  })

  test('goes on without an app that the token does not know, where that is asked for', async () => {
    const { server, sync } = await house(undefined, ['com.example.app'])
    const more = { delivery: { on_wrong_key: 'continue', give_up_after_seconds: 60, request_timeout_seconds: 1 } }
    const { report } = await sync([row('u1'), row('u2')], more)
    expect(report.outcomes).toMatchObject({ accepted: 2 })
    expect(server.known.size).toBe(2)
  })
})

describe('with a memory', () => {
  const open = (store: MapStore) =>
    Memory.open(store, { rememberDeliveriesDays: 15, hashKey: undefined, now: Date.now })
  const settings = { memory: { store: 'sqlite', path: 'none.db' } }
  const install = '1700000000000-1234567'

  test('whom AppsFlyer accepted is held back from then on, by user and by install', async () => {
    const { sync } = await house()
    const store = new MapStore()
    const both = row('u1', { app_id: 'com.example.app', appsflyer_id: install })
    const { states } = await sync([both, streamState('orders', 1)], settings, await open(store))
    expect(states).toHaveLength(1)
    const memory = await open(store)
    expect((await memory.knownOf('com.example.app', 'u1')).isErased).toBe(true)
    expect((await memory.count()).erased).toBe(2)
    const event = { event_name: 'af_x', platform: 'android', event_time: new Date().toISOString() }
    const events = [{ user_id: 'u1', appsflyer_id: '1700000000000-7654321' }, { appsflyer_id: install }]
    const { report } = await sync(
      events.map((ids) => record('orders', { ...event, ...ids })),
      { ...settings, streams: [] },
      memory,
    )
    expect(report.skippedByCode).toEqual({ erased_user: 2 })
  })

  test('whom AppsFlyer did not take is not', async () => {
    const { sync } = await house(() => ({ status: 400, code: 'e325' }))
    const store = new MapStore()
    await sync([row('u1')], settings, await open(store))
    expect((await (await open(store)).knownOf('com.example.app', 'u1')).isErased).toBe(false)
  })

  test('a renewed erasure of somebody erased is sent', async () => {
    const { server, sync } = await house()
    const store = new MapStore()
    await sync([row('u1')], settings, await open(store))
    const { report } = await sync([row('u1')], settings, await open(store))
    expect(report.outcomes).toMatchObject({ accepted: 1, skipped: 0 })
    expect(server.calls.filter(({ method }) => method === 'POST')).toHaveLength(2)
  })

  test('one that cannot keep it ends the sync before the state', async () => {
    const { server, sync } = await house()
    const store = new MapStore()
    const memory = await open(store)
    server.script = () => {
      store.isDown = true
      return undefined
    }
    const { report, states, error } = await sync([row('u1'), streamState('orders', 1)], settings, memory)
    expect(states).toEqual([])
    expect(report.outcomes).toMatchObject({ accepted: 0, transient: 1 })
    expect(error.message).toBe('The memory is away.')
  })
})
