import { isStampedOnArrival } from '../../../src/sandbox/verdict/is-stamped-on-arrival'

const at = (text: string): number => Date.parse(text)

describe('mobile: until 02:00 UTC of the next day, whatever the zone', () => {
  // The two examples of the API as first published, and their borders.
  it.each([
    ['2026-05-02T22:00:00Z', '2026-05-03T01:00:00Z', null],
    ['2026-05-02T22:00:00Z', '2026-05-04T09:00:00Z', 'late_event'],
    ['2026-05-02T22:00:00Z', '2026-05-03T02:00:00.000Z', null],
    ['2026-05-02T22:00:00Z', '2026-05-03T02:00:00.001Z', 'late_event'],
    ['2026-05-02T00:00:00Z', '2026-05-03T02:00:00Z', null],
    ['2026-05-01T23:59:59.999Z', '2026-05-02T02:00:00.001Z', 'late_event'],
    ['2026-12-31T23:00:00Z', '2027-01-01T01:59:59Z', null],
    ['1969-12-31T23:00:00Z', '1970-01-01T02:00:00Z', null],
    ['2026-05-02T22:00:00.001Z', '2026-05-02T22:00:00Z', 'future_event'],
  ])('%s arriving %s', (event, arrival, expected) => {
    expect(isStampedOnArrival(at(event), at(arrival), 'mobile', 'America/New_York')).toBe(expected)
  })
})

describe("web: until 00:30 of the next day in the app's zone", () => {
  it.each([
    ['UTC', '2026-05-02T22:00:00Z', '2026-05-03T00:30:00.000Z', null],
    ['UTC', '2026-05-02T22:00:00Z', '2026-05-03T00:30:00.001Z', 'late_event'],
    // New York is four hours behind in summer, five in winter.
    ['America/New_York', '2026-05-02T22:00:00Z', '2026-05-03T04:30:00Z', null],
    ['America/New_York', '2026-05-02T22:00:00Z', '2026-05-03T04:30:00.001Z', 'late_event'],
    ['America/New_York', '2026-05-03T03:59:59Z', '2026-05-03T04:31:00Z', 'late_event'],
    ['America/New_York', '2026-05-03T04:00:00Z', '2026-05-03T04:31:00Z', null],
    ['America/New_York', '2026-01-02T22:00:00Z', '2026-01-03T05:30:00Z', null],
    // The clocks go forward on 8 March and back on 1 November 2026, at 02:00.
    ['America/New_York', '2026-03-07T22:00:00Z', '2026-03-08T05:30:00Z', null],
    ['America/New_York', '2026-03-08T22:00:00Z', '2026-03-09T04:30:00Z', null],
    ['America/New_York', '2026-03-08T22:00:00Z', '2026-03-09T04:31:00Z', 'late_event'],
    ['America/New_York', '2026-11-01T22:00:00Z', '2026-11-02T05:30:00Z', null],
    ['America/New_York', '2026-11-01T22:00:00Z', '2026-11-02T05:31:00Z', 'late_event'],
    ['Asia/Kolkata', '2026-05-02T18:29:59Z', '2026-05-02T19:00:00.001Z', 'late_event'],
    ['Asia/Kolkata', '2026-05-02T18:30:00Z', '2026-05-03T19:00:00Z', null],
    ['Pacific/Kiritimati', '2026-05-02T09:59:59Z', '2026-05-02T10:30:01Z', 'late_event'],
  ])('%s: %s arriving %s', (zone, event, arrival, expected) => {
    expect(isStampedOnArrival(at(event), at(arrival), 'web', zone)).toBe(expected)
  })
})
