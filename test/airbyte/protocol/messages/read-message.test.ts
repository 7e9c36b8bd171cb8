import fc from 'fast-check'
import { readMessage, streamOf } from '../../../../src/airbyte/protocol/messages/read-message'

const read = (text: string) => readMessage({ number: 7, text })

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

test.each<[string, string, boolean]>([
  ['SECRET', 'is not JSON', true],
  ['SECRET"}}', 'is not JSON', true],
  ['{"type":"RECORD","record":{"stream":"SECR', 'is not JSON', true],
  ['{"type":"RECORD","record":{"data":{"stream":"SECRET"', 'is not JSON', true],
  ['{"type":"RECORD","record":{"stream":"","data":{', 'is not JSON', true],
  ['{"type":"STATE","state":{"type":"STREAM","stream"', 'is not JSON', false],
  ['{"type":"LOG","log":{"message":"SECRET', 'is not JSON', false],
  ['42', 'is JSON but no Airbyte message: it has no type', true],
  ['null', 'is JSON but no Airbyte message: it has no type', true],
  ['["SECRET"]', 'is JSON but no Airbyte message: it has no type', true],
  ['{"SECRET":1}', 'is JSON but no Airbyte message: it has no type', true],
  ['{"type":"RECORD"}', 'is a RECORD that names no stream', true],
  ['{"type":"RECORD","record":{"data":{"a":"SECRET"}}}', 'is a RECORD that names no stream', true],
  ['{"type":"RECORD","record":{"stream":"","data":{}}}', 'is a RECORD that names no stream', true],
  ['{"type":"STATE"}', 'is a STATE without a state', false],
  ['{"type":"STATE","state":{"type":"STREAM"}}', 'is a STREAM state that names no stream', false],
  [
    '{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{}}}}',
    'is a STREAM state that names no stream',
    false,
  ],
])('%s is broken', (text, why, mayBeRecord) => {
  expect(read(text)).toEqual({ kind: 'broken', lineNumber: 7, why, mayBeRecord })
})

