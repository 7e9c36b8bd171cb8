import fc from 'fast-check'
import { isTornJson } from '../../../src/delivery/dead-letters/torn-end'

test('each beginning of a record is torn, and the whole of it is not', () => {
  const record = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue())
  fc.assert(
    fc.property(record, fc.nat(), (data, cut) => {
      const text = JSON.stringify(data)
      expect(isTornJson(text)).toBe(false)
      expect(isTornJson(text.slice(0, 1 + (cut % (text.length - 1))))).toBe(true)
    }),
    {
      examples: [
        [{ a: '\u0001"' }, 8],
        [{ a: '\u0001"' }, 6],
      ],
    },
  )
})

test.each(['{"a":"C:\\dir"}', '{"a":"\\u00zz"}', '{a:1}', 'no JSON at all', '{"a":1} and more'])(
  'what somebody wrote wrongly is no torn line, and stays: %s',
  (text) => expect(isTornJson(text)).toBe(false),
)
