import fc from 'fast-check'
import { jsonMistakeIn } from '../../../spec/files/json-mistake'
import { parseJsonText } from '../../../spec/files/parse-json-file'

test.each([
  ['hello', 0],
  ['{"a": x}', 6],
  ['{"a": 1, }', 9],
  ['{"a" 1}', 5],
  ['[1, 2', 5],
  ['[1 2]', 3],
  ['[1, ]', 4],
  ['[1}', 2],
  ['{"a": 01}', 7],
  ['{"a": 1}}', 8],
  ['{"a": "b\nc"}', 6],
  ['', 0],
  ['  ', 2],
  ['{"a":', 5],
])('%j goes wrong at %d', (text, at) => {
  expect(jsonMistakeIn(text)).toBe(at)
})

test('whatever is cut off or spoilt, the place is told, and what stands before it is the beginning of some JSON', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.constantFrom('', '}', ',', '"', 'x', ':'), (json, cut, sign) => {
      const at = cut % (json.length + 1)
      const text = json.slice(0, at) + sign + json.slice(at)
      const read = parseJsonText(text)
      if (read.ok) return
      expect(read.problem.message).toMatch(/: check line \d+, column \d+$|is empty/)
      expect(jsonMistakeIn(text)).toBeLessThanOrEqual(text.length)
    }),
  )
})

test('where the engine tells a place that is no text, it is the same', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 3 }), fc.nat(), fc.constantFrom('}', ']', ',', ':', '['), (json, cut, sign) => {
      const at = cut % (json.length + 1)
      const text = json.slice(0, at) + sign + json.slice(at)
      let message = ''
      try {
        JSON.parse(text)
        return
      } catch (error) {
        message = String(error)
      }
      const told = /position (\d+)/.exec(message)?.[1]
      if (told === undefined || /string|escape|number/.test(message)) return
      expect(jsonMistakeIn(text)).toBe(Number(told))
    }),
    { numRuns: 500 },
  )
})
