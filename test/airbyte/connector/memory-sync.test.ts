import type { ServerResponse } from 'node:http'
import { awayStore } from '../../../src/memory/away-store'
import { Memory } from '../../../src/memory/memory'
import { MemoryError } from '../../../src/memory/store'
import { MapStore } from '../../memory/map-store'
import { type AppsflyerServer, appsflyerServer } from './appsflyer-server'
import { realSync } from './real-sync'
import { record, streamState } from './run-write'

/** `write` with a memory, the real core and engine, against a server of the test's own. */

const app = 'com.example.app'
const options = { rememberDeliveriesDays: 15, hashKey: undefined, now: Date.now }
const servers: AppsflyerServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.stop())))

type Answer = (response: ServerResponse, count: number) => boolean

async function house(answer: Answer = () => false, store = new MapStore()) {
  const ids: (string | undefined)[] = []
  const server = await appsflyerServer({ [app]: 'key' }, ({ isProbe, appsflyerId }, response) => {
    if (isProbe) return false
    ids.push(appsflyerId)
    return answer(response, ids.length)
  })
  servers.push(server)
  const sync = async (input: readonly object[], more: object = {}, memory?: Memory, others: object = {}) => {
    const configuration = {
      apps: [{ platform: 'android', app_id: app, key: 'key' }],
      endpoints: { mobile_v3: server.url },
      memory: { store: 'sqlite', path: 'none.db', ...more },
      delivery: { give_up_after_seconds: 2, request_timeout_seconds: 1 },
      ...others,
    }
    return realSync(input, configuration, {}, { drainMs: 1_000 }, 1, memory ?? (await Memory.open(store, options)))
  }
  return { ids, store, sync }
}

const time = new Date(Date.now() - 60_000).toISOString()
const purchase = (id: number, more: object = {}) =>
  record('orders', {
    ...{ id, event_name: 'af_purchase', platform: 'android', revenue: 1, currency: 'USD', event_time: time },
    ...{ appsflyer_id: '1700000000000-1000000', customer_user_id: 'u1', ...more },
  })

test('a record that came twice in a run is sent once, and both count', async () => {
  const { ids, sync } = await house()
  const { report, states } = await sync([purchase(1), purchase(2), purchase(1), streamState('orders', 1)])
  expect(report.outcomes).toMatchObject({ accepted: 2, skipped: 1 })
  expect(report.skippedByCode).toEqual({ accepted_before: 1 })
  expect(ids).toHaveLength(2)
  expect(states).toHaveLength(1)
})

test('where the first of two is refused the second is tried, and the state waits for both', async () => {
  const { ids, sync } = await house((response, count) => {
    if (count > 1) return false
    response.writeHead(400).end('eventName is a mandatory field')
    return true
  })
  const { report, states, rejected } = await sync([purchase(1), purchase(1), streamState('orders', 1)])
  expect(report.outcomes).toMatchObject({ accepted: 1, rejected: 1 })
  expect([ids.length, states.length, rejected.length]).toEqual([2, 1, 1])
})

test('where a server is away the waiting ones are left for a later sync, which sends each once', async () => {
  const store = new MapStore()
  const away = await house((response) => {
    response.destroy()
    return true
  }, store)
  const input = [purchase(1), purchase(1), purchase(2), streamState('orders', 1)]
  const broken = await away.sync(input)
  expect(broken.states).toEqual([])
  expect(broken.report.outcomes.transient).toBe(3)
  const back = await house(undefined, store)
  const { report, states } = await back.sync(input)
  expect(report.outcomes).toMatchObject({ accepted: 2, skipped: 1 })
  expect([back.ids.length, states.length]).toEqual([2, 1])
}, 20_000)

test('a memory that fails ends the sync before the next state, and nothing is given up for it', async () => {
  const { store, sync } = await house()
  await sync([purchase(1)])
  store.isDown = true
  await expect(sync([purchase(2)])).rejects.toThrow('The memory is away.')
  store.isDown = false
  let asked = 0
  const { read } = store
  store.read = async (keys) => {
    asked += 1
    // The key of the hashes is read; then nothing.
    store.isDown = asked > 2
    return read.call(store, keys)
  }
  const lacking = purchase(3, { appsflyer_id: null })
  const { report, states, error } = await sync([lacking, streamState('orders', 1)])
  expect(states).toEqual([])
  expect(report.outcomes).toMatchObject({ accepted: 0, rejected: 0, transient: 1 })
  expect(error.message).toBe('The memory is away.')
})

test('gone on without a memory, what could not be kept is counted at the end', async () => {
  const { store, sync } = await house()
  const { write } = store
  let writes = 0
  store.write = async (entries) => {
    writes += 1
    // The keys of the memory are written; then nothing.
    if (writes > 1) throw new MemoryError('The memory is away.')
    return write.call(store, entries)
  }
  const { report, states, logs } = await sync([purchase(1), purchase(2), streamState('orders', 1)], {
    on_failure: 'continue',
  })
  expect(report).toMatchObject({ outcomes: { accepted: 2 }, unkeptCount: 2 })
  expect(states).toHaveLength(1)
  expect(logs.at(-1)).toContain('2 of the accepted could not be kept in the memory: a later sync may send them again')
})

test('gone on without a memory that was away from the start, each record says so', async () => {
  const { sync, ids } = await house()
  const away = Memory.away(awayStore(new MemoryError('The memory is away.')), options)
  const lacking = purchase(2, { appsflyer_id: null })
  const { report, rejected } = await sync([purchase(1), lacking], { on_failure: 'continue' }, away)
  expect(report.outcomes).toMatchObject({ accepted: 1, rejected: 1 })
  expect(report.findingsByCode).toMatchObject({ memory_unavailable: 1 })
  expect(rejected[0]?.message).toContain('The memory, which may know it, gave no answer.')
  expect(ids).toHaveLength(1)
})

test.each([
  ['an id that is none of an install', { appsflyer_id: 'garbage' }],
  ['no user', { customer_user_id: null }],
])('an identity with %s is rejected, since the memory cannot keep it', async (_, more) => {
  const { sync } = await house()
  const identify = { streams: [{ stream: 'orders', send_as: 'identify' }] }
  const { report, rejected } = await sync([purchase(1), purchase(2, more)], {}, undefined, identify)
  expect(report.outcomes).toMatchObject({ skipped: 1, rejected: 1 })
  expect(rejected[0]?.code).toBe('incomplete_identity')
})

test('an id that was learnt in a sync is used in the next', async () => {
  const { ids, sync } = await house()
  await sync([purchase(1)])
  const { report } = await sync([purchase(2, { appsflyer_id: null }), streamState('orders', 1)])
  expect(report.findingsByCode['appsflyer_id_looked_up']).toBe(1)
  expect(ids).toEqual(['1700000000000-1000000', '1700000000000-1000000'])
})

test('a user id that many share, such as guest, is neither learnt nor looked up', async () => {
  const { ids, sync } = await house()
  await sync([purchase(1, { customer_user_id: 'guest' })])
  const { report } = await sync([purchase(2, { customer_user_id: 'guest', appsflyer_id: null })])
  expect(report.outcomes).toMatchObject({ accepted: 0, rejected: 1 })
  expect(ids).toHaveLength(1)
})
