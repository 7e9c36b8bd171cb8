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
