import fc from 'fast-check'
import { jsonText } from '../../src/json/json-text'

const deep = (depth: number, leaf: string) => `${'{"a":['.repeat(depth)}${leaf}${']}'.repeat(depth)}`

test('like JSON.stringify, within a depth that JSON.stringify takes', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      const value = { a: JSON.parse(json), b: undefined }
      expect(jsonText(value)).toBe(JSON.stringify(value))
    }),
  )
})

test('and below one that it does not take, with everything in it', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      // As JSON.stringify writes it: with numbers and escapes in one spelling.
      const leaf = JSON.stringify([JSON.parse(json), { b: null, é: '\n' }, []])
      const text = deep(50_000, leaf)
      expect(jsonText(JSON.parse(text)) === text).toBe(true)
    }),
    { numRuns: 5 },
  )
})

test('what is left out by JSON.stringify is left out there, too', () => {
  expect(jsonText({ left: undefined, data: JSON.parse(deep(50_000, '1')) })).toBe(`{"data":${deep(50_000, '1')}}`)
})

test('what is no depth is an error still', () => {
  const round: Record<string, unknown> = {}
  round['self'] = round
  expect(() => jsonText(round as never)).toThrow(TypeError)
})

const shared = { a: 1 }
/** An object so deep that JSON.stringify ends, with a leaf at each end. */
const nested = (value: unknown) => ({ before: value, deep: JSON.parse(deep(10_000, '1')), after: value })
const whole = (leaf: string) =>
  `{${[...(leaf === '' ? [] : [`"before":${leaf}`]), `"deep":${deep(10_000, '1')}`, ...(leaf === '' ? [] : [`"after":${leaf}`])].join()}}`

test.each<readonly [string, unknown, string]>([
  ['a Date', new Date(0), '"1970-01-01T00:00:00.000Z"'],
  ['a Date that is none', new Date(Number.NaN), 'null'],
  ['a function', () => 1, ''],
  ['a symbol', Symbol('s'), ''],
  ['what a toJSON leaves out', { toJSON: () => undefined }, ''],
  ['what a toJSON makes of it', { toJSON: (key: string) => (key === '' ? 1 : { made: [2] }) }, '{"made":[2]}'],
  ['functions and undefined in a list', [() => 1, undefined, new Array(1), Symbol('s')], '[null,null,[null],null]'],
  ['not a number', [Number.NaN, Number.POSITIVE_INFINITY], '[null,null]'],
  ['an object of a number or a text', [Object(1), Object('x'), Object(false)], '[1,"x",false]'],
  ['a Map, a Set', [new Map([[1, 2]]), new Set([1])], '[{},{}]'],
  ['members that are left out', { a: undefined, b: 1, c: () => 1, d: 2, e: undefined }, '{"b":1,"d":2}'],
  ['nothing at all', [{}, [], { a: undefined }], '[{},[],{}]'],
  ['the same one twice', [shared, shared], '[{"a":1},{"a":1}]'],
])('below that depth as above it: %s', (_name, value, json) => {
  expect(JSON.stringify({ value })).toBe(json === '' ? '{}' : `{"value":${json}}`)
  expect(jsonText(nested(value)) === whole(json)).toBe(true)
})

test('below that depth, a BigInt and what a toJSON throws are errors, too', () => {
  expect(() => jsonText(nested(1n))).toThrow(TypeError)
  const thrown = new RangeError('mine')
  const throwing = {
    toJSON: () => {
      throw thrown
    },
  }
  expect(() => jsonText(nested(throwing))).toThrow(thrown)
  expect(() => jsonText([throwing])).toThrow(thrown)
})

test('a way back to itself that is longer than the depth JSON.stringify takes is an error, not for ever', () => {
  const root: { next?: object } = {}
  let last = root
  for (let n = 0; n < 20_000; n += 1) {
    const next = {}
    last.next = next
    last = next
  }
  last.next = root
  expect(() => jsonText({ root })).toThrow(TypeError)
  const list: unknown[] = [[]]
  list.push({ root }, list)
  expect(() => jsonText(list)).toThrow(TypeError)
})
