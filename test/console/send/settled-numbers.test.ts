import fc from 'fast-check'
import { SettledNumbers } from '../../../src/console/send/settled-numbers'

const numbers = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 80 })

test('holds just what was added, in as few ranges as there are', () => {
  fc.assert(
    fc.property(numbers, (added) => {
      const settled = new SettledNumbers()
      for (const number of added) settled.add(number)
      const expected = new Set(added)
      const all = Array.from({ length: 62 }, (_, number) => number)
      expect(all.filter((number) => settled.has(number))).toEqual(all.filter((number) => expected.has(number)))
      expect(settled.count).toBe(expected.size)
      const starts = all.filter((number) => expected.has(number) && !expected.has(number - 1))
      expect(settled.ranges.map(([first]) => first)).toEqual(starts)
      expect(settled.through).toBe(all.findIndex((number) => number > 0 && !expected.has(number)) - 1)
    }),
  )
})

test('goes on from what was written', () => {
  fc.assert(
    fc.property(numbers, numbers, (before, after) => {
      const first = new SettledNumbers()
      for (const number of before) first.add(number)
      const second = new SettledNumbers(first.ranges)
      for (const number of after) second.add(number)
      const whole = new SettledNumbers()
      for (const number of [...after, ...before]) whole.add(number)
      expect(second.ranges).toEqual(whole.ranges)
    }),
  )
})
