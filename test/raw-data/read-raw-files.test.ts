import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import * as zlib from 'node:zlib'
import { readRawFiles } from '../../src/raw-data/read-raw-files'
import { filesIn, read, removeFiles } from './raw-data-fixtures'

afterEach(removeFiles)

const { brotliCompressSync, gzipSync } = zlib
const id = '1415211453000-6513894'
const pull = `\uFEFFEvent Time,Event Name,Event Value,AppsFlyer ID,Customer User ID,Partner\r
2026-11-20 10:11:12,af_purchase,"{""af_revenue"":""1,5""}",${id},user-1,\r
2026-11-20 10:11:13,af_login,"two
lines",${id},"user ""2""",network\r
`
const locker = `event_time,event_name,appsflyer_id,customer_user_id\n2026-11-20 10:11:12,af_login,${id},user-1\n`

async function write(columnData: readonly { name: string; data: unknown[]; type?: string }[], options = {}) {
  const { parquetWriteBuffer } = await import('hyparquet-writer')
  return new Uint8Array(parquetWriteBuffer({ columnData: columnData as never, ...options }))
}

test('reads the CSV of the Pull API', async () => {
  const folder = filesIn({ 'report.csv': pull })
  expect(await read([join(folder, 'report.csv')])).toEqual({
    rows: [
      {
        event_time: '2026-11-20 10:11:12',
        event_name: 'af_purchase',
        event_value: '{"af_revenue":"1,5"}',
        appsflyer_id: id,
        customer_user_id: 'user-1',
      },
      {
        event_time: '2026-11-20 10:11:13',
        event_name: 'af_login',
        event_value: 'two\nlines',
        appsflyer_id: id,
        customer_user_id: 'user "2"',
        af_prt: 'network',
      },
    ],
    sources: [{ name: 'report.csv' }],
    damages: [],
    warnings: [],
  })
})

test('reads what is asked for only, compressed and without a name that tells', async () => {
  const folder = filesIn({ one: gzipSync(pull), two: pull.replaceAll(/,(?=[A-Z])/g, ';').replaceAll('\r', '') })
  const { rows } = await read([join(folder, 'one')], ['customer_user_id', 'af_prt'])
  expect(rows).toEqual([{ customer_user_id: 'user-1' }, { customer_user_id: 'user "2"', af_prt: 'network' }])
})

test.each([';', '\t'])('reads a CSV that a spreadsheet saved with %j', async (delimiter) => {
  const folder = filesIn({ 'saved.csv': `AppsFlyer ID${delimiter}Customer User ID\n${id}${delimiter}user-1\n` })
  const { rows } = await read([join(folder, 'saved.csv')])
  expect(rows).toEqual([{ appsflyer_id: id, customer_user_id: 'user-1' }])
})

test('leaves out rows that do not fit the header, and tells the line', async () => {
  const lines = ['AppsFlyer ID,Event Name', '', 'a,b', '"x\r\ny",b', 'a,b,c', 'd', 'e,f', '']
  const folder = filesIn({ 'report.csv': lines.join('\r\n') })
  const { rows, damages } = await read([join(folder, 'report.csv')])
  expect(rows.map((row) => row.appsflyer_id)).toEqual(['a', 'x\r\ny', 'e'])
  expect(damages).toEqual([
    { line: 6, why: 'Line 6 of report.csv does not fit the header (cells: 3, columns: 2). It is left out.' },
    { line: 7, why: 'Line 7 of report.csv does not fit the header (cells: 1, columns: 2). It is left out.' },
  ])
})

test('names the line of a quote that is never closed, after the rows before it', async () => {
  const folder = filesIn({ 'report.csv': 'AppsFlyer ID,Event Name\na,b\n"c,d\n' })
  await expect(read([join(folder, 'report.csv')])).rejects.toThrow(
    /^Line 3 of .*report\.csv has a quote that is never closed/,
  )
})

