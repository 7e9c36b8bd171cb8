import { ceilingOf, scenarios } from './scenarios'
import { simulate } from './simulate'

/** Virtual time: the engine is the real one, its clock and its servers are the test's. */

describe.each(scenarios)('$name', (scenario) => {
  const { server, atLeast, requestsAtMost } = scenario
  const seen = simulate({ id123456789: server }, { settings: { maxRequestsPerSecond: ceilingOf(scenario) } })
  test(`at least ${Math.round(atLeast)} records a second`, () => expect(seen.perSecond).toBeGreaterThan(atLeast))
  test(`at most ${requestsAtMost.toFixed(2)} requests for each`, () =>
    expect(seen.requestsPerRecord).toBeLessThan(requestsAtMost))
  test('every record is accepted in the end', () => expect(seen.unsettled).toBe(0))
})

test("one app's throttling leaves the others their speed", () => {
  const settings = { maxRequestsPerSecond: 2_000 }
  const free = { kind: 'token_bucket', perSecond: 100_000 } as const
  const throttled = { kind: 'token_bucket', perSecond: 50, retryAfter: 1 } as const
  const alone = simulate({ free, other: free }, { settings }).perSecondByApp
  const beside = simulate({ free, other: throttled }, { settings }).perSecondByApp
  expect(beside['free']).toBeGreaterThan(0.95 * (alone['free'] ?? Number.NaN))
  expect(beside['other']).toBeGreaterThan(0.85 * 50)
})

test.each([0.25, 0.4, 0.6])('where %d of all connections break at random, no record is blamed for it', (share) => {
  const settings = { maxRequestsPerSecond: 2_000 }
  expect(simulate({ id123456789: { kind: 'breaking', share } }, { seconds: 50, settings }).unsettled).toBe(0)
})

test('a server that refuses everything for ten seconds gets its speed back', () => {
  const outage = { kind: 'refusing_until', second: 10, share: 1 } as const
  const seen = simulate({ id123456789: outage }, { warmUpSeconds: 40, settings: { maxRequestsPerSecond: 1_000 } })
  expect(seen.perSecond).toBeGreaterThan(900)
})