describe('a RECORD line that cannot be read, and tells its stream', () => {
  test.each<[string, { name: string; namespace: string | null | undefined }]>([
    ['{"type":"RECORD","record":{"stream":"orders","data":{"a":"x', { name: 'orders', namespace: undefined }],
    ['{"type":"RECORD","record":{"stream":"orders"', { name: 'orders', namespace: undefined }],
    ['{"type":"RECORD","record":{"namespace":"shop","stream":"orders","data":{', { name: 'orders', namespace: 'shop' }],
    ['{"type":"RECORD","record":{"namespace":null,"stream":"orders","data":{', { name: 'orders', namespace: null }],
    ['{"type":"RECORD","record":{"namespace":nul', { name: '', namespace: undefined }],
    [
      ' { "type" : "RECORD" , "record" : { "emitted_at" : 1 , "stream" : "or\\"d\\u0065rs" , ',
      { name: 'or"ders', namespace: undefined },
    ],
    // Without its type, too: nothing else has a record with a stream.
    ['{"record":{"stream":"orders","data":{', { name: 'orders', namespace: undefined }],
    // Damaged within: what seems to stand behind the data may be the record's own.
    [
      '{"type":"RECORD","record":{"stream":"orders","data":{"a":"x"y"},"stream":"fake","namespace":"fake"}}',
      { name: 'orders', namespace: undefined },
    ],
  ])('%s', (text, claimed) => {
    if (claimed.name === '') expect(read(text)).toMatchObject({ kind: 'broken', mayBeRecord: true })
    else expect(read(text)).toEqual({ kind: 'unreadable_record', lineNumber: 7, claimed, text, code: 'line_not_json' })
  })

  test('or is too long', () => {
    const head = '{"type":"RECORD","record":{"stream":"orders","data":{"a":"xxxx'
    expect(readMessage({ number: 7, text: null, head })).toMatchObject({
      kind: 'unreadable_record',
      claimed: { name: 'orders' },
      text: head,
      code: 'line_too_long',
    })
    expect(readMessage({ number: 7, text: null, head: 'xxxx' })).toEqual({
      kind: 'broken',
      lineNumber: 7,
      why: 'is longer than a line may be',
      mayBeRecord: true,
    })
  })

  test('however a record is cut, it is either of its stream or of none', () => {
    const line = fc.tuple(
      fc.record({ stream: fc.string({ minLength: 1 }), data: fc.dictionary(fc.string(), fc.json()) }),
      fc.nat(),
    )
    fc.assert(
      fc.property(line, ([record, cut]) => {
        const whole = JSON.stringify({ type: 'RECORD', record })
        const text = whole.slice(0, 1 + (cut % (whole.length - 1)))
        const message = read(text)
        const isTold = text.length >= `{"type":"RECORD","record":{"stream":${JSON.stringify(record.stream)}`.length
        if (isTold) expect(message).toMatchObject({ kind: 'unreadable_record', claimed: { name: record.stream } })
        else expect(message).toMatchObject({ kind: 'broken', mayBeRecord: true })
      }),
    )
  })

  test.each([
    ['as it says', { name: 'a', namespace: 'n' }, [{ name: 'a' }], { name: 'a', namespace: 'n' }],
    ['as it says: none', { name: 'a', namespace: null }, [{ name: 'a', namespace: 'n' }], { name: 'a' }],
    [
      'the only one of its name',
      { name: 'a', namespace: undefined },
      [{ name: 'a', namespace: 'n' }, { name: 'b' }],
      { name: 'a', namespace: 'n' },
    ],
    ['one that the catalog lacks', { name: 'a', namespace: undefined }, [{ name: 'b' }], { name: 'a' }],
    ['one of two', { name: 'a', namespace: undefined }, [{ name: 'a', namespace: 'n' }, { name: 'a' }], undefined],
  ])('its stream is %s', (_, claimed, catalog, stream) => {
    const message = { kind: 'unreadable_record', lineNumber: 7, claimed, text: '', code: 'line_not_json' } as const
    expect(streamOf(message, catalog)).toEqual(stream)
  })
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
    fc.json().map((json) => `{"type":"RECORD","record":${json}`.slice(0, -3)),
    fc.json().map((json) => `{"type":"STATE","state":${json}}`),
  )
  fc.assert(
    fc.property(line, (text) => {
      expect(['record', 'state', 'empty_record', 'unreadable_record', 'other', 'broken']).toContain(read(text).kind)
    }),
  )
})

describe('a line that is not UTF-8', () => {
  const readWrong = (text: string) => readMessage({ number: 7, text, isUtf8: false })
  const unreadable = (claimed: object) => ({ kind: 'unreadable_record', claimed, code: 'line_not_utf8' })
  const broken = (mayBeRecord: boolean) => ({ kind: 'broken', why: 'is not UTF-8', mayBeRecord })

  test.each([
    [
      '{"record":{"data":{"a":"M\uFFFD"},"stream":"orders"},"type":"RECORD"}',
      unreadable({ name: 'orders', namespace: null }),
    ],
    [
      '{"type":"RECORD","record":{"namespace":"shop","stream":"orders","data":"\uFFFD"}}',
      unreadable({ name: 'orders', namespace: 'shop' }),
    ],
    [
      '{"type":"RECORD","record":{"stream":"orders","data":{"a":"\uFFFD',
      unreadable({ name: 'orders', namespace: undefined }),
    ],
    ['{"type":"RECORD","record":{"stream":"order\uFFFD","data":{}}}', broken(true)],
    ['{"type":"RECORD","record":{"stream":"orders","namespace":"\uFFFD","data":{}}}', broken(true)],
    ['\uFFFD', broken(true)],
    ['{"type":"STATE","state":{"type":"LEGACY","data":{"cursor":"\uFFFD"}}}', broken(false)],
    ['{"type":"LOG","log":{"message":"\uFFFD"}}', { kind: 'other' }],
  ])('%s', (text, message) => {
    expect(readWrong(text)).toMatchObject(message)
  })
})
