import { RateMeter } from '../../../src/console/reports/rate-meter'
import { progressLine, quietLine, type Standing, showDuration } from '../../../src/console/reports/show-progress'
import { colourStyle, plainStyle } from '../../../src/console/terminal/style'
import { expectGolden } from '../golden'

const standing: Standing = {
  share: 0.41,
  remainingMs: 118_000,
  settledPerSecond: 9_870.4,
  accepted: 1_234_567,
  rejected: 0,
  skipped: 12,
  retries: 0,
  isThrottled: false,
}
const { share: _share, remainingMs: _remaining, ...unknown } = standing

const cases: Readonly<Record<string, Standing>> = {
  'goes well': standing,
  'some rejected': { ...standing, rejected: 31, retries: 7 },
  throttled: { ...standing, isThrottled: true },
  'just begun': { ...unknown, settledPerSecond: 0, accepted: 0 },
  'how long it takes is not known yet': { ...unknown, share: 0.01 },
  'nearly done': { ...standing, share: 0.999, remainingMs: 400 },
  'hours to go': { ...standing, share: 0.02, remainingMs: 4_830_000 },
  'no end known': { ...unknown, isEndless: true },
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
    meter.add({ atMs: second * 1_000, settled })
  }
  expect(meter.settledPerSecond).toBe(100)
  meter.add({ atMs: 60_000, settled: 4_000 })
  expect(meter.settledPerSecond).toBe(100)
})

/** A meter after so many seconds, of which the first `idle` settle nothing. */
function meterAfter(seconds: number, perSecond: (second: number) => number): RateMeter {
  const meter = new RateMeter()
  let settled = 0
  for (let second = 0; second <= seconds; second++) {
    meter.add({ atMs: second * 1_000, settled })
    settled += perSecond(second)
  }
  return meter
}

test('how long it takes is told once records have been settled for three seconds, whatever came before', () => {
  const late = (second: number) => (second < 40 ? 0 : 100)
  expect(meterAfter(39, late).steadyPerSecond).toBeUndefined()
  expect(meterAfter(42, late).steadyPerSecond).toBeUndefined()
  expect(meterAfter(44, late).steadyPerSecond).toBeCloseTo(100)
})

test('a pause of seconds does not throw the estimate, a lasting change does', () => {
  const paused = (second: number) => (second >= 60 && second < 63 ? 0 : 100)
  expect(meterAfter(63, paused).steadyPerSecond).toBeGreaterThan(80)
  const slower = (second: number) => (second < 60 ? 100 : 20)
  expect(meterAfter(120, slower).steadyPerSecond).toBeLessThan(25)
})
