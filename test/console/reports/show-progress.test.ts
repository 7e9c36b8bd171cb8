import { RateMeter } from '../../../src/console/reports/rate-meter'
import { progressLine, quietLine, type Standing, showDuration } from '../../../src/console/reports/show-progress'
import { colourStyle, plainStyle } from '../../../src/console/terminal/style'
import { expectGolden } from '../golden'

const standing: Standing = {
  readBytes: 41_000_000,
  sizeBytes: 100_000_000,
  bytesPerSecond: 500_000,
  settledPerSecond: 9_870.4,
  accepted: 1_234_567,
  rejected: 0,
  skipped: 12,
  retries: 0,
  isThrottled: false,
}
const { sizeBytes: _, ...endless } = standing

const cases: Readonly<Record<string, Standing>> = {
  'goes well': standing,
  'some rejected': { ...standing, rejected: 31, retries: 7 },
  throttled: { ...standing, isThrottled: true },
  'just begun': { ...standing, readBytes: 0, bytesPerSecond: 0, settledPerSecond: 0, accepted: 0 },
  'all read, not all settled': { ...standing, readBytes: 100_000_000 },
  'no end known': endless,
  'server down': { ...standing, trouble: 'waiting for api3.appsflyer.com (connection_refused)' },
}

test('what people and logs see', () => {
  const shown = Object.entries(cases).flatMap(([name, each]) => [
    `${name}:`,
    progressLine(each, plainStyle, 80),
    progressLine(each, plainStyle, 48),
    quietLine(each),
    '',
  ])
  expectGolden('progress', shown.join('\n'))
})

test.each([80, 60, 40])('the line of a terminal never wraps at %i columns', (width) => {
  for (const each of Object.values(cases)) expect([...progressLine(each, plainStyle, width)].length).toBeLessThan(width)
})

test('it is coloured where the terminal can', () => {
  expect(progressLine(standing, colourStyle, 80)).toContain('\u001b[32m')
  expect(progressLine(standing, plainStyle, 80)).not.toContain('\u001b')
})

test.each([
  [0, '0 s'],
  [59_400, '59 s'],
  [65_000, '1 min 5 s'],
  [4_800_000, '1 h 20 min'],
])('%i ms are %s', (durationMs, expected) => {
  expect(showDuration(durationMs)).toBe(expected)
})

test('the rate is that of the last ten seconds', () => {
  const meter = new RateMeter()
  expect(meter.settledPerSecond).toBe(0)
  for (let second = 0; second <= 30; second++) {
    const settled = second <= 20 ? 0 : (second - 20) * 100
    meter.add({ atMs: second * 1_000, settled, readBytes: second * 1_000 })
  }
  expect([meter.settledPerSecond, meter.bytesPerSecond]).toEqual([100, 1_000])
  meter.add({ atMs: 60_000, settled: 4_000, readBytes: 0 })
  expect(meter.settledPerSecond).toBe(100)
})
