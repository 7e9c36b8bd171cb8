import { parseConfiguration } from '../../../spec/configuration/parse-configuration'
import { appsInReach } from '../../../src/run/prove-keys'
import { type AppsflyerServer, appsflyerServer } from './appsflyer-server'
import { order, realSync } from './real-sync'
import { streamState } from './run-write'

/** A key that AppsFlyer does not know, against a server that counts what it sees. */

const good = 'com.example.good'
const bad = 'com.example.bad'

let server: AppsflyerServer
afterEach(() => server.stop())

const configuration = (delivery: object = {}) => ({
  apps: [
    { platform: 'android', app_id: good, key: 'good-key' },
    { platform: 'android', app_id: bad, key: 'SECRET-wrong' },
  ],
  endpoints: { mobile_v3: server.url },
  delivery,
})

/** One record in a hundred is of the app with the wrong key; a state follows every thousand. */
const mixed = Array.from({ length: 4_000 }, (_, index) => [
  order(index % 100 === 99 ? bad : good, index),
  ...(index % 1_000 === 999 ? [streamState('orders', index)] : []),
]).flat()

test('a mixed stream, three runs: no record is sent, so none is sent again; the end names the app and what to do', async () => {
  server = await appsflyerServer({ [good]: 'good-key', [bad]: 'other' })
  for (let run = 1; run <= 3; run += 1) {
    const { report, states, error } = await realSync(mixed, configuration())
    expect(error).toMatchObject({ failure_type: 'config_error' })
    expect(error.message).toMatch(/^App com\.example\.bad \(status 401, unauthorized\): .*The key is not this app's/)
    expect(error.message).toContain('delivery.on_wrong_key')
    expect(error.message).not.toMatch(/SECRET|com\.example\.good/)
    expect([states, report.exitCode, report.outcomes.accepted]).toEqual([[], 1, 0])
    // One question for the good key, and the refusal is asked about once more.
    expect([report.requestCount, report.keyProbeCount]).toEqual([3, 3])
  }
  expect(server.arrivals.filter(({ isProbe }) => !isProbe)).toEqual([])
  expect(server.arrivals).toHaveLength(9)
})

test('continue: the records of that app are rejected and kept, the others go out once, every state comes back', async () => {
  server = await appsflyerServer({ [good]: 'good-key', [bad]: 'other' })
  const { report, states, error, rejected, logs } = await realSync(
    mixed,
    configuration({ on_wrong_key: 'continue' }),
    ...faster,
  )
  expect([error, report.exitCode, report.failure]).toEqual([undefined, 0, null])
  expect(states.map(({ destinationStats }) => destinationStats)).toEqual(
    Array(4).fill({ recordCount: 990, rejectedRecordCount: 10 }),
  )
  expect(server.accepted).toHaveLength(3_960)
  expect(new Set(server.accepted.map(({ eventName }) => eventName)).size).toBe(3_960)
  expect(report.outcomes).toMatchObject({ accepted: 3_960, rejected: 40, misconfigured: 0 })
  expect(report.requestCount).toBe(server.arrivals.length)
  expect(rejected).toHaveLength(40)
  expect(rejected[0]).toMatchObject({ stage: 'delivery', code: 'unauthorized' })
  expect(logs.find((log) => log.startsWith('WARN App com.example.bad'))).toContain('Its records are rejected')
})

/** Half a minute of doubt in a second and a half. */
const faster = [{}, {}, 20] as const

describe('continue: a lapse of authentication at the start rejects nothing, although the key was never proven', () => {
  test.each<[string, (arrival: { isProbe: boolean }, index: number) => number | undefined]>([
    ['the questions and the first records are refused', (_, index) => (index < 9 ? 401 : undefined)],
    ['a firewall answers in plain text', (_, index) => (index < 9 ? 403 : undefined)],
    [
      'the questions get no answer, the first records are refused',
      ({ isProbe }, index) => (isProbe ? 503 : index < 9 ? 401 : undefined),
    ],
  ])('%s', async (_, refuse) => {
    server = await appsflyerServer({ [good]: 'good-key', [bad]: 'SECRET-wrong' }, (arrival, response, index) => {
      const status = refuse(arrival, index)
      if (status !== undefined) response.writeHead(status).end('Access denied')
      return status !== undefined
    })
    const input = mixed.slice(0, 200)
    const { report, error, rejected } = await realSync(input, configuration({ on_wrong_key: 'continue' }), ...faster)
    expect([error, report.outcomes.accepted, report.outcomes.rejected, rejected]).toEqual([undefined, 200, 0, []])
  })
})

test('good keys are asked about once for each app, and the counts are those of the server', async () => {
  server = await appsflyerServer({ [good]: 'good-key', [bad]: 'SECRET-wrong' })
  const { report, states, logs } = await realSync(mixed, configuration())
  expect([report.exitCode, states.length]).toEqual([0, 4])
  expect(server.arrivals.filter(({ isProbe }) => isProbe).map(({ appId }) => appId)).toEqual([good, bad])
  expect(report.requestCount).toBe(server.arrivals.length)
  expect(report.outcomes.accepted).toBe(server.accepted.length)
  expect(logs.at(-1)).toContain('4,002 requests, 0 of them retries, 2 to prove keys')
})

test('a single refusal of the question is a lapse: it is asked again', async () => {
  server = await appsflyerServer({ [good]: 'good-key', [bad]: 'SECRET-wrong' }, (_, response, index) => {
    if (index === 0) response.writeHead(401).end('Unauthorized')
    return index === 0
  })
  const { report } = await realSync(mixed.slice(0, 200), configuration())
  expect([report.exitCode, report.outcomes.accepted]).toEqual([0, 200])
})

test('an input without records asks nothing', async () => {
  server = await appsflyerServer({})
  const { report, states } = await realSync([streamState('orders', 1)], configuration())
  expect([report.exitCode, states.length, server.arrivals.length]).toEqual([0, 1, 0])
})

test('a question without an answer is no verdict: the records go their way, and retry', async () => {
  server = await appsflyerServer({ [good]: 'good-key', [bad]: 'SECRET-wrong' }, ({ isProbe }, response) => {
    if (isProbe) response.writeHead(503).end()
    return isProbe
  })
  const { report } = await realSync(mixed.slice(0, 200), configuration())
  expect([report.exitCode, report.outcomes.accepted, server.accepted.length]).toEqual([0, 200, 200])
})

test.each([
  [{}, [good, 'website-www.example.com']],
  [{ stream: 'orders', send_as: 'mobile_event' }, [good]],
  [{ stream: 'orders', send_as: 'web_visit' }, ['website-www.example.com']],
  [{ stream: 'orders', send_as: 'auto', app_id: good }, [good]],
  [{ stream: 'orders', send_as: 'skip' }, []],
])('with the mapping %j, the apps in reach are %j', async (mapping, expected) => {
  server = await appsflyerServer({})
  const parsed = parseConfiguration({
    apps: [
      { platform: 'android', app_id: good, key: 'k' },
      { platform: 'web', app_id: 'website-www.example.com', key: 'k' },
    ],
    streams: 'stream' in mapping ? [mapping] : [],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const streams = [{ name: 'orders', syncMode: 'append' }]
  expect(appsInReach(parsed.configuration, streams).map(({ app_id }) => app_id)).toEqual(expected)
})

test('three 401 within a millisecond after 10,000 accepted records end nothing', async () => {
  let refusals = 3
  server = await appsflyerServer({ [good]: 'good-key', [bad]: 'SECRET-wrong' }, ({ isProbe }, response) => {
    if (isProbe || server.accepted.length < 10_000 || refusals === 0) return false
    refusals -= 1
    response.writeHead(401).end('Unauthorized')
    return true
  })
  const input = [...Array.from({ length: 10_500 }, (_, index) => order(good, index)), streamState('orders', 1)]
  const { report, states, error } = await realSync(input, configuration())
  expect([error, report.exitCode, states.length]).toEqual([undefined, 0, 1])
  expect([report.outcomes.accepted, server.accepted.length]).toEqual([10_500, 10_500])
  expect(report.requestCount).toBe(server.arrivals.length)
})
