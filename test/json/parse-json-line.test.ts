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
    { amount: '12345678901234567.25', big: Number.POSITIVE_INFINITY, id: '9007199254740993' },
  ],
  ['[1234567890123456.789012345]', ['1234567890123456.789012345']],
  ['[-0.123456789012345678901]', ['-0.123456789012345678901']],
  ['[0.30000000000000004,48.50,1e3,1.7976931348623157e308]', [0.30000000000000004, 48.5, 1000, 1.7976931348623157e308]],
  ['[48.5000000000000000000000,0.1000000000000000000]', [48.5, 0.1]],
  ['{"1234567890123456.789012345":1}', { '1234567890123456.789012345': 1 }],
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

test('a line takes time in proportion to its length, also a broken one', () => {
  const costOf = (make: (length: number) => string, length: number) => {
    const line = make(length)
    const started = performance.now()
    for (let turn = 0; turn < 5; turn++) {
      try {
        parseJsonLine(line)
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError)
      }
    }
    return performance.now() - started
  }
  const shapes = [
    (length: number) => `{"id":12345678901234567,"${'"'.repeat(length)}`,
    (length: number) => `{"id":12345678901234567,"text":"${'x\\"'.repeat(length / 4)}`,
    (length: number) => `[${'12345678901234567,'.repeat(length / 18)}1]`,
    (length: number) => `[${'1'.repeat(length)}.${'1'.repeat(length)}]`,
  ]
  for (const shape of shapes) {
    costOf(shape, 20_000)
    const small = costOf(shape, 100_000)
    // Eight times the length: a square would take 64 times as long.
    expect(costOf(shape, 800_000) / (small + 5)).toBeLessThan(32)
  }
})

test('deep nesting is no problem', () => {
  const deep = `${'['.repeat(100_000)}9007199254740993${']'.repeat(100_000)}`
  expect(Array.isArray(parseJsonLine(deep))).toBe(true)
})

/** JSON.parse, and then every integer that is not safe as the digits it is printed with: fc.json prints no longer decimals. */
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

/** Blanks and texts of any length before a number put it at any place of the line. */
test('a long number is seen wherever it stands in the line, and one in a text is left alone', () => {
  const digits = fc.stringMatching(/^[1-9]\d{16,24}$/).filter((text) => !Number.isSafeInteger(Number(text)))
  const blank = fc.stringMatching(/^[ \t\r\n]{0,40}$/)
  const text = fc.oneof(fc.string({ maxLength: 40 }), digits, fc.stringMatching(/^[\d.:,[ -]{0,40}$/))
  const sign = fc.constantFrom('', '-')
  fc.assert(
    fc.property(text, blank, sign, digits, text, (before, blanks, minus, number, behind) => {
      const [first, last] = [JSON.stringify(before), JSON.stringify(behind)]
      const found = `${minus}${number}`
      expect(parseJsonLine(`{"a":${first},"n":${blanks}${found}${blanks},"z":${last}}`)).toEqual({
        a: before,
        n: found,
        z: behind,
      })
      expect(parseJsonLine(`[${first},${blanks}${found}]`)).toEqual([before, found])
      expect(parseJsonLine(`${blanks}${found}`)).toBe(found)
      expect(parseJsonLine(`{"a":${first},"n":1,"z":${last}}`)).toEqual({ a: before, n: 1, z: behind })
    }),
    { numRuns: 500 },
  )
})

test('decimals beyond a double keep their digits at any place of the line', () => {
  const long = fc.stringMatching(/^[1-9]\d{0,17}\.\d{0,17}[1-9]$/).filter((text) => text.length >= 20)
  fc.assert(
    fc.property(long, fc.string({ maxLength: 40 }), (decimal, before) => {
      expect(parseJsonLine(JSON.stringify([before]).replace(/]$/, `,${decimal}]`))).toEqual([before, decimal])
    }),
    { numRuns: 300 },
  )
})
