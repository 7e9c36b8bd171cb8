import { globalState, legacyState, ordersAndUsers, record, runWrite, streamState } from './run-write'

/** The rules of Airbyte's protocol for destinations, one by one. */

const ids = (states: readonly { id: number }[]) => states.map(({ id }) => id)

test('states of one stream come back in order', async () => {
  const input = [1, 2, 3].flatMap((id) => [record('orders'), record('orders'), streamState('orders', id)])
  expect(ids((await runWrite(input)).states)).toEqual([1, 2, 3])
})

test('global states come back in order and cover all streams', async () => {
  const input = [record('orders'), record('users', { reject: true }), globalState(1), record('users'), globalState(2)]
  const { states } = await runWrite(input)
  expect(states.map(({ id, destinationStats }) => [id, destinationStats])).toEqual([
    [1, { recordCount: 1, rejectedRecordCount: 1 }],
    [2, { recordCount: 1, rejectedRecordCount: 0 }],
  ])
})

test('legacy states, without a type, are global', async () => {
  const { states } = await runWrite([record('orders'), legacyState(1), record('users'), legacyState(2)])
  expect(states.map(({ id, destinationStats }) => [id, destinationStats.recordCount])).toEqual([
    [1, 1],
    [2, 1],
  ])
})

test('interleaved types: a global state comes after all before it and before all after it; each record counts once', async () => {
  const input = [
    record('orders'),
    streamState('orders', 1),
    record('orders'),
    record('users'),
    globalState(2),
    record('users', { reject: true }),
    streamState('users', 3),
    record('orders'),
    legacyState(4),
    streamState('orders', 5),
  ]
  const { states } = await runWrite(input)
  expect(
    states.map(({ id, destinationStats }) => [id, destinationStats.recordCount, destinationStats.rejectedRecordCount]),
  ).toEqual([
    [1, 1, 0],
    [2, 2, 0],
    [3, 0, 1],
    [4, 1, 0],
    [5, 0, 0],
  ])
})

test('streams of one name in two namespaces are two streams', async () => {
  const streams = [
    { name: 'orders', namespace: 'eu', syncMode: 'append' },
    { name: 'orders', namespace: 'us', syncMode: 'append' },
  ]
  const input = [
    record('orders', {}, { namespace: 'eu' }),
    record('orders', {}, { namespace: 'us' }),
    record('orders', {}, { namespace: 'us' }),
    record('orders', {}, { namespace: 'asia' }),
    streamState('orders', 1, 'eu'),
    streamState('orders', 2, 'us'),
  ]
  const { states, report } = await runWrite(input, { streams })
  expect(states.map(({ id, destinationStats }) => [id, destinationStats.recordCount])).toEqual([
    [1, 1],
    [2, 2],
  ])
  expect(report.rejectedByCode).toEqual({ unknown_stream: 1 })
})

test('a state comes back as the line it was: unknown fields, the id, 64-bit integers, spelling', async () => {
  const line =
    '{ "type":"STATE", "state":{"type":"STREAM","id":12,"stream":{"stream_descriptor":{"name":"orders"},"stream_state":{"xmin":9223372036854775807,"ratio":1.50}},"future":{"a":[1e3]}},"note":"ü"}'
  const { lines } = await runWrite([record('orders'), line])
  expect(lines).toContain(
    line.replace('[1e3]}}', '[1e3]},"destinationStats":{"recordCount":1,"rejectedRecordCount":0}}'),
  )
})

test('an empty catalog and an empty stream do not hang', async () => {
  expect((await runWrite([], { streams: [] })).report.exitCode).toBe(0)
  const { states } = await runWrite([streamState('orders', 1), globalState(2)])
  expect(states.map(({ destinationStats }) => destinationStats.recordCount)).toEqual([0, 0])
})

test('TRACE, CONTROL, LOG and unknown types on input are nothing to do', async () => {
  const input = [
    { type: 'TRACE', trace: { type: 'STREAM_STATUS', stream_status: { status: 'COMPLETE' } } },
    { type: 'CONTROL', control: {} },
    { type: 'LOG', log: { level: 'INFO', message: 'hello' } },
    { type: 'FUTURE', future: 1 },
    record('orders', {}, { unknown_field: 1, meta: { changes: [] } }),
  ]
  const { report } = await runWrite(input)
  expect(report).toMatchObject({ exitCode: 0, recordCount: 1, brokenLineCount: 0 })
})

test('emitted_at in seconds is as good', async () => {
  const { report } = await runWrite([record('orders', {}, { emitted_at: 1_700_000_000 })])
  expect(report.outcomes.accepted).toBe(1)
})

test('a row of 100 columns arrives whole', async () => {
  const row = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`column_${index}`, index]))
  const { engine } = await runWrite([record('orders', row)])
  expect(JSON.parse(engine.sent[0]?.body ?? '')).toEqual(row)
})

test('stdout carries protocol messages only', async () => {
  const input = [
    '{"type":"RECORD","record":{"stream":"orders","da',
    record('orders', { reject: true }),
    record('orders'),
    record('nowhere'),
    streamState('orders', 1),
  ]
  const { messages } = await runWrite(input, { streams: ordersAndUsers })
  expect([...new Set(messages.map(({ type }) => type))].sort()).toEqual(['LOG', 'STATE'])
})
