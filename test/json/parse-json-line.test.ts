import fc from 'fast-check'
import { parseJsonLine } from '../../src/json/parse-json-line'
import { timesSlower } from './times-slower'

test.each<[string, unknown]>([
  ['{"id":9007199254740991}', { id: 9007199254740991 }],
  ['{"id":9007199254740993}', { id: '9007199254740993' }],
  ['{"id": -9223372036854775808 ,"n":1}', { id: '-9223372036854775808', n: 1 }],
  ['[18446744073709551615]', ['18446744073709551615']],
  ['9007199254740993', '9007199254740993'],
  ['\t9007199254740993', '9007199254740993'],
  [
    '{"text":"id: 9007199254740993, \\"9007199254740993\\"","id":9007199254740993}',
    { text: 'id: 9007199254740993, "9007199254740993"', id: '9007199254740993' },
  ],
  ['{"path":"\\\\","id":9007199254740993}', { path: '\\', id: '9007199254740993' }],
  ['{"path":"\\\\\\"","id":9007199254740993}', { path: '\\"', id: '9007199254740993' }],
  ['{"9007199254740993":1,"id":9007199254740993}', { '9007199254740993': 1, id: '9007199254740993' }],
  ['{"a":1,"a":9007199254740993}', { a: '9007199254740993' }],
  ['{"a":9007199254740993,"a":1}', { a: 1 }],
  ['{"n":{}}', { n: {} }],
])('%s', (line, expected) => {
  expect(parseJsonLine(line)).toEqual(expected)
})

test.each([
  ...['1234567890123456.789012345', '12345678901234567.25', '0.1234567890123456789', '9007199254740993.0'],
  ...['-0.00000000000000001234567890123456789', '1.2345678901234567890e5', '100000000000000000000', '-1E-400', '1e400'],
  ...['1e+0400', '12345e-325', '0.10000000000000001', `${'9'.repeat(40)}.5`],
])('%s comes out as text, as it is written', (number) => {
  expect(parseJsonLine(number)).toBe(number)
  expect(parseJsonLine(`{"a":[${number}],"b": ${number}\n,"c":-1}`)).toEqual({ a: [number], b: number, c: -1 })
})

test.each([
  ...['0.1', '48.50', '1e3', '1.7976931348623157e308', '5e-324', '0.30000000000000004', '1.10000000000000000000'],
  ...[
    '9007199254740992.0',
    '-0.0000000000000000000',
    '1e22',
    '2.2250738585072014E-308',
    '0e400',
    '100.000000000000000',
  ],
  ...['52.52000659999999', '123456789012345.6', '1705312800000', '1E1'],
])('%s stays a number', (number) => {
  expect(parseJsonLine(`[${number}]`)).toEqual([Number(number)])
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
  '[1.,9007199254740993]',
  '["9007199254740993]',
  '',
])('%s is no JSON', (line) => {
  expect(() => parseJsonLine(line)).toThrow(SyntaxError)
})

test('deep nesting is no problem', () => {
  const deep = `${'['.repeat(100_000)}9007199254740993${']'.repeat(100_000)}`
  expect(Array.isArray(parseJsonLine(deep))).toBe(true)
})

describe('twice the text takes about twice the time', () => {
  const id = '"id":9007199254740993}'
  test.each<[string, (size: number) => string]>([
    ['cut off within a text of backslashes', (size) => `{${id.slice(0, -1)},"a":"${'\\\\'.repeat(size / 2)}`],
    ['cut off within a text of quotes', (size) => `{${id.slice(0, -1)},"a":"${'\\"'.repeat(size / 2)}`],
    ['cut off behind blanks', (size) => `{"a":${' '.repeat(size)}`],
    ['blanks', (size) => `{"a":${' '.repeat(size)}1,${id}`],
    ['separators in a text', (size) => `{"a":"${': ,['.repeat(size / 4)}",${id}`],
    ['backslashes in a text', (size) => `{"a":"${'\\\\'.repeat(size / 2)}",${id}`],
    ['quotes in a text', (size) => `{"a":"${'\\"'.repeat(size / 2)}",${id}`],
    ['points and exponents in a text', (size) => `{"a":"${':1.1.1e'.repeat(size / 7)}",${id}`],
    ['a number of many digits', (size) => `{"a":${'1'.repeat(size)}}`],
    ['a decimal of zeros', (size) => `{"a":0.${'0'.repeat(size)}1}`],
    ['many large numbers', (size) => `[${'9007199254740993,'.repeat(size / 17)}1]`],
    ['many large exponents', (size) => `[${'1e999,'.repeat(size / 6)}1]`],
  ])('%s', (_what, text) => {
    // A quadratic search makes it four.
    expect(timesSlower((size) => attempt(text(size)), 200_000)).toBeLessThan(3.4)
  })
})

