import { telling } from '../../src/sender/telling'

test.each<readonly [string, (message: string) => unknown, readonly string[]]>([
  ['throws', () => JSON.parse('{'), ['a', 'b']],
  ['rejects', async () => JSON.parse('{'), ['a', 'b']],
  ['takes it', () => undefined, []],
  ['takes it later', async () => undefined, []],
])('where the function %s', async (_name, take, told) => {
  const instead: string[] = []
  const tell = telling(take, (message) => instead.push(message))
  tell('a')
  tell('b')
  await new Promise((resolve) => setImmediate(resolve))
  expect(instead).toEqual(told)
})
