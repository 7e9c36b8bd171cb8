import * as fc from 'fast-check'
import { DueList } from '../../../src/delivery/lanes/due-list'

test('gives back what was put in, the earliest first, and nothing before its time', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000)), fc.nat(1_000), (times, nowMs) => {
      const list = new DueList<{ dueAtMs: number }>()
      for (const dueAtMs of times) list.add({ dueAtMs })
      const taken: number[] = []
      for (let item = list.takeDue(nowMs); item !== undefined; item = list.takeDue(nowMs)) taken.push(item.dueAtMs)
      const due = times.filter((time) => time <= nowMs).sort((a, b) => a - b)
      expect(taken).toEqual(due)
      expect(list.size).toBe(times.length - due.length)
      expect(list.earliestMs).toBe(Math.min(...times.filter((time) => time > nowMs), Number.POSITIVE_INFINITY))
    }),
  )
})

test('keeps only the wanted ones', () => {
  const list = new DueList<{ dueAtMs: number }>()
  for (const dueAtMs of [5, 3, 8, 1]) list.add({ dueAtMs })
  list.keep(({ dueAtMs }) => dueAtMs !== 1)
  expect(list.takeDue(10)).toEqual({ dueAtMs: 3 })
  expect(list.size).toBe(2)
})