function attempt(line: string): () => void {
  return () => {
    try {
      parseJsonLine(line)
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
    }
  }
}

/** One token after the other, by the grammar of JSON alone; then every number by its value as an exact fraction. */
function slowly(json: string): unknown {
  const tokens = json.match(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[^"\d-]/gs) ?? []
  return JSON.parse(tokens.map((token) => (/^[-\d]/.test(token) && !isHeld(token) ? `"${token}"` : token)).join(''))
}

function isHeld(token: string): boolean {
  const held = Number(token)
  if (/^-?\d+$/.test(token)) return Number.isSafeInteger(held)
  if (!Number.isFinite(held)) return false
  const [[digits, exponent], [heldDigits, heldExponent]] = [parts(token), parts(String(held))]
  const least = Math.min(exponent, heldExponent)
  return digits * 10n ** BigInt(exponent - least) === heldDigits * 10n ** BigInt(heldExponent - least)
}

/** A number as an integer and a power of ten. */
function parts(number: string): readonly [bigint, number] {
  const [mantissa = '', exponent = '0'] = number.toLowerCase().split('e')
  const [integer = '', fraction = ''] = mantissa.split('.')
  return [BigInt(integer + fraction), Number(exponent) - fraction.length]
}

const digits = (min: number, max: number) => fc.stringMatching(new RegExp(`^\\d{${min},${max}}$`))
const numbers = fc
  .tuple(
    fc.constantFrom('', '-'),
    digits(1, 22),
    fc.option(digits(1, 22)),
    fc.option(fc.integer({ min: -330, max: 320 })),
  )
  .map(([sign, integer, fraction, exponent]) => {
    const whole = integer.replace(/^0+(?=\d)/, '')
    return sign + whole + (fraction === null ? '' : `.${fraction}`) + (exponent === null ? '' : `e${exponent}`)
  })
const texts = fc
  .array(fc.oneof(fc.constantFrom('\\', '"', ':', ',', '[', '{', ' ', '-', 'e', 'é', '\n'), numbers), { maxLength: 8 })
  .map((pieces) => JSON.stringify(pieces.join('')))
const blanks = fc.constantFrom('', ' ', '\t', '\r\n ')
/** JSON as text, with numbers as others print them, blanks and escaped texts. */
const json = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(numbers, texts, fc.json(), fc.constantFrom('null', 'true', 'false', '{}', '[]')),
    fc
      .array(
        fc.tuple(blanks, tie('value'), blanks).map((each) => each.join('')),
        { maxLength: 5 },
      )
      .map((l) => `[${l}]`),
    fc
      .array(
        fc.tuple(blanks, texts, blanks, fc.constant(':'), blanks, tie('value')).map((each) => each.join('')),
        {
          maxLength: 5,
        },
      )
      .map((members) => `{${members}}`),
  ),
})).value

test('what a slow reader of tokens makes of it', () => {
  fc.assert(
    fc.property(blanks, json, blanks, (before, text, after) => {
      expect(parseJsonLine(before + text + after)).toEqual(slowly(before + text + after))
    }),
    { numRuns: 2_000 },
  )
})

test('cut off anywhere, or with a wrong character: an error or a value just as JSON.parse has it', () => {
  fc.assert(
    fc.property(json, fc.nat(), fc.constantFrom('', '"', ',', '\\', '1', '-', ']'), (text, at, wrong) => {
      const broken = text.slice(0, at % (text.length + 1)) + wrong
      let isJson = true
      try {
        JSON.parse(broken)
      } catch {
        isJson = false
      }
      if (isJson) expect(parseJsonLine(broken)).toEqual(slowly(broken))
      else expect(() => parseJsonLine(broken)).toThrow(SyntaxError)
    }),
    { numRuns: 1_000 },
  )
})
