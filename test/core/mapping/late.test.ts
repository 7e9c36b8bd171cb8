import fc from 'fast-check'
import { isInFuture, isLate } from '../../../src/core/mapping/late'
import { androidApp, iosApp, iosCall, nowMs, see, webApp, webCall } from '../prepare-fixtures'

const at = (text: string) => Date.parse(text)

describe('mobile: until 02:00 UTC of the next day', () => {
  test.each([
    ['2024-01-15T00:00:00.000Z', '2024-01-16T02:00:00.000Z', false],
    ['2024-01-15T00:00:00.000Z', '2024-01-16T02:00:00.001Z', true],
    ['2024-01-15T23:59:59.999Z', '2024-01-16T02:00:00.000Z', false],
    ['2024-01-15T23:59:59.999Z', '2024-01-16T02:00:00.001Z', true],
    ['2024-01-16T00:00:00.000Z', '2024-01-16T02:00:00.001Z', false],
    ['2024-02-28T12:00:00.000Z', '2024-02-29T02:00:00.001Z', true],
    ['2024-01-15T12:00:00.000Z', '2024-01-15T11:00:00.000Z', false],
  ])('of %s, arriving %s: %j', (event, arrival, late) => {
    expect(isLate(at(event), at(arrival), 'mobile', 'America/New_York')).toBe(late)
  })
})

describe("web: until 00:30 of the next day on the app's own calendar", () => {
  test.each([
    ['UTC', '2024-01-15T12:00:00Z', '2024-01-16T00:30:00.000Z', false],
    ['UTC', '2024-01-15T12:00:00Z', '2024-01-16T00:30:00.001Z', true],
    ['America/New_York', '2024-01-16T04:59:59.999Z', '2024-01-16T05:30:00.000Z', false],
    ['America/New_York', '2024-01-16T04:59:59.999Z', '2024-01-16T05:30:00.001Z', true],
    ['America/New_York', '2024-01-16T05:00:00.000Z', '2024-01-16T05:30:00.001Z', false],
    ['Asia/Kolkata', '2024-01-15T18:29:59.999Z', '2024-01-15T19:00:00.001Z', true],
    ['Asia/Kolkata', '2024-01-15T18:30:00.000Z', '2024-01-15T19:00:00.001Z', false],
    ['Pacific/Kiritimati', '2024-01-15T09:59:59.999Z', '2024-01-15T10:30:00.001Z', true],
  ])('%s: of %s, arriving %s: %j', (zone, event, arrival, late) => {
    expect(isLate(at(event), at(arrival), 'web', zone)).toBe(late)
  })
})

describe('web, over a change of clocks', () => {
  test.each([
    // New York, 10 March 2024: 02:00 EST becomes 03:00 EDT; the day has 23 hours.
    ['America/New_York', '2024-03-10T05:00:00Z', '2024-03-11T04:30:00.000Z', false],
    ['America/New_York', '2024-03-10T05:00:00Z', '2024-03-11T04:30:00.001Z', true],
    ['America/New_York', '2024-03-10T04:59:59Z', '2024-03-10T05:30:00.000Z', false],
    ['America/New_York', '2024-03-10T04:59:59Z', '2024-03-10T05:30:00.001Z', true],
    // New York, 3 November 2024: 02:00 EDT becomes 01:00 EST; the day has 25 hours.
    ['America/New_York', '2024-11-03T04:00:00Z', '2024-11-04T05:30:00.000Z', false],
    ['America/New_York', '2024-11-03T04:00:00Z', '2024-11-04T05:30:00.001Z', true],
    ['America/New_York', '2024-11-03T03:59:59Z', '2024-11-03T04:30:00.000Z', false],
    ['America/New_York', '2024-11-03T03:59:59Z', '2024-11-03T04:30:00.001Z', true],
    // Berlin, 31 March and 27 October 2024.
    ['Europe/Berlin', '2024-03-30T23:00:00Z', '2024-03-31T22:30:00.000Z', false],
    ['Europe/Berlin', '2024-03-30T23:00:00Z', '2024-03-31T22:30:00.001Z', true],
    ['Europe/Berlin', '2024-10-26T22:00:00Z', '2024-10-27T23:30:00.000Z', false],
    ['Europe/Berlin', '2024-10-26T22:00:00Z', '2024-10-27T23:30:00.001Z', true],
    // Lord Howe changes by half an hour: 7 April 2024, 02:00 (+11) becomes 01:30 (+10:30).
    ['Australia/Lord_Howe', '2024-04-06T13:00:00Z', '2024-04-07T14:00:00.000Z', false],
    ['Australia/Lord_Howe', '2024-04-06T13:00:00Z', '2024-04-07T14:00:00.001Z', true],
    // Havana, 10 March 2024: midnight becomes 01:00, so 00:30 never comes; it counts as late as if it did, 05:30 UTC.
    ['America/Havana', '2024-03-09T12:00:00Z', '2024-03-10T05:30:00.000Z', false],
    ['America/Havana', '2024-03-09T12:00:00Z', '2024-03-10T05:30:00.001Z', true],
    // Havana, 3 November 2024: 01:00 becomes midnight, so 00:30 comes twice; the first, 04:30 UTC, counts.
    ['America/Havana', '2024-11-02T12:00:00Z', '2024-11-03T04:30:00.000Z', false],
    ['America/Havana', '2024-11-02T12:00:00Z', '2024-11-03T05:10:00.000Z', true],
  ])('%s: of %s, arriving %s: %j', (zone, event, arrival, late) => {
    expect(isLate(at(event), at(arrival), 'web', zone)).toBe(late)
  })
})

