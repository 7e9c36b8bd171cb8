import { describeDeadline } from '../../../../src/page/playground/deadline/describe-deadline'

const stamped = 'AppsFlyer stamps it with the time of its arrival, so that it counts for the day on which it is sent.'
const at = (time: string) => Date.parse(`${time}Z`)

test.each([
  // Mobile: 02:00 UTC of the next day, whatever zone is given.
  [
    'mobile',
    '2026-11-28T20:00:00',
    '2026-11-28T20:48:00',
    'open',
    'Counts for its own day until 02:00 tomorrow, UTC',
    '5 h 12 min left',
  ],
  [
    'mobile',
    '2026-11-28T20:00:00',
    '2026-11-29T01:59:30',
    'open',
    'Counts for its own day until 02:00 today, UTC',
    'less than a minute left',
  ],
  [
    'mobile',
    '2026-11-28T20:00:00',
    '2026-11-29T04:10:00',
    'late',
    `Late since 02:00 today, UTC (2 h 10 min ago): ${stamped}`,
    '',
  ],
  [
    'mobile',
    '2026-11-24T20:00:00',
    '2026-11-28T03:00:00',
    'late',
    `Late since 02:00 on Wed 25 Nov, UTC (3 d 1 h ago): ${stamped}`,
    '',
  ],
  ['mobile', '2026-11-28T20:00:00', '2026-11-28T19:50:00', 'future', `Its time lies in the future: ${stamped}`, ''],
  // Web: 00:30 of the next day of the app's zone; 04:00 UTC is 23:00 of the day before in New York.
  [
    'web',
    '2026-11-28T04:00:00',
    '2026-11-28T05:00:00',
    'open',
    'Counts for its own day until 00:30 today, America/New_York',
    '30 min left',
  ],
  [
    'web',
    '2026-11-28T05:30:00',
    '2026-11-28T06:00:00',
    'open',
    'Counts for its own day until 00:30 tomorrow, America/New_York',
    '23 h 30 min left',
  ],
  // PBA: one reading of the document or the other.
  [
    'pba',
    '2026-11-28T10:00:00',
    '2026-11-28T22:00:00',
    'open',
    'Counts for its own day until 00:00 tomorrow, UTC',
    '2 h left',
  ],
  [
    'pba',
    '2026-11-28T10:00:00',
    '2026-11-29T01:00:00',
    'doubtful',
    "Perhaps late since 00:00 today, UTC: AppsFlyer's document can be read either way. Late for certain from 00:00 tomorrow, UTC",
    '23 h left',
  ],
  // Devices: 96 hours.
  [
    'devices',
    '2026-11-28T14:05:00',
    '2026-11-28T15:05:00',
    'open',
    'Keeps its own time until 14:05 on Wed 2 Dec, UTC',
    '3 d 23 h left',
  ],
] as const)('%s: of %s at %s it is %s', (rule, happened, now, state, fact, rest) => {
  const told = describeDeadline(at(happened), rule, 'America/New_York', at(now))
  expect(told).toMatchObject({ state, fact, rest })
})

test('what is said changes when the deadline has passed, and not before', () => {
  const happened = at('2026-11-28T20:00:00')
  const { changesAtMs = 0 } = describeDeadline(happened, 'mobile', 'UTC', happened)
  expect(changesAtMs).toBe(at('2026-11-29T02:00:00'))
  expect(describeDeadline(happened, 'mobile', 'UTC', changesAtMs).state).toBe('open')
  expect(describeDeadline(happened, 'mobile', 'UTC', changesAtMs + 1).state).toBe('late')
})
