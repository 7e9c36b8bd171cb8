import fc from 'fast-check'
import { EntryHash } from '../../../src/console/send/entry-hash'

function hashOf(texts: readonly string[], stops: readonly number[] = []): string {
  const hash = new EntryHash()
  for (const text of texts) hash.add(text)
  for (const stop of [...stops].sort((a, b) => a - b)) hash.through(stop)
  return hash.through(texts.length)
}

test('wherever it was asked for on the way, the hash is the same', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(fc.nat(10)), (texts, stops) => {
      const inReach = stops.filter((stop) => stop <= texts.length)
      expect(hashOf(texts, inReach)).toBe(hashOf(texts))
    }),
  )
})

test('other entries have another hash, however their ends are moved', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(fc.string()), (left, right) => {
      expect(hashOf(left) === hashOf(right)).toBe(JSON.stringify(left) === JSON.stringify(right))
    }),
  )
  expect(hashOf(['ab', 'c'])).not.toBe(hashOf(['a', 'bc']))
})

test('what is asked for must be there, and in order', () => {
  const hash = new EntryHash()
  hash.add('a')
  hash.add('b')
  expect(() => hash.through(3)).toThrow(RangeError)
  const two = hash.through(2)
  expect(() => hash.through(1)).toThrow(RangeError)
  expect([hash.through(2), hash.count]).toEqual([two, 2])
})
