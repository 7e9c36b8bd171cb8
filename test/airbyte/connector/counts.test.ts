import { appsflyerServer } from './appsflyer-server'
import { FakeEngine, refusedKey } from './fake-engine'
import { order, realSync } from './real-sync'
import { record, runWrite, streamState } from './run-write'

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
