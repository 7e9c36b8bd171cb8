import fc from 'fast-check'
import { mobileEventTime } from '../../../src/core/request/mobile-event-time'

const noon = Date.UTC(2024, 0, 15, 12)

test('it is written as yyyy-MM-dd HH:mm:ss.SSS', () => {
  expect(mobileEventTime(noon + 7)).toBe('2024-01-15 12:00:00.007')
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 253_402_300_799_999 }), (timeMs) => {
      expect(mobileEventTime(timeMs)).toBe(new Date(timeMs).toISOString().replace('T', ' ').replace('Z', ''))
    }),
  )
})
