import { describeUnderWay } from '../../../src/airbyte/connector/describe-report'

const snapshot = {
  ...{ submitted: 9, settled: { accepted: 0, throttled: 0, transient: 0, rejected: 0, misconfigured: 0 }, attempts: 9 },
  ...{ rejectedByCode: {}, failedAttemptsByCode: {}, keyProbes: 0, retries: 0, mayBeDuplicated: 0 },
  ...{ inFlight: 9, unsettled: 12, oldestUnsettledMs: 2_000 },
}
const up = { condition: 'up', throttledToPerSecond: null } as const
const mobile = { ...up, origin: 'https://api3.appsflyer.com', inFlight: 8, concurrencyLimit: 64 }
const web = { ...up, origin: 'https://webs2s.appsflyer.com', inFlight: 1, concurrencyLimit: 32 }

test.each([
  ['none yet', [], 'Under way: 9 in flight, 12 records not settled, the oldest since 2.0 s.'],
  ['one server', [mobile], 'Under way: 9 in flight of at most 64, 12 records not settled, the oldest since 2.0 s.'],
  [
    'several, each of which has a limit of its own',
    [mobile, web],
    'Under way: 9 in flight (api3.appsflyer.com: 8 of at most 64, webs2s.appsflyer.com: 1 of at most 32), 12 records not settled, the oldest since 2.0 s.',
  ],
  [
    'of one that is down no limit is told',
    [mobile, { ...web, condition: 'down' as const }],
    'Under way: 9 in flight (api3.appsflyer.com: 8 of at most 64, webs2s.appsflyer.com: 1 of a server that is down), 12 records not settled, the oldest since 2.0 s.',
  ],
])('what is under way: %s', (_name, servers, told) => {
  expect(describeUnderWay({ ...snapshot, servers })).toBe(told)
})
