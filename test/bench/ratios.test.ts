import fc from 'fast-check'
import {
  compareRatios,
  describeComparison,
  type Ratio,
  type RecordedRatio,
  ratioLine,
  ratioOf,
  readRatios,
  recordRatios,
} from '../../bench/ratios'

const machine = { node: '20.20.2', cpus: 2 }
const date = '2026-11-27'
const hundredths = fc.integer({ min: 1, max: 2_000 }).map((value) => value / 100)
const trials = fc.array(hundredths, { minLength: 1, maxLength: 9 })
const name = fc.constantFrom(
  'start: spec ÷ node -e 0',
  'prepare: a row ÷ JSON',
  'write ÷ a pump',
  '10 % of 503s ÷ none',
)
const ratios = fc
  .dictionary(name, trials)
  .map((all): readonly Ratio[] => Object.entries(all).map(([key, values]) => ratioOf(key, values)))
const recorded = ratios.map((all): readonly RecordedRatio[] => all.map((one) => ({ ...one, date, ...machine })))

test('what a bench prints is read again, whatever stands around it', () => {
  fc.assert(
    fc.property(ratios, (all) => {
      const printed = all.map((one) => `5 pairs, median (range)\n${ratioLine(one)}; 19600 records/s, 47 CPU seconds`)
      expect(readRatios(`${printed.join('\n')}\n  lines   0.7\n`)).toEqual(all)
    }),
  )
})

test('every ratio is compared once; a record beside itself has only noise', () => {
  fc.assert(
    fc.property(recorded, ratios, (before, after) => {
      const names = compareRatios(before, after).map((one) => one.name)
      expect([...names].sort()).toEqual([...new Set([...before, ...after].map((one) => one.name))].sort())
      expect(compareRatios(before, before).every(({ change }) => change === 'within noise')).toBe(true)
    }),
  )
})

test('what moved lies outside the spread, and back again is the opposite', () => {
  const opposite = { better: 'worse', worse: 'better', 'within noise': 'within noise' } as const
  fc.assert(
    fc.property(name, trials, trials, (key, first, second) => {
      const [before, after] = [first, second].map((values) => ({ ...ratioOf(key, values), date, ...machine }))
      if (before === undefined || after === undefined) throw new Error('there are two')
      const [there, back] = [compareRatios([before], [after])[0]?.change, compareRatios([after], [before])[0]?.change]
      if (there !== 'better' && there !== 'worse')
        return expect([there, back]).toEqual(['within noise', 'within noise'])
      expect(back).toBe(opposite[there])
      expect(after.ratio < before.low || after.ratio > before.high).toBe(true)
    }),
  )
})

test.each([
  ['write ÷ a pump', 0.8, 'better'],
  ['write ÷ a pump', 0.3, 'worse'],
  ['prepare: a row ÷ JSON', 0.3, 'better'],
  ['start: spec ÷ node -e 0', 0.8, 'worse'],
])('%s at %d instead of 0.5 is %s', (key, now, change) => {
  const before = { ...ratioOf(key, [0.48, 0.5, 0.52]), date, ...machine }
  expect(compareRatios([before], [ratioOf(key, [now])])[0]?.change).toBe(change)
})

test('a run is recorded; what it did not measure stays, and beside the record nothing has moved', () => {
  fc.assert(
    fc.property(recorded, ratios, (before, after) => {
      const record = recordRatios(before, after, machine, '2026-12-01')
      for (const one of after) expect(record).toContainEqual({ ...one, ...machine, date: '2026-12-01' })
      const isMeasured = (one: Ratio) => after.some((other) => other.name === one.name)
      expect(record.filter((one) => !isMeasured(one))).toEqual(before.filter((one) => !isMeasured(one)))
      expect(new Set(record.map((one) => one.name)).size).toBe(record.length)
    }),
  )
})

test('a ratio of another machine is said to be one', () => {
  const before = { ...ratioOf('write ÷ a pump', [0.5]), date, node: '24.1.0', cpus: 8 }
  const said = describeComparison(compareRatios([before], [ratioOf('write ÷ a pump', [0.4])]), machine)
  expect(said).toMatch(/^worse .*0\.5 \(0\.5-0\.5\) → 0\.4 \(0\.4-0\.4\); recorded on Node 24\.1\.0, 8 CPUs$/)
})