test('reads messages of the Push API, one a line', async () => {
  const messages = [
    { appsflyer_id: id, wifi: true, event_value: '{}', event_revenue: '1.5', city: null, dma: '', app_id: 'id1' },
    { 'AppsFlyer ID': id, is_retargeting: false, number: 12, custom_data: { a: [1, 'b'] }, list: [1, 2] },
    { event_name: 'no id' },
  ]
  const text = `\uFEFF${messages.map((message) => JSON.stringify(message)).join('\r\n')}\n\nnothing\n["a"]\n{"big":9007199254740993}`
  const folder = filesIn({ 'push.ndjson': text, 'push.json.gz': gzipSync(text) })
  for (const name of ['push.ndjson', 'push.json.gz']) {
    const { rows, damages } = await read([join(folder, name)])
    expect(rows).toEqual([
      { appsflyer_id: id, wifi: 'true', event_value: '{}', event_revenue: '1.5', app_id: 'id1' },
      { appsflyer_id: id, is_retargeting: 'false', number: '12', custom_data: '{"a":[1,"b"]}', list: '[1,2]' },
      { event_name: 'no id' },
      { big: '9007199254740993' },
    ])
    expect(damages).toEqual([
      { line: 5, why: `Line 5 of ${name} is no JSON object. It is left out.` },
      { line: 6, why: `Line 6 of ${name} is no JSON object. It is left out.` },
    ])
  }
})

test('a line without end does not fill the memory', async () => {
  const message = JSON.stringify({ appsflyer_id: id })
  const folder = filesIn({ 'push.ndjson': `${message}\n{"x":"${'y'.repeat(3_000_000)}"}\n${message}` })
  const { rows, damages } = await read([join(folder, 'push.ndjson')])
  expect(rows).toHaveLength(2)
  expect(damages).toEqual([
    { line: 2, why: 'Line 2 of push.ndjson is longer than 1048576 characters. It is left out.' },
  ])
})

