import type { ServerResponse } from 'node:http'
import { type AppsflyerServer, appsflyerServer } from './appsflyer-server'
import { order, realSync } from './real-sync'
import { streamState } from './run-write'

/**
 * However a server refuses, a sync ends: at the latest some 20 seconds after its patience (10 for what is under way, 10 for
 * requests that hang). Here with a patience of two seconds and one for what is under way, against servers of the test's own.
 */

const app = 'com.example.app'
const aDay = '86400'

type Refusal = (response: ServerResponse, index: number) => void

const refusals: readonly (readonly [string, Refusal])[] = [
  ['only 429', (response) => response.writeHead(429).end()],
  ['only 429, with a Retry-After of a day', (response) => response.writeHead(429, { 'retry-after': aDay }).end()],
  ['only 503', (response) => response.writeHead(503).end()],
  ['429 and 503 in turn', (response, index) => response.writeHead(index % 2 === 0 ? 429 : 503).end()],
  ['nothing at all', () => undefined],
  ['connections cut off', (response) => response.destroy()],
]

const input = [...Array.from({ length: 2_000 }, (_, index) => order(app, index)), streamState('orders', 1)]
const servers: AppsflyerServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.stop())))

test('a sync ends whatever the server does, with no state and a transient error', async () => {
  const ends = await Promise.all(
    refusals.map(async ([name, refuse]) => {
      let hasAccepted = false
      const server = await appsflyerServer({ [app]: 'key' }, ({ isProbe }, response, index) => {
        if (isProbe) return false
        // The first record passes: the app is good, and the server turns bad afterwards.
        const isFirst = !hasAccepted
        hasAccepted = true
        if (!isFirst) refuse(response, index)
        return !isFirst
      })
      servers.push(server)
      const configuration = {
        apps: [{ platform: 'android', app_id: app, key: 'key' }],
        endpoints: { mobile_v3: server.url },
        delivery: { give_up_after_seconds: 2, request_timeout_seconds: 1 },
      }
      const { report, states, error } = await realSync(input, configuration, {}, { drainMs: 1_000 })
      return [name, error.failure_type, states.length, report.outcomes.accepted, report.outcomes.rejected]
    }),
  )
  expect(ends).toEqual(refusals.map(([name]) => [name, 'transient_error', 0, 1, 0]))
}, 60_000)
