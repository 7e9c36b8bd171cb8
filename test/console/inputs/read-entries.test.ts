import fc from 'fast-check'
import { readInput } from '../../../src/console/inputs/read-input'
import { collect, entriesOf } from '../preview/run-preview'

async function dataOf(text: string | Buffer, options: Parameters<typeof entriesOf>[1] = {}) {
  const placed = await collect(await entriesOf(text, options))
  return placed.map(({ entry }) => (entry.kind === 'record' ? entry.record.data : entry))
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

describe('CSV', () => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 12 })
  const odd = fc.stringMatching(/^[",;\r\n\t ']{1,6}$/)

  test('any text of a cell survives, however the bytes are cut; an empty cell is not set', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.oneof(cell, odd), fc.oneof(cell, odd), fc.constant('end')), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 64 }),
        async (rows, delimiter, lineEnd, pieceBytes) => {
          const header = ['first', 'second', 'last']
          const text = [header, ...rows.map((cells) => cells.map(quoted))]
            .map((cells) => cells.join(delimiter) + lineEnd)
            .join('')
          const expected = rows.map(([first, second, last]) => ({ first: first || null, second: second || null, last }))
          expect(await dataOf(text, { isCsv: true, pieceBytes })).toEqual(expected)
        },
      ),
    )
  })

  test('each row has the line where it begins, blank lines and line ends within cells counted', async () => {
    const text = '\ufeffa,b\r\n1,"x\r\ny\n"\r\n\r\n2,z\r\n\n3,"\n"\n4,w\n'
    const placed = await collect(await entriesOf(text, { isCsv: true }))
    expect(placed.map(({ number, line }) => [number, line])).toEqual([
      [1, 2],
      [2, 6],
      [3, 8],
      [4, 10],
    ])
  })

  test('a row with too few or too many cells is unreadable, and the others go on', async () => {
    const [short, long, fine] = await dataOf('a,b\n1\n1,2,3\n1,2\n', { isCsv: true })
    expect(short).toEqual({
      kind: 'unreadable',
      why: 'Cells in this row: 1, in the header: 2. A quote or separator is astray.',
      text: '["1"]',
    })
    expect(long).toMatchObject({ kind: 'unreadable', text: '["1","2","3"]' })
    expect(fine).toEqual({ a: '1', b: '2' })
  })

  test('quotes inside a bare cell are taken as they are', async () => {
    expect(await dataOf('a,b\n5" screen,x "y" z\n', { isCsv: true })).toEqual([{ a: '5" screen', b: 'x "y" z' }])
  })

  test.each([
    ['a quote that is never closed', 'a,b\n1,"x\n2,y\n', 'A quote in f.csv is never closed'],
    ['a column twice', 'mail,b,mail\n1,2,3\n', 'Columns 1 and 3 of f.csv have the same name'],
  ])('%s cannot be read on, and the message quotes nothing', async (_, text, message) => {
    await expect(dataOf(text, { name: 'f.csv' })).rejects.toThrow(message)
  })

  test('a name ending in .csv or .tsv says so too', async () => {
    expect(await dataOf('a\tb,c\n1\t2\n', { name: 'f.TSV' })).toEqual([{ a: '1', 'b,c': '2' }])
  })
})

describe('JSON that is not one a line', () => {
  const value = fc.dictionary(fc.string({ maxLength: 6 }), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1, maxKeys: 4 })

  test('lists and pretty-printed objects are read, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(value, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('list', 'pretty list', 'pretty objects'),
        fc.integer({ min: 1, max: 64 }),
        async (values, look, pieceBytes) => {
          const texts: Readonly<Record<string, string>> = {
            list: JSON.stringify(values),
            'pretty list': JSON.stringify(values, null, 2),
            'pretty objects': values.map((each) => JSON.stringify(each, null, '\t')).join('\n'),
          }
          const read = await dataOf(texts[look] ?? '', { pieceBytes })
          const oneALine = values.map((each) => readInput(JSON.stringify(each)))
          expect(read).toEqual(oneALine.map((entry) => (entry.kind === 'record' ? entry.record.data : entry)))
        },
      ),
    )
  })

  test('each has the line where it begins', async () => {
    const placed = await collect(await entriesOf('[\n  {"a":\n 1},\n\n  7, {"b": "}\\"]"}\n]\n'))
    expect(placed.map(({ line, number }) => [number, line])).toEqual([
      [1, 2],
      [2, 5],
      [3, 5],
    ])
  })

  test('a list that is cut off tells where', async () => {
    await expect(dataOf('[{"a":1},\n{"a":2}')).resolves.toHaveLength(2)
    await expect(dataOf('[{"a":1},\n{"a":{"b":1}')).rejects.toThrow('begins on line 2')
  })

  test('a broken line among others stays one broken line', async () => {
    const [broken, fine] = await dataOf('{"type":"RECORD","record":{\n{"a":1}\n')
    expect(broken).toMatchObject({ kind: 'unreadable', why: 'The line is not JSON.' })
    expect(fine).toEqual({ a: 1 })
  })
})

describe('what is no events file', () => {
  test.each([
    ['text', 'hello\nworld\n', 'f holds no JSON. Give one JSON a line'],
    ['CSV without saying so', 'a,b\n1,2\n', 'f holds no JSON, and looks like CSV.'],
    ['binary', Buffer.from([0x50, 0x41, 0x52, 0x31, 0x00, 0x15]), 'f is no text.'],
    ['gzip', Buffer.from([0x1f, 0x8b, 0x08, 0x00]), 'f is compressed.'],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), 'f is UTF-16.'],
  ])('%s is refused as a whole', async (_, content, message) => {
    await expect(dataOf(content, { name: 'f' })).rejects.toThrow(message)
  })

  test('an empty one has no entries', async () => {
    expect(await dataOf('')).toEqual([])
  })
})
