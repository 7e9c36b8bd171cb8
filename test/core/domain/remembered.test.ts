import { remembered } from '../../../src/core/domain/remembered'

function counted(options?: { most: number; longestKey: number }) {
  const asked: string[] = []
  const ask = remembered((key) => {
    asked.push(key)
    return key.length
  }, options)
  return { asked, ask }
}

test('what was asked is not asked again', () => {
  const { asked, ask } = counted()
  expect(['order', 'order', 'total'].map(ask)).toEqual([5, 5, 5])
  expect(asked).toEqual(['order', 'total'])
})

test.each(['Signed up jane@example.com', 'long '.repeat(30)])('%p is answered, and not kept', (key) => {
  const { asked, ask } = counted()
  expect([ask(key), ask(key)]).toEqual([key.length, key.length])
  expect(asked).toEqual([key, key])
})

test('it keeps no more than it may', () => {
  const { asked, ask } = counted({ most: 2, longestKey: 100 })
  for (const key of ['a', 'b', 'c', 'a', 'c']) expect(ask(key)).toBe(1)
  expect(asked).toEqual(['a', 'b', 'c', 'a'])
})
