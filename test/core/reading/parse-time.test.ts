import fc from 'fast-check'
import { parseTime } from '../../../src/core/reading/parse-time'
import { mobileEventTime } from '../../../src/core/request/mobile-event-time'
import { findingOf, iosCall, iosRow, see } from '../prepare-fixtures'

const noon = Date.UTC(2024, 0, 15, 12)

test.each([
  ['2024-01-15T12:00:00.000Z', noon],
  ['2024-01-15T12:00:00Z', noon],
  ['2024-01-15T12:00Z', noon],
  ['2024-01-15t12:00:00z', noon],
  ['2024-01-15T12:00:00.5Z', noon + 500],
  ['2024-01-15T12:00:00,123Z', noon + 123],
  ['2024-01-15T12:00:00.123456789Z', noon + 123],
  ['2024-01-15T17:30:00+05:30', noon],
  ['2024-01-15T07:00:00-0500', noon],
  ['2024-01-15T13:00:00+01', noon],
  ['2024-01-15T12:00:00', noon],
  ['2024-01-15', noon - 43_200_000],
  ['2024-01-15 12:00:00', noon],
  ['2024-01-15 12:00:00.123', noon + 123],
  ['2024-01-15 12:00:00.123456+00', noon + 123],
  ['2024-01-15 12:00:00 UTC', noon],
  ['2024-01-15 12:00:00 +0000', noon],
  [' 2024-01-15 12:00:00 ', noon],
  [noon / 1_000, noon],
  [String(noon / 1_000), noon],
  [noon / 1_000 + 0.5, noon + 500],
  ['1705320000.25', noon + 250],
  [noon, noon],
  [String(noon), noon],
  [noon + 0.9, noon],
  ['2024-02-29', Date.UTC(2024, 1, 29)],
  ['9999-12-31T23:59:59.999Z', 253_402_300_799_999],
])('%j is %j', (value, timeMs) => expect(parseTime(value)).toBe(timeMs))

test.each([
  ...['yesterday', 'now', '', ' ', '2024-01', '15.01.2024', '01/15/2024', 'Mon Jan 15 2024', '12:00:00'],
  ...['2024-02-30', '2023-02-29', '2024-13-01', '2024-00-10', '2024-01-32', '0024-01-15', '0099-01-15'],
  ...['2024-02-30 12:00:00', '2023-02-29T12:00:00.000Z', '2024-04-31 00:00:00Z'],
  ...['2024-01-15T24:00:00Z', '2024-01-15T12:60:00Z', '2024-01-15T12:00:60Z', '2024-01-15T12:00:00+19:00'],
  ...['10000-01-01T00:00:00Z', '9999-12-31T23:59:59-01:00', '1960-01-01', '2024-01-15T12:00:00.Z', '1e10'],
  ...['196001011200', '19691231235959', 196001011200],
  ...[0, -1, 20240115, '20240115', 1e16, 1e17, 1e21, Number.NaN, Number.POSITIVE_INFINITY, true, null, {}, []],
])('%j is no time', (value) => expect(parseTime(value)).toBeUndefined())

const times = fc.integer({ min: 1, max: 253_402_300_799_999 })

test('what is written is read again', () => {
  fc.assert(
    fc.property(times, (timeMs) => {
      expect(parseTime(mobileEventTime(timeMs))).toBe(timeMs)
      expect(parseTime(new Date(timeMs).toISOString())).toBe(timeMs)
    }),
  )
})

test('any zone: the same instant', () => {
  const offsets = fc.integer({ min: -18 * 60, max: 18 * 60 })
  fc.assert(
    fc.property(fc.integer({ min: 1e11, max: 2e12 }), offsets, (timeMs, minutes) => {
      const wall = new Date(timeMs + minutes * 60_000).toISOString().slice(0, -1)
      const [hour, minute] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
      const zone = `${minutes < 0 ? '-' : '+'}${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
      expect(parseTime(wall + zone)).toBe(timeMs)
    }),
  )
})

test('a time that cannot be read is told, and the event goes without one', () => {
  for (const record of [iosCall({}, { timestamp: 'yesterday' }), iosRow({ event_time: ['2024-01-15'] })]) {
    const seen = see(record)
    expect(seen).toMatchObject({ outcome: 'send', codes: ['invalid_timestamp_dropped'] })
    expect(seen.body).not.toHaveProperty('eventTime')
    expect(findingOf(seen, 'invalid_timestamp_dropped').field).toBe('event_time')
  }
})
