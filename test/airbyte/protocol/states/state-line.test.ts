import fc from 'fast-check'
import { withDestinationStats } from '../../../../src/airbyte/protocol/states/state-line'

const stats = { recordCount: 3, rejectedRecordCount: 1 }
const json = '"destinationStats":{"recordCount":3,"rejectedRecordCount":1}'

test.each<[string, string, string]>([
  [
    'ids, big integers and unknown properties stay byte for byte',
    '{"type":"STATE","state":{"type":"STREAM","id":7,"stream":{"stream_state":{"lsn":9223372036854775807, "x" : 1.0}},"sourceStats":{"recordCount":4.0}},"extra":1e2}',
    `{"type":"STATE","state":{"type":"STREAM","id":7,"stream":{"stream_state":{"lsn":9223372036854775807, "x" : 1.0}},"sourceStats":{"recordCount":4.0},${json}},"extra":1e2}`,
  ],
  ['an empty state', '{"type":"STATE","state":{ }}', `{"type":"STATE","state":{ ${json}}}`],
  ['line ends go', '{"state":{"data":{}}}\r', `{"state":{"data":{},${json}}}`],
  [
    'present stats are replaced',
    '{"state":{"destinationStats":{"recordCount":99,"a":[{}]},"id":1}}',
    `{"state":{${json},"id":1}}`,
  ],
  [
    'null stats too',
    '{"state":{"id":1,"destinationStats": null }}',
    `{"state":{"id":1,"destinationStats": {"recordCount":3,"rejectedRecordCount":1} }}`,
  ],
  [
    'texts that look like structure',
    '{"x":"\\"state\\":{","state":{"data":{"state":"}\\\\","destinationStats":1}}}',
    `{"x":"\\"state\\":{","state":{"data":{"state":"}\\\\","destinationStats":1},${json}}}`,
  ],
  ['an escaped key', '{"st\\u0061te":{"id":1}}', `{"st\\u0061te":{"id":1,${json}}}`],
  [
    'the last of repeated keys counts',
    '{"state":{"a":1},"state":{"b":2}}',
    `{"state":{"a":1},"state":{"b":2,${json}}}`,
  ],
])('%s', (_, line, expected) => {
  expect(withDestinationStats(line, stats)).toBe(expected)
})

test('any state comes out as it was, plus the stats', () => {
  const state = fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('id', 'destinationStats', 'state')), fc.jsonValue())
  const line = fc.tuple(fc.dictionary(fc.string(), fc.jsonValue()), state, fc.constantFrom(undefined, 1, '\t'))
  fc.assert(
    fc.property(line, ([rest, inner, space]) => {
      const text = JSON.stringify({ ...rest, state: inner, type: 'STATE' }, null, space)
      const expected = JSON.parse(text)
      expected.state.destinationStats = stats
      expect(JSON.parse(withDestinationStats(text, stats))).toEqual(expected)
    }),
  )
})
