import fc from 'fast-check'
import { readMessage } from '../../../../src/airbyte/protocol/messages/read-message'

const read = (text: string | null) => readMessage({ number: 7, text })

test('a record', () => {
  expect(
    read('{"type":"RECORD","record":{"stream":"orders","namespace":"shop","data":{"id":1},"emitted_at":1700000000}}'),
  ).toEqual({
    kind: 'record',
    lineNumber: 7,
    stream: { name: 'orders', namespace: 'shop' },
    data: { id: 1 },
  })
})

test.each(['null', '""'])('namespace %s is no namespace', (namespace) => {
  const line = `{"type":"RECORD","record":{"stream":"orders","namespace":${namespace},"data":{}}}`
  expect(read(line)).toMatchObject({ stream: { name: 'orders' } })
})

test('an integer beyond 2^53 comes as text', () => {
  expect(read('{"type":"RECORD","record":{"stream":"s","data":{"id":9007199254740993}}}')).toMatchObject({
    data: { id: '9007199254740993' },
  })
})

test.each<[string, unknown]>([
  ['{"type":"STREAM","stream":{"stream_descriptor":{"name":"a"}}}', { name: 'a' }],
  ['{"type":"STREAM","stream":{"stream_descriptor":{"name":"a","namespace":"n"}}}', { name: 'a', namespace: 'n' }],
  ['{"type":"GLOBAL","global":{"stream_states":[]}}', 'all'],
  ['{"type":"LEGACY","data":{}}', 'all'],
  ['{"data":{}}', 'all'],
  ['{"type":null,"data":{}}', 'all'],
  ['{"type":"NEW_KIND"}', 'all'],
])('what state %s covers', (state, scope) => {
  const text = `{"type":"STATE","state":${state}}`
  expect(read(text)).toEqual({ kind: 'state', lineNumber: 7, scope, text })
})

test.each([
  '',
  '  \r',
  '{"type":"TRACE","trace":{"type":"STREAM_STATUS","stream_status":{"status":"COMPLETE"}}}',
  '{"type":"CONTROL","control":{}}',
  '{"type":"LOG","log":{"level":"INFO","message":"x"}}',
  '{"type":"SOMETHING_NEW"}',
])('%j is nothing to do', (text) => {
  expect(read(text)).toEqual({ kind: 'other' })
})

test.each<[string | null, string]>([
  [null, 'is longer than a line may be'],
  ['SECRET', 'is not JSON'],
  ['{"type":"RECORD","record":{"stream":"SECRET"', 'is not JSON'],
  ['42', 'is JSON but no Airbyte message: it has no type'],
  ['null', 'is JSON but no Airbyte message: it has no type'],
  ['["SECRET"]', 'is JSON but no Airbyte message: it has no type'],
  ['{"SECRET":1}', 'is JSON but no Airbyte message: it has no type'],
  ['{"type":"RECORD"}', 'is a RECORD that names no stream'],
  ['{"type":"RECORD","record":{"data":{"a":"SECRET"}}}', 'is a RECORD that names no stream'],
  ['{"type":"RECORD","record":{"stream":"","data":{}}}', 'is a RECORD that names no stream'],
  ['{"type":"STATE"}', 'is a STATE without a state'],
  ['{"type":"STATE","state":{"type":"STREAM"}}', 'is a STREAM state that names no stream'],
  [
    '{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{}}}}',
    'is a STREAM state that names no stream',
  ],
])('%s is broken', (text, why) => {
  expect(read(text)).toEqual({ kind: 'broken', lineNumber: 7, why })
})

test.each(['', ',"data":null', ',"data":[1]', ',"data":"x"'])(
  'a record whose data is missing or no object (%s) is still its stream’s',
  (data) => {
    expect(read(`{"type":"RECORD","record":{"stream":"s"${data}}}`)).toEqual({
      kind: 'empty_record',
      lineNumber: 7,
      stream: { name: 's' },
    })
  },
)

test('every line has an answer', () => {
  const line = fc.oneof(
    fc.string(),
    fc.json(),
    fc.json().map((json) => `{"type":"RECORD","record":${json}}`),
    fc.json().map((json) => `{"type":"STATE","state":${json}}`),
  )
  fc.assert(
    fc.property(line, (text) => {
      expect(['record', 'state', 'empty_record', 'other', 'broken']).toContain(read(text).kind)
    }),
  )
})
