import fc from 'fast-check'
import { parseJsonLine } from '../../src/json/parse-json-line'

test.each<[string, unknown]>([
  ['{"id":9007199254740991}', { id: 9007199254740991 }],
  ['{"id":9007199254740993}', { id: '9007199254740993' }],
  ['{"id": -9223372036854775808 ,"n":1}', { id: '-9223372036854775808', n: 1 }],
  ['[18446744073709551615]', ['18446744073709551615']],
  [
    '{"text":"id: 9007199254740993, \\"9007199254740993\\"","id":9007199254740993}',
    { text: 'id: 9007199254740993, "9007199254740993"', id: '9007199254740993' },
  ],
  [
    '{"amount":12345678901234567.25,"big":1e400,"id":9007199254740993}',
    { amount: Number('12345678901234567.25'), big: Number.POSITIVE_INFINITY, id: '9007199254740993' },
  ],
  ['{"a":1,"a":9007199254740993}', { a: '9007199254740993' }],
])('%s', (line, expected) => {
  expect(parseJsonLine(line)).toEqual(expected)
})

test('a key that is special to JavaScript stays a plain key', () => {
  const parsed = parseJsonLine('{"__proto__":{"admin":true},"id":9007199254740993}')
  expect(Object.keys(Object(parsed))).toEqual(['__proto__', 'id'])
  expect(Object(parsed).admin).toBeUndefined()
})

test.each([
  '{"id":9007199254740993',
  '{"id":09007199254740993}',
  '[-9007199254740993 9007199254740993]',
  '{9007199254740993:1}x',
])('%s is no JSON', (line) => {
  expect(() => parseJsonLine(line)).toThrow(SyntaxError)
})

test('deep nesting is no problem', () => {
  const deep = `${'['.repeat(100_000)}9007199254740993${']'.repeat(100_000)}`
  expect(Array.isArray(parseJsonLine(deep))).toBe(true)
})

/** JSON.parse, and then every integer that is not safe as the digits it is printed with. */
function slowly(json: string): unknown {
  return JSON.parse(json, (_, value) => {
    return Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21 ? String(value) : value
  })
}

test('like JSON.parse for everything but large integers', () => {
  const large = fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n }).map(String)
  fc.assert(
    fc.property(fc.json(), large, (json, digits) => {
      expect(parseJsonLine(`[${json}]`)).toEqual(slowly(`[${json}]`))
      expect(parseJsonLine(`[-${digits},${json},{"id":${digits}}]`)).toEqual([
        `-${digits}`,
        slowly(json),
        { id: digits },
      ])
    }),
    { numRuns: 300 },
  )
})