const zones = ['UTC', 'America/New_York', 'America/Havana', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Asia/Beirut']
const hours = 3_600_000

test('once late, late for good; on time for half an hour, late after 26 hours', () => {
  const instants = fc.integer({ min: at('2020-01-01'), max: at('2030-01-01') })
  const delays = fc.integer({ min: 0, max: 48 * hours })
  fc.assert(
    fc.property(fc.constantFrom(...zones), instants, delays, delays, (zone, event, one, other) => {
      const [sooner, later] = [Math.min(one, other), Math.max(one, other)]
      if (isLate(event, event + sooner, 'web', zone)) expect(isLate(event, event + later, 'web', zone)).toBe(true)
      expect(isLate(event, event + hours / 2, 'web', zone)).toBe(false)
      expect(isLate(event, event + 26 * hours, 'web', zone)).toBe(true)
    }),
  )
})

test('a minute ahead is a difference of clocks, more is the future', () => {
  expect(isInFuture(nowMs + 60_000, nowMs)).toBe(false)
  expect(isInFuture(nowMs + 60_001, nowMs)).toBe(true)
})

describe('in a record', () => {
  const late = '2024-01-13T10:00:00.000Z'
  test('a late event is sent with its time and a finding, or rejected', () => {
    expect(see(iosCall({}, { timestamp: late }))).toMatchObject({
      outcome: 'send',
      body: { eventTime: '2024-01-13 10:00:00.000' },
      findings: [{ code: 'late_event', severity: 'degrade', field: 'event_time' }],
    })
    expect(see(iosCall({}, { timestamp: late }), { configuration: { late_events: 'reject' } })).toMatchObject({
      outcome: 'reject',
      request: null,
      findings: [{ code: 'late_event', severity: 'reject', field: 'event_time' }],
    })
  })

  test.each(['2024-01-15T12:01:00.001Z', '9999-12-31T00:00:00Z', 253_402_300_799_999])('%j is the future', (time) => {
    const seen = see(iosCall({}, { timestamp: time }), { configuration: { late_events: 'reject' } })
    expect(seen).toMatchObject({ outcome: 'reject', codes: ['future_event'] })
    expect(see(iosCall({}, { timestamp: time })).outcome).toBe('send')
  })

  test("the web app's own time zone counts", () => {
    const apps = [iosApp, androidApp, { ...webApp, time_zone: 'America/New_York' }]
    const call = webCall({}, { timestamp: '2024-01-15T04:30:00Z' })
    const arrival = { nowMs: at('2024-01-15T05:30:00.001Z') }
    expect(see(call, { configuration: { apps }, ...arrival }).codes).toEqual(['late_event'])
    expect(see(call, arrival).codes).toEqual([])
  })
})
