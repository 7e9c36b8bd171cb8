import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { RejectedCsv } from '../../../src/console/rejected/rejected-csv'
import type { DeadLetter } from '../../../src/delivery/dead-letters/dead-letter'
import { deadLetterFile } from '../../../src/delivery/dead-letters/dead-letter-file'
import { expectGolden } from '../golden'
import { collect, entriesOf } from '../preview/run-preview'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rejected-csv-'))
  path = join(folder, 'rejected.csv')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function letter(data: unknown, more: Partial<DeadLetter> = {}): DeadLetter {
  return {
    lineNumber: 7,
    data,
    stage: 'prepare',
    code: 'missing_appsflyer_id',
    message: 'No AppsFlyer id, and AppsFlyer refuses mobile events without one. Store the id, and send it along.',
    rejectedAtMs: 0,
    attempts: 0,
    worth: { app: 'com.example.app', event: 'af_purchase', amount: '7747', currency: 'EUR' },
    ...more,
  }
}

async function write(...letters: readonly DeadLetter[]): Promise<string> {
  const csv = await RejectedCsv.for(path)
  const file = deadLetterFile(path, csv.format)
  for (const one of letters) file.add(one)
  await file.close()
  return readFileSync(path, 'utf8')
}

async function readBack(text: string) {
  const placed = await collect(await entriesOf(text, { name: 'rejected.csv' }))
  return placed.map(({ entry }) => entry)
}

test('a spreadsheet opens it: a byte order mark, what went wrong and what to do, the worth, the record’s own columns', async () => {
  const text = await write(
    letter({ order: 'O-1', total: 7747, note: 'two\nlines, "quoted"', paid: true, coupon: null }),
    letter({ order: 'O-2', items: [{ sku: 'S-1' }] }, { stream: { name: 'orders' } }),
  )
  expect(text.startsWith('\uFEFFrejected_line,rejected_code,')).toBe(true)
  expect(text.endsWith('\r\n')).toBe(true)
  expectGolden('rejected-csv', text)
})

test('no cell is a formula, and a negative amount stays a number', async () => {
  const cells = ['=1+1', '+49 30 1', '-48.5', '-cmd', '@SUM(A1)', '\tx', "'quoted", 'plain']
  const text = await write(letter(Object.fromEntries(cells.map((cell, index) => [`c${index}`, cell]))))
  const rows = parse(text, { bom: true }) as string[][]
  const own = rows[1]?.slice(9, -1) ?? []
  expect(own.filter((cell) => /^[=+@\t-]/.test(cell))).toEqual(['-48.5'])
  expect(await readBack(text)).toMatchObject([
    { record: { data: Object.fromEntries(cells.map((cell, index) => [`c${index}`, cell])) } },
  ])
})

/** Not as a reader does that honours quotes: what stands behind any separator begins a cell for one with another separator. */
const formula = /(^|[,;|\t\r\n])"*[=+@-](?!\d+(\.\d+)?("|[,;|\t\r\n]|$))/

test.each([
  'x;=cmd|x',
  'x\n=1+1',
  'x\t@SUM(A1)',
  'x;"=1"',
  'x,+1+1',
  '"=1+1',
  'x\r-2+3',
  'x|=1',
  ";'=1",
  ',=a,=b;;=c',
  "x;''",
])('no formula begins behind any separator: %j', async (cell) => {
  const data = { [`a ${cell} b`]: cell, plain: 'x' }
  const text = await write(letter(data), letter({ deep: [cell] }), letter(cell))
  expect(text).not.toMatch(formula)
  const [one, two, three] = await readBack(text)
  expect([one, two]).toMatchObject([{ record: { data } }, { record: { data: { deep: [cell] } } }])
  expect(three).toMatchObject({ kind: 'unreadable', text: cell })
  for (const column of text.split(/\r\n/)[0]?.match(/"(""|[^"])*"/g) ?? []) expect(column).not.toMatch(/^[^"]*[;|\t]/)
})

test.each([
  ['a column with a name of ours', { rejected_worth: '5', order: 'O-1' }],
  ['two of them', { rejected_line: 3, rejected_event: 'x', rejected_record: 'y' }],
  ['an address for a name', { 'bob@example.com': 'yes' }],
  ['a time for a name', { '2024-01-01T00:00:00': '1', note: 'x' }],
  ['a NUL', { note: 'a\0b' }],
  ['a NUL in a name', { 'a\0b': 'c' }],
  ['half a character', { note: 'a\ud800' }],
  [
    'more columns than a header should have',
    Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`column ${at}`, ''])),
  ],
])('a record with %s is read back whole, and so are those behind it', async (_, data) => {
  const other = { order: 'O-2', total: '5' }
  await write(letter(data))
  const text = await write(letter(other), letter(data))
  expect((await readBack(text)).map(dataOf)).toEqual([data, other, data])
})

test('a NUL beside the record, or in a line that could not be read, leaves the file one of text', async () => {
  const worth = { app: 'a\0b', event: 'a\0b', amount: undefined, currency: undefined }
  const text = await write(letter('{"a":"\0"', { worth, stream: { name: 'x\0' } }), letter({ order: 'O-1' }))
  expect(await readBack(text)).toMatchObject([{ text: '{"a":"\\u0000"' }, { record: { data: { order: 'O-1' } } }])
})

