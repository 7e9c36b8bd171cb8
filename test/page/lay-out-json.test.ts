import fc from 'fast-check'
import { type JsonLayout, layOutJson, unfoldMark } from '../../src/page/json/lay-out-json'

/** Lines as they would be read, `>` for each text they are inside of. */
function read(layout: JsonLayout | undefined): string[] | undefined {
  return layout?.lines.map(({ depth, unfolded, tokens }) => {
    const text = tokens.map((token) => token.text).join('')
    return `${'>'.repeat(unfolded)}${'  '.repeat(depth)}${text}`
  })
}

it('keeps numbers and texts as they were written, and doubled keys', () => {
  const text = '{"a":48.00,"a":12345678901234567890,"b":{"c":"\\u00e9","d":1e3},"e":[],"f":{}}'
  expect(read(layOutJson(text))).toEqual([
    '{',
    '  "a": 48.00,',
    '  "a": 12345678901234567890,',
    '  "b": {',
    '    "c": "\\u00e9",',
    '    "d": 1e3',
    '  },',
    '  "e": [],',
    '  "f": {}',
    '}',
  ])
})

it('unfolds JSON in a text, however deep', () => {
  const text = JSON.stringify({ eventValue: JSON.stringify({ inner: '{"x":[1,2]}', plain: '{no json}' }), after: true })
  expect(read(layOutJson(text))).toEqual([
    '{',
    `  "eventValue": ${unfoldMark}`,
    '>    {',
    `>      "inner": ${unfoldMark}`,
    '>>        {',
    '>>          "x": [1, 2]',
    '>>        }',
    '>      "plain": "{no json}"',
    '>    }',
    '  "after": true',
    '}',
  ])
})

it('writes short lists of plain values in one line, others in many', () => {
  expect(read(layOutJson('{"a":["x",null,-1.50],"b":[[1],{"c":2}]}'))).toEqual([
    '{',
    '  "a": ["x", null, -1.50],',
    '  "b": [',
    '    [1],',
    '    {',
    '      "c": 2',
    '    }',
    '  ]',
    '}',
  ])
})

it.each(['', 'text', '"text"', '1', '{"a":1', 'null'])('leaves %j as it is', (text) => {
  expect(layOutJson(text)).toBeUndefined()
})

it('stops after so many lines', () => {
  const layout = layOutJson(JSON.stringify(Array.from({ length: 9_000 }, (_, n) => n)))
  expect([layout?.lines.length, layout?.cut]).toEqual([2_000, true])
})

it('says what the JSON says', () => {
  const structure = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()))
  fc.assert(
    fc.property(structure, fc.constantFrom(undefined, 1), (value, indent) => {
      const layout = layOutJson(JSON.stringify(value, null, indent))
      const tokens = layout?.lines.flatMap((line) => line.tokens) ?? []
      // A text that happens to hold JSON is shown unfolded and is no longer the same JSON.
      fc.pre(layout?.cut === false && tokens.every(({ kind }) => kind !== 'mark'))
      expect(JSON.parse(tokens.map(({ text }) => text).join(''))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})
