import fc from 'fast-check'
import { rawTime } from '../../src/raw-data/raw-time'

const ms = Date.UTC(2026, 10, 20, 10, 11, 12)

test.each<[string, number | undefined]>([
  ['2026-11-20 10:11:12', ms],
  ['2026-11-20 10:11:12.345', ms + 345],
  ['2026-11-20 10:11:12.3', ms + 300],
  ['2026-11-20 10:11:12.345678', ms + 345],
  ['2026-11-20 10:11:12.345+0000', ms + 345],
  ['2026-11-20 12:11:12.345+0200', ms + 345],
  ['2026-11-20 04:41:12-05:30', ms],
  ['2026-11-20T10:11:12Z', ms],
  ['2026-11-20T10:11:12.345Z', ms + 345],
  ['2026-11-20 10:11:12 UTC', ms],
  [' 2026-11-20 10:11:12 ', ms],
  ['2024-02-29 00:00:00', Date.UTC(2024, 1, 29)],
  ['2026-02-29 00:00:00', undefined],
  ['2026-13-01 00:00:00', undefined],
  ['2026-11-00 00:00:00', undefined],
  ['0099-11-20 00:00:00', undefined],
  ['2026-11-20 24:00:00', undefined],
  ['2026-11-20 10:60:00', undefined],
  ['2026-11-20 10:11:12+2400', undefined],
  ['2026-11-20', undefined],
  ['20.11.2026 10:11:12', undefined],
  ['1763633472', undefined],
  ['', undefined],
])('%s', (text, expected) => {
  expect(rawTime(text)).toBe(expected)
})

test('no text is no time', () => {
  expect(rawTime(undefined)).toBeUndefined()
})

test('every time comes back, whatever its offset', () => {
  const time = fc.integer({ min: 0, max: Date.UTC(2099, 11, 31) })
  const offset = fc.integer({ min: -14 * 60, max: 14 * 60 })
  fc.assert(
    fc.property(time, offset, fc.constantFrom(' ', 'T'), fc.constantFrom('', ':'), (at, minutes, between, colon) => {
      const local = new Date(at + minutes * 60_000).toISOString().replace('T', between).replace('Z', '')
      const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
      const pad = (value: number) => String(value).padStart(2, '0')
      expect(rawTime(`${local}${minutes < 0 ? '-' : '+'}${pad(hours)}${colon}${pad(rest)}`)).toBe(at)
    }),
  )
})