describe('parquet', () => {
  const at = new Date('2026-11-20T10:11:12.345Z')
  const columns = [
    { name: 'event_time', data: [at, at, at], type: 'TIMESTAMP' },
    { name: 'appsflyer_id', data: [id, id, id], type: 'STRING' },
    { name: 'customer_user_id', data: ['user-1', null, ''], type: 'STRING' },
    { name: 'is_organic', data: [true, false, null], type: 'BOOLEAN' },
    { name: 'event_revenue', data: [1.5, null, 0], type: 'DOUBLE' },
    { name: 'total_candidates', data: [9007199254740993n, null, 1n], type: 'INT64' },
  ]
  const time = at.toISOString()
  const rows = [
    {
      event_time: time,
      appsflyer_id: id,
      customer_user_id: 'user-1',
      is_organic: 'true',
      event_revenue: '1.5',
      total_candidates: '9007199254740993',
    },
    { event_time: time, appsflyer_id: id, is_organic: 'false' },
    { event_time: time, appsflyer_id: id, event_revenue: '0', total_candidates: '1' },
  ]

  test('reads every row group', async () => {
    const folder = filesIn({ 'part-00000.c000.snappy.parquet': await write(columns, { rowGroupSize: 2 }), 'x.csv': '' })
    const path = join(folder, 'part-00000.c000.snappy.parquet')
    expect((await read([path])).rows).toEqual(rows)
    expect((await read([path], ['customer_user_id'])).rows).toEqual([{ customer_user_id: 'user-1' }, {}, {}])
    expect((await read([path], ['city'])).rows).toEqual([{}, {}, {}])
  })

  test('reads many rows in small blocks', async () => {
    const data = Array.from({ length: 25_000 }, (_, index) => `user-${index}`)
    const written = await write(
      [
        { name: 'appsflyer_id', data: data.map(() => id) },
        { name: 'customer_user_id', data },
      ],
      { rowGroupSize: 7_777, pageSize: 10_000 },
    )
    const folder = filesIn({ 'part.parquet': written })
    const result = await read([join(folder, 'part.parquet')])
    expect(result.rows.map((row) => row.customer_user_id)).toEqual(data)
  })

  test.each([
    ['GZIP', gzipSync],
    ['BROTLI', brotliCompressSync],
  ] as const)('reads %s', async (codec, compress) => {
    const pack = (bytes: Uint8Array) => new Uint8Array(compress(bytes))
    const folder = filesIn({ 'part.parquet': await write(columns, { codec, compressors: { [codec]: pack } }) })
    expect((await read([join(folder, 'part.parquet')])).rows).toEqual(rows)
  })

  test('reads zstd where Node can, and says so where it cannot', async () => {
    const { zstdCompressSync } = zlib as { zstdCompressSync?: (bytes: Uint8Array) => Buffer }
    const pack = (bytes: Uint8Array) => new Uint8Array(zstdCompressSync?.(bytes) ?? bytes)
    const folder = filesIn({ 'part.parquet': await write(columns, { codec: 'ZSTD', compressors: { ZSTD: pack } }) })
    const result = read([join(folder, 'part.parquet')])
    if (zstdCompressSync !== undefined) expect((await result).rows).toEqual(rows)
    else
      await expect(result).rejects.toThrow('compressed with ZSTD, which cannot be read here. Run this with Node 22.15')
  })

  test('says what it cannot read', async () => {
    const lz4 = { codec: 'LZ4_RAW', compressors: { LZ4_RAW: (bytes: Uint8Array) => bytes } }
    const whole = await write(columns)
    const damaged = whole.slice()
    damaged.fill(255, 4, 60)
    const folder = filesIn({
      'lz4.parquet': await write(columns, lz4),
      'cut.parquet': whole.subarray(0, whole.length - 20),
      'damaged.parquet': damaged,
      'other.parquet': await write([{ name: 'a', data: [1] }]),
    })
    const refusal = (name: string) => read([join(folder, name)]).catch((error: Error) => error.message)
    expect(await refusal('lz4.parquet')).toMatch(
      /lz4\.parquet is compressed with LZ4_RAW, which cannot be read here\. Have/,
    )
    expect(await refusal('cut.parquet')).toMatch(/cut\.parquet has no end .* Get it again\.$/)
    expect(await refusal('damaged.parquet')).toMatch(/damaged\.parquet is damaged: rows 1 to 3 cannot be read/)
    expect(await refusal('other.parquet')).toMatch(/other\.parquet is none of AppsFlyer's raw data: it has no column/)
  })

  test('says which package is missing', async () => {
    const folder = filesIn({ 'part.parquet': await write(columns) })
    jest.resetModules()
    jest.doMock('hyparquet', () => {
      throw new Error('Cannot find module')
    })
    const fixtures: typeof import('./raw-data-fixtures') = require('./raw-data-fixtures')
    await expect(fixtures.read([join(folder, 'part.parquet')])).rejects.toThrow('npm install hyparquet')
    jest.dontMock('hyparquet')
  })
})

describe('folders of Data Locker', () => {
  const hour = 't=inapps/dt=2026-11-20'

  test('are read in their order, with what their names say', async () => {
    const folder = filesIn({
      [`${hour}/h=late/part-00000.gz`]: gzipSync(locker),
      [`${hour}/h=late/_SUCCESS`]: '',
      [`${hour}/h=10/app_id=id1/part-00000.gz`]: gzipSync(locker),
      [`${hour}/h=10/app_id=id1/.part-00000.gz.crc`]: 'x',
      [`${hour}/h=10/app_id=id1/part-00000.gz.crc`]: 'x',
      [`${hour}/h=10/_SUCCESS`]: '',
      [`${hour}/h=2/app_id=com.example.app/part-00001.gz`]: gzipSync(locker),
      [`${hour}/h=2/app_id=com.example.app/part-00000.gz`]: gzipSync(locker),
      [`${hour}/h=2/app_id=com.example.app/_SUCCESS`]: '',
      [`${hour}/_temporary/part.gz`]: 'x',
      '.DS_Store': 'x',
    })
    const { rows, sources, warnings } = await read([folder])
    const common = { topic: 'inapps', day: '2026-11-20' }
    const app = `${hour}/h=2/app_id=com.example.app`
    expect(sources).toEqual([
      { name: `${app}/part-00000.gz`, ...common, hour: '2', appId: 'com.example.app' },
      { name: `${app}/part-00001.gz`, ...common, hour: '2', appId: 'com.example.app' },
      { name: `${hour}/h=10/app_id=id1/part-00000.gz`, ...common, hour: '10', appId: 'id1' },
      { name: `${hour}/h=late/part-00000.gz`, ...common, hour: 'late' },
    ])
    expect(rows).toHaveLength(4)
    expect(warnings).toEqual([])
  })

  test('that are still being written are told once, and their parts that are not whole left out', async () => {
    const folder = filesIn({
      [`${hour}/h=7/part-00000.csv`]: locker,
      [`${hour}/h=7/part-00001.gz`]: gzipSync(locker).subarray(0, 40),
    })
    const { rows, sources, warnings } = await read([folder])
    expect(rows).toHaveLength(1)
    expect(sources).toEqual([
      { name: `${hour}/h=7/part-00000.csv`, topic: 'inapps', day: '2026-11-20', hour: '7', isUnfinished: true },
    ])
    expect(warnings).toEqual([
      `Data Locker still writes to ${hour}/h=7: it has no _SUCCESS file. Read the folder again when it is there.`,
      `Left out: ${hour}/h=7/part-00001.gz ends too early: it was not copied whole. Get it again.`,
    ])
    expect((await read([join(folder, hour, 'h=7/part-00000.csv')])).sources[0]?.isUnfinished).toBe(true)
  })

  test('may hold what is no raw data, and a link that leads back up', async () => {
    const folder = filesIn({ 'a/notes.txt': 'remember\n', 'a/data.csv': locker, 'b/empty.csv': '' })
    symlinkSync(folder, join(folder, 'a/up'))
    const { rows, warnings } = await read([folder])
    expect(rows).toHaveLength(1)
    expect(warnings).toEqual([
      'Left out: a/notes.txt is none of AppsFlyer\'s raw data: its first line names no column "AppsFlyer ID" or appsflyer_id.',
      'Left out: b/empty.csv is empty: not even a header is there.',
    ])
  })

  test('may be empty', async () => {
    const folder = filesIn({ '.keep': '' })
    expect((await read([folder])).warnings).toEqual([`There are no files in the folder ${folder}.`])
  })
})

test.each<[string, string | Uint8Array, RegExp]>([
  ['other.csv', 'a,b\n1,2\n', /names no column "AppsFlyer ID" or appsflyer_id/],
  ['other.json', '{"a":1}\n', /none of its 1 first lines is JSON with an appsflyer_id/],
  ['long.json', '{"a":1}\n'.repeat(1001), /none of its 1000 first lines/],
  ['pretty.json', '{\n"appsflyer_id": "x"\n}\n', /none of its 3 first lines/],
  ['list.json', '[{"appsflyer_id":"x"}]', /is a JSON list\. Write each message/],
  ['empty.csv', '', /is empty/],
  ['blank.csv', '\n \n', /nothing but blanks/],
  ['report.zip', 'PK\u0003\u0004', /is a ZIP archive/],
  ['excel.csv', new Uint8Array([0xff, 0xfe, 65, 0]), /is UTF-16/],
  ['image.png', new Uint8Array([137, 80, 78, 71, 0, 1]), /is neither CSV/],
  ['cut.csv.gz', gzipSync(locker).subarray(0, 40), /ends too early/],
  ['damaged.csv.gz', new Uint8Array([0x1f, 0x8b, 0x08, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), /is damaged/],
])('refuses %s, naming it', async (name, content, message) => {
  const folder = filesIn({ [name]: content })
  const error = await read([join(folder, name)]).catch((thrown: Error) => thrown)
  expect(error).toMatchObject({ name: 'RawDataError', message: expect.stringMatching(message) })
  expect(String(error)).toContain(join(folder, name))
})

test('says that a path is not there', async () => {
  await expect(read(['/nowhere/report.csv'])).rejects.toThrow('There is no such file or folder: /nowhere/report.csv')
})

test('a report of nothing has no rows', async () => {
  const folder = filesIn({ 'report.csv': '\uFEFFAppsFlyer ID,Event Name\n' })
  expect(await read([join(folder, 'report.csv')])).toMatchObject({ rows: [], damages: [], warnings: [] })
})

test('whoever stops early closes the file', async () => {
  const folder = filesIn({ 'report.csv.gz': gzipSync(locker) })
  const options = { onDamage: () => undefined, onWarning: () => undefined }
  for await (const { rows } of readRawFiles([join(folder, 'report.csv.gz'), '/nowhere'], options)) {
    expect(rows).toHaveLength(1)
    break
  }
})
