import { mostEntries, readEntries } from '../../../src/page/playground/read-entries'

function problemOf(text: string) {
  const read = readEntries(text, undefined)
  if (read.ok) throw new Error('it was read')
  return [read.problem.place?.line, read.problem.place?.column, read.problem.message] as const
}

function recordsOf(text: string, stream?: string) {
  const read = readEntries(text, stream)
  if (!read.ok) throw new Error(read.problem.message)
  return {
    format: read.format,
    records: read.entries.map(({ line, entry }) => [line, entry.kind === 'record' ? entry.record : entry.kind]),
  }
}

test('CSV is read as the commands read it, each row with its line and stream', () => {
  const text = '\uFEFFevent_name;note\r\na;"two\r\nlines"\r\n\r\nb;\r\n'
  expect(recordsOf(text, 'orders')).toEqual({
    format: 'CSV',
    records: [
      [2, { data: { event_name: 'a', note: 'two\r\nlines' }, stream: 'orders' }],
      [5, { data: { event_name: 'b', note: null }, stream: 'orders' }],
    ],
  })
})

test('one JSON, a list, and lines; a stream that a message names wins', () => {
  const message = '{"type":"RECORD","record":{"stream":"own","data":{}}}'
  expect(recordsOf('{\n"a": 1\n}', 's')).toEqual({ format: 'JSON', records: [[1, { data: { a: 1 }, stream: 's' }]] })
  expect(recordsOf(`[{"a":12345678901234567890},${message}]`, 's').records).toEqual([
    [1, { data: { a: '12345678901234567890' }, stream: 's' }],
    [1, { data: {}, stream: 'own' }],
  ])
  expect(recordsOf('{"a":1}\n\n{"b":2}').records).toEqual([
    [1, { data: { a: 1 } }],
    [3, { data: { b: 2 } }],
  ])
  expect(recordsOf('').records).toEqual([])
})

test('a broken line among others is one record that cannot be read, and its column is told', () => {
  const read = readEntries('{"a":1}\n{"b" 2}', undefined)
  if (!read.ok) throw new Error('it was not read')
  expect(read.entries[1]).toMatchObject({
    line: 2,
    entry: { kind: 'unreadable', why: 'The line is not JSON. Look at column 6.' },
  })
  // The first one broken, too.
  expect(recordsOf('{"b" 2}\n{"a":1}').records).toEqual([
    [1, 'unreadable'],
    [2, { data: { a: 1 } }],
  ])
})

test('what is no input is told with its line and column', () => {
  expect(problemOf('{\n  "event": "a",\n}')).toEqual([3, 1, 'It is not JSON. Check its commas, quotes and brackets.'])
  expect(problemOf('{\n  "event": ')).toEqual([2, 12, expect.stringContaining('not JSON')])
  expect(problemOf('hello')).toEqual([1, 1, expect.stringContaining('neither JSON nor CSV')])
  expect(problemOf('a,b\n1,"x" y\n')).toEqual([2, 6, expect.stringContaining('A quote is misplaced.')])
  expect(problemOf('ä,b\n"é, "x",y\n')).toEqual([2, 6, expect.stringContaining('A quote is misplaced.')])
  expect(problemOf('a,b\n1,2\n3,"x\n4,5\n')).toEqual([3, 3, expect.stringContaining('never closed')])
  expect(problemOf('a,a\n1,2\n')).toEqual([1, 1, expect.stringContaining('same name')])
  expect(problemOf('ana@example.com,b\n1,2\n')).toEqual([1, 1, expect.stringContaining('has no header')])
})

test('rows that do not fit the header are told, the others are read', () => {
  const read = readEntries('a,b\n1\n1,2', undefined)
  if (!read.ok) throw new Error('it was not read')
  expect(read.entries.map(({ line, entry }) => [line, entry.kind])).toEqual([
    [2, 'unreadable'],
    [3, 'record'],
  ])
})

test('so many records are read, and the others are counted', () => {
  const read = readEntries('{}\n'.repeat(mostEntries + 7), undefined)
  expect(read).toMatchObject({ ok: true, left: 7 })
})
