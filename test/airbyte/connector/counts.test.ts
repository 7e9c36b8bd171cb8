import { PassThrough } from 'node:stream'
import type { Prepare } from '../../../src/airbyte/connector/ports'
import { unreadWorth } from '../../../src/core/domain/worth'
import { appsflyerServer } from './appsflyer-server'
import { FakeEngine, refusedKey } from './fake-engine'
import { order, realSync } from './real-sync'
import { obedientPrepare, record, runWrite, streamState } from './run-write'

/** What the user is told equals what the server saw. */

const app = 'com.example.app'

test('requests and accepted are those of the server; "may be duplicated" is every answer that got lost, taken or not', async () => {
  const lost = new Set<string>()
  let lostCount = 0
  const server = await appsflyerServer({ [app]: 'good-key' }, (arrival, response) => {
    const number = Number(arrival.eventName.slice('event-'.length))
    const isTaken = number % 20 === 19
    if (arrival.isProbe || lost.has(arrival.eventName) || !(isTaken || number % 33 === 32)) return false
    lost.add(arrival.eventName)
    lostCount += 1
    if (isTaken) server.accepted.push(arrival)
    response.destroy()
    return true
  })
  const orders = Array.from({ length: 2_000 }, (_, index) => order(app, index))
  const { report, states, logs } = await realSync([...orders, streamState('orders', 1)], {
    apps: [{ platform: 'android', app_id: app, key: 'good-key' }],
    endpoints: { mobile_v3: server.url },
  })
  await server.stop()
  expect([report.exitCode, states.length, report.outcomes.accepted]).toEqual([0, 1, 2_000])
  expect(new Set(server.accepted.map(({ eventName }) => eventName)).size).toBe(2_000)
  expect(report.requestCount).toBe(server.arrivals.length)
  expect([report.retryCount, report.keyProbeCount, report.unsentCount]).toEqual([lostCount, 1, 0])
  // 100 events were taken twice; 57 more answers got lost without that, three of them of both kinds.
  expect(server.accepted.length - 2_000).toBe(100)
  expect(report.mayBeDuplicatedCount).toBe(lostCount)
  expect(lostCount).toBe(157)
  expect(logs.at(-1)).toContain(`at most ${lostCount} may be duplicated, perhaps none: their answers got lost`)
})

test('after a failure, the accepted records that no state covers are told: the next sync sends them again', async () => {
  const engine = new FakeEngine((_, index) => (index >= 30 ? refusedKey : {}), 1)
  const input = Array.from({ length: 40 }, (_, index) => [
    record('orders', { index }),
    ...(index === 9 ? [record('orders', { skip: true })] : []),
    ...(index === 19 ? [streamState('orders', 1)] : []),
  ]).flat()
  const { report, logs } = await runWrite(input, { engine })
  expect(report).toMatchObject({ exitCode: 1, acceptedAfterLastStateCount: 10, outcomes: { accepted: 30, skipped: 1 } })
  expect(logs.at(-1)).toContain('10 of the accepted are after the last state: the next sync sends them again')
})

test('where no state came in, none is spoken of as the last one', async () => {
  const engine = new FakeEngine((_, index) => (index >= 7 ? refusedKey : {}), 1)
  const { report, logs } = await runWrite(
    Array.from({ length: 9 }, () => record('orders')),
    { engine },
  )
  expect(report).toMatchObject({ acceptedAfterLastStateCount: 7, stateCount: 0 })
  expect(logs.at(-1)).toMatch(
    /; no state covers what was accepted: the next sync sends all of it again; no state came in\.$/,
  )
})

test('what a record is worth that was not sent when the sync had to end is known', async () => {
  const engine = new FakeEngine()
  engine.waitForRoom = () => new Promise(() => undefined)
  const worth = { ...unreadWorth, isUnread: false }
  const prepare: Prepare = (...given) => ({ ...obedientPrepare(...given), worth })
  const stop = new AbortController()
  const source = new PassThrough()
  source.write(`${JSON.stringify(record('orders'))}\n`)
  const running = runWrite(source, {
    engine,
    limits: { settleMs: 30, closeMs: 20, leastCloseMs: 10 },
    ports: { prepare, stop: stop.signal },
  })
  setTimeout(() => stop.abort(), 50)
  const { report, logs } = await running
  expect(report.stakes.transient).toMatchObject({ records: 1, unread: 0 })
  expect(logs.at(-2)).toContain('1 not settled (transient 1): a later sync sends it')
})
