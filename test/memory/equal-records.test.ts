import fc from 'fast-check'
import { EqualRecords } from '../../src/memory/equal-records'

const anyId = fc.stringMatching(/^[0-9a-f]{24}$/)

test('counts as a Map would, however many there are', () => {
  const pool = fc.array(anyId, { minLength: 1, maxLength: 50 })
  fc.assert(
    fc.property(pool, fc.array(fc.nat(), { maxLength: 400 }), (ids, picks) => {
      const equals = new EqualRecords()
      const counts = new Map<string, number>()
      for (const pick of picks) {
        const id = ids[pick % ids.length] ?? ''
        const count = (counts.get(id) ?? 0) + 1
        counts.set(id, count)
        expect(equals.next(id)).toBe(count)
      }
    }),
    { numRuns: 200 },
  )
})

test('grows: a hundred thousand ids, each twice', () => {
  const equals = new EqualRecords()
  const id = (index: number) => `${(index * 2_654_435_761).toString(16).padStart(24, '0')}`
  for (const count of [1, 2])
    for (let index = 0; index < 100_000; index++)
      if (equals.next(id(index)) !== count) throw new Error(`not number ${count}: ${index}`)
  expect(equals.next(id(0))).toBe(3)
})