test('what is written is read back as the records that were rejected, whatever they hold', async () => {
  const cell = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 12 })
    .filter((text) => text.isWellFormed() && !text.includes('\uFEFF'))
  const name = fc.stringMatching(/^[a-z=@'][a-z_ "]{0,6}[a-z]$/)
  const flat = fc.dictionary(name, cell, { minKeys: 1, maxKeys: 4, noNullPrototype: true })
  const deep = fc.record({ order: cell, items: fc.array(fc.record({ sku: cell })) })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(flat, deep), { minLength: 1, maxLength: 5 }), async (records) => {
      rmSync(path, { force: true })
      const text = await write(...records.map((data) => letter(data, { stream: { name: '=orders' } })))
      const entries = await readBack(text)
      const read = entries.map((entry) => (entry.kind === 'record' ? entry.record : entry))
      expect(read).toEqual(
        records.map((data) => ({
          stream: '=orders',
          // A cell that is missing is one that says nothing.
          data: expect.objectContaining(data),
        })),
      )
    }),
    { numRuns: 60 },
  )
})

test('a line that could not be read is in the last column, and is read once it is mended', async () => {
  const text = await write(letter('{"event_name": "af_purchase"', { code: 'unreadable_record', stage: 'read' }))
  expect(await readBack(text)).toMatchObject([{ kind: 'unreadable', text: '{"event_name": "af_purchase"' }])
  const mended = text.replace('""af_purchase""', '""af_purchase""}')
  expect(await readBack(mended)).toMatchObject([{ kind: 'record', record: { data: { event_name: 'af_purchase' } } }])
})

test('a second run appends with the columns that are there, also behind a spreadsheet that wrote semicolons', async () => {
  const first = await write(letter({ order: 'O-1', total: '5' }))
  expect(await write(letter({ total: '6' }), letter({ other: 'x' }))).toMatch(
    new RegExp(`^${first.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`),
  )
  expect(await readBack(readFileSync(path, 'utf8'))).toMatchObject([
    { record: { data: { order: 'O-1', total: '5' } } },
    { record: { data: { order: null, total: '6' } } },
    { record: { data: { other: 'x' } } },
  ])
  const rows = parse(first, { bom: true }) as string[][]
  writeFileSync(path, `${rows.map((row) => row.map((cell) => `"${cell}"`).join(';')).join('\n')}\n`)
  await write(letter({ order: 'O-9', total: '1,5' }))
  expect(await readBack(readFileSync(path, 'utf8'))).toMatchObject([
    { record: { data: { order: 'O-1' } } },
    { record: { data: { order: 'O-9', total: '1,5' } } },
  ])
})

test('a file of something else is refused, and stays as it is', async () => {
  writeFileSync(path, 'order,total\nO-1,5\n')
  await expect(RejectedCsv.for(path)).rejects.toThrow('is no file of rejected records')
  expect(readFileSync(path, 'utf8')).toBe('order,total\nO-1,5\n')
})

describe('a row whose record could not be read, mended in its columns', () => {
  const mendedWith = async (data: unknown, cells: Readonly<Record<string, string>>) => {
    const text = await write(letter({ order: 'O-1', total: 5 }), letter(data))
    const rows = parse(text, { bom: true }) as string[][]
    const [header = [], first = [], second = []] = rows
    const mended = header.map((column, index) => cells[column] ?? second[index] ?? '')
    const lines = [header, first, mended].map((row) =>
      row.map((cell) => JSON.stringify(cell).replaceAll('\\"', '""')).join(','),
    )
    return (await readBack(lines.join('\r\n')))[1]
  }

  test('the columns win over what could not be read', async () => {
    const data = { order: 'O-2', total: '9.99' }
    expect(await mendedWith('O-2', data)).toMatchObject({ kind: 'record', record: { data } })
  })

  test('and over what stood in the record', async () => {
    expect(await mendedWith({ order: 'O-2', items: [{ sku: 'S' }] }, { total: '9.99' })).toMatchObject({
      kind: 'record',
      record: { data: { order: 'O-2', items: [{ sku: 'S' }], total: '9.99' } },
    })
  })

  test('without any it is as unreadable as before', async () => {
    expect(await mendedWith('O-2', {})).toMatchObject({ kind: 'unreadable' })
  })
})

test('a row that was torn, wherever, is cut off: its record comes again', async () => {
  const one = letter({ note: 'two\nlines, "quoted", ä' })
  const deep = letter({ note: 'x', items: [{ sku: 'a "b"', text: 'c\nd' }] })
  const before = await write(one)
  const bytes = Buffer.from(await write(deep))
  const firstRowEnds = Buffer.byteLength(before) - '\r\n'.length
  // Each sign of the last cell, where quotes stand for others; of all else some.
  for (let length = 1; length < bytes.length; length += length < bytes.length - 100 ? 9 : 1) {
    writeFileSync(path, bytes.subarray(0, length))
    const text = await write(deep)
    const expected = length < firstRowEnds ? [deep] : length < bytes.length - 2 ? [one, deep] : [one, deep, deep]
    expect([length, (await readBack(text)).map(dataOf)]).toEqual([length, expected.map(({ data }) => data)])
  }
})

function dataOf(entry: Awaited<ReturnType<typeof readBack>>[number] | undefined): unknown {
  return entry?.kind === 'record' ? entry.record.data : entry
}

test('a last row that an editor left without its end stays, and so do rows that an open quote swallowed', async () => {
  const whole = await write(letter({ order: 'O-1' }), letter({ order: 'O-2' }))
  writeFileSync(path, whole.trimEnd())
  expect(await readBack(await write(letter({ order: 'O-3' })))).toHaveLength(3)
  const swallowed = whole.replace('O-1', '"O-1')
  writeFileSync(path, swallowed)
  expect(await write(letter({ order: 'O-3' }))).toMatch(/O-2/)
})
