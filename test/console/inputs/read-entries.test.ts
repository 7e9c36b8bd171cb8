import fc from 'fast-check'
import { readInput } from '../../../src/console/inputs/read-input'
import { collect, entriesOf } from '../preview/run-preview'

async function dataOf(text: string | Buffer, options: Parameters<typeof entriesOf>[1] = {}) {
  const placed = await collect(await entriesOf(text, options))
  return placed.map(({ entry }) => (entry.kind === 'record' ? entry.record.data : entry))
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

/** The rows below `x,y`, by the grammar of RFC 4180 and bare cells that hold quotes; null where a text is none. */
function readByTheBook(text: string): readonly unknown[] | null {
  const cell = /(?:"((?:[^"]|"")*)"|((?! *")(?:(?!\r?\n)[^,])*))(,|\r?\n|$)/y
  const rows: unknown[] = []
  let cells: string[] = []
  while (cell.lastIndex < text.length || cells.length > 0) {
    const [, inQuotes, bare = '', end] = cell.exec(text) ?? []
    if (end === undefined) return null
    if (cells.length > 0 || inQuotes !== undefined || bare !== '' || end === ',') {
      cells.push(inQuotes?.replaceAll('""', '"') ?? bare)
    }
    if (end === ',') continue
    const [x, y] = cells
    if (cells.length === 2) rows.push({ x: x || null, y: y || null })
    else if (cells.length > 0) rows.push(expect.objectContaining({ kind: 'unreadable', text: JSON.stringify(cells) }))
    cells = []
  }
  return rows
}

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
      why: 'Cells in this row: 1, in the header: 2. A quote or separator is misplaced.',
      text: '["1"]',
    })
    expect(long).toMatchObject({ kind: 'unreadable', text: '["1","2","3"]' })
    expect(fine).toEqual({ a: '1', b: '2' })
  })

  test.each([
    ['behind spaces, where a quoted cell may be meant', 'a,b\n1,2\n1, "x\n2,y"\n', 3],
    ['with half a line end behind it', 'a,b\n1,"x"\r', 2],
    ['before a cell goes on', 'a,b\n"x" y,2\n', 2],
    // Taken as it comes, the rows up to the next quote would be one cell, e-mail addresses and all.
    ['at the beginning of a cell, and another one rows later', 'a,b\n"x,1\njane@example.com,2\ny,"3"\n', 2],
    ['behind a cell of several lines, and an empty line', 'a,b\r\n"x\r\ny",1\r\n\r\n"y"z,2\r\n', 4],
  ])('a quote %s is refused, with its row', async (_, text, row) => {
    await expect(dataOf(text, { name: 'f.csv' })).rejects.toThrow(
      `Row ${row} of f.csv has a misplaced quote. Put a cell with a quote, separator or line end`,
    )
  })

  test('a quote further on in a cell that began without one is text, and swallows nothing', async () => {
    const text = '\ufeff"size""",note\r\n5" screen,x\r\n5","""7"""\r\na"b"c,d"'
    expect(await dataOf(text, { isCsv: true, pieceBytes: 1 })).toEqual([
      { 'size"': '5" screen', note: 'x' },
      { 'size"': '5"', note: '"7"' },
      { 'size"': 'a"b"c', note: 'd"' },
    ])
  })

  test('however quotes stand, a file is refused, or read cell by cell as its grammar says', async () => {
    const part = fc.constantFrom('a', '"', '""', ',', '\n', '\r\n', '\r', ' ', 'ö')
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { maxLength: 24 }).map((parts) => parts.join('')),
        fc.integer({ min: 1, max: 8 }),
        async (rest, pieceBytes) => {
          const read = await dataOf(`x,y\n${rest}`, { isCsv: true, pieceBytes }).catch(() => 'refused')
          expect(read).toEqual(readByTheBook(rest) ?? 'refused')
        },
      ),
      { numRuns: 1_000 },
    )
  })

  test.each([',', ';', '\t', '|'])('cells between %j', async (delimiter) => {
    const text = `a${delimiter}"b,;\t|"\n1${delimiter}2\n`
    expect(await dataOf(text, { isCsv: true })).toEqual([{ a: '1', 'b,;\t|': '2' }])
  })

  test.each([
    ['jane@example.com,purchase\n', 1],
    ['purchase,2024-01-15 10:00:00\n', 2],
    ['purchase,1700000000000-1234567890123456789,9.99\n', 2],
    ['d0d5d5a0-1111-4222-8333-444455556666,purchase\n', 1],
    ['17,9.99\n', 1],
  ])('a first row of values is no header: %j', async (text, cell) => {
    const read = dataOf(text, { name: 'f.csv' })
    await expect(read).rejects.toThrow(`f.csv has no header: cell ${cell} of its first row is a value`)
    await expect(read).rejects.not.toThrow('jane')
  })

  test('a header may have a number in it', async () => {
    expect(await dataOf('name,2024\nx,1\n', { isCsv: true })).toEqual([{ name: 'x', '2024': '1' }])
  })

  test.each([
    ['a quote that is never closed', 'a,b\n1,"x\n2,y\n', 'Row 2 of f.csv has a quote that is never closed'],
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

describe('encodings', () => {
  const rows = ['name,city', 'Jane,Oslo', 'Müller,Zürich', ''].join('\n')
  const asLatin1 = Buffer.from(rows, 'latin1')

  test('what is not UTF-8 is refused, with its line, wherever the bytes are cut', async () => {
    const notUtf8 = /^Line 3 of f\.csv is not UTF-8\. .*--encoding windows-1252/
    for (let pieceBytes = 1; pieceBytes <= asLatin1.length; pieceBytes += 1) {
      await expect(dataOf(asLatin1, { name: 'f.csv', pieceBytes })).rejects.toThrow(notUtf8)
    }
    const json = Buffer.from('{"a":1}\n{"a":"Müller"}\n', 'latin1')
    await expect(dataOf(json)).rejects.toThrow('Line 2 of events.ndjson is not UTF-8.')
    await expect(dataOf(Buffer.from('{"a":1}\n[\xc3', 'latin1'))).rejects.toThrow('Line 2 of')
  })

  test('UTF-8 is taken, wherever the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 8 }), async (text, pieceBytes) => {
        const written = text.toWellFormed()
        expect(await dataOf(JSON.stringify({ text: written }), { pieceBytes })).toEqual([{ text: written }])
      }),
    )
  })

  test.each([
    ['windows-1252', asLatin1],
    ['latin1', asLatin1],
    ['utf-16le', Buffer.from(`\ufeff${rows}`, 'utf16le')],
  ])('%s is read where it is said', async (encoding, bytes) => {
    const read = await dataOf(bytes, { name: 'f.csv', encoding, pieceBytes: 3 })
    expect(read).toEqual([
      { name: 'Jane', city: 'Oslo' },
      { name: 'Müller', city: 'Zürich' },
    ])
  })

  test('an encoding that is none, or another one than was said', async () => {
    await expect(dataOf(rows, { encoding: 'klingon' })).rejects.toThrow('--encoding takes a name such as windows-1252')
    const cutOff = Buffer.concat([Buffer.from(rows, 'utf16le'), Buffer.from([0xd8])])
    await expect(dataOf(cutOff, { name: 'f.csv', encoding: 'utf-16le' })).rejects.toThrow(
      'f.csv is not written in utf-16le throughout',
    )
  })
})

describe('what is no events file', () => {
  test.each([
    ['text', 'hello\nworld\n', 'f holds no JSON. Give one JSON a line'],
    ['CSV without saying so', 'a,b\n1,2\n', 'f holds no JSON, and looks like CSV.'],
    ['binary', Buffer.from([0x50, 0x41, 0x52, 0x31, 0x00, 0x15]), 'f is not a text file.'],
    ['gzip', Buffer.from([0x1f, 0x8b, 0x08, 0x00]), 'f is compressed.'],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), 'f is UTF-16. Save it as UTF-8, or say --encoding utf-16le.'],
  ])('%s is refused as a whole', async (_, content, message) => {
    await expect(dataOf(content, { name: 'f' })).rejects.toThrow(message)
  })

  test('an empty one has no entries', async () => {
    expect(await dataOf('')).toEqual([])
  })
})
