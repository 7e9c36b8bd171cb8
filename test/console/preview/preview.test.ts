import fc from 'fast-check'
import { colourStyle } from '../../../src/console/terminal/style'
import { androidApp, ids, iosApp, iosCall, keys, webApp } from '../../core/prepare-fixtures'
import { expectGolden, widest } from '../golden'
import { collect, entriesOf, runPreview } from './run-preview'

const lines = (...records: readonly unknown[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('')

const streams = {
  streams: [
    {
      stream: 'orders',
      event_name: 'af_purchase',
      app_id: 'com.example.app',
      columns: [{ column: 'total', field: 'revenue' }],
    },
  ],
}
const order = { total: '48.00', currency: 'USD', appsflyer_id: ids.appsflyerId, gaid: ids.gaid, ip: '203.0.113.7' }

/** One of every shape, with something to find in most. */
const everyShape = [
  lines(
    iosCall({
      revenue: '48.00',
      currency: 'usd',
      order_id: 'O-1',
      products: [
        { product_id: 'SKU-1', price: 20, quantity: 2, name: 'Shoes' },
        { product_id: 'SKU-2', price: 8 },
      ],
    }),
    { type: 'page', userId: 'user-2', context: { page: { url: 'https://www.example.com/sale' } } },
    { event_name: 'Signed Up', platform: 'web', user_id: 'user-3', email: 'ada@example.com', method: 'google' },
    { type: 'RECORD', record: { stream: 'orders', emitted_at: 1, data: order } },
    { type: 'RECORD', record: { stream: 'events', emitted_at: 1, data: { type: 'identify', userId: 'user-4' } } },
    {
      type: 'RECORD',
      record: { stream: 'orders', data: { ...order, total: '$48' } },
      dead_letter: { stage: 'prepare', code: 'invalid_revenue', line: 9 },
    },
    { type: 'STATE', state: {} },
    ['no', 'record'],
    {
      event_name: 'long',
      platform: 'android',
      appsflyer_id: ids.appsflyerId,
      gaid: ids.gaid,
      story: 'so '.repeat(150),
    },
    { event_name: '\u001b[2Jclear\u009b', platform: 'android', appsflyer_id: ids.appsflyerId, '\u202eevil': 'x\u0007' },
  ),
  '\n{"broken":\n',
].join('')

test('each record with its shape, its request and its findings, then a summary', async () => {
  const { printed, totals } = await runPreview(everyShape, { configure: streams })
  expectGolden('preview', printed)
  expect(widest(printed)).toBeLessThanOrEqual(80)
  expect(totals.outcomes).toEqual({ send: 6, reject: 3, skip: 2 })
})

test('colours, where wanted', async () => {
  const { printed } = await runPreview(lines(iosCall(), { platform: 'ios' }), {
    look: { style: colourStyle, width: 80 },
  })
  expectGolden('preview-colours', printed)
})

test.each(['rejected', 'degraded', 'skipped'] as const)('--only %s shows those and counts all', async (only) => {
  const all = await runPreview(everyShape, { configure: streams })
  const some = await runPreview(everyShape, { configure: streams, only })
  expectGolden(`preview-only-${only}`, some.printed)
  expect(some.totals).toEqual(all.totals)
})

test('--json is one line for each record, in order, with the key masked', async () => {
  const { printed } = await runPreview(everyShape, { configure: streams, look: null })
  const shown = printed
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(shown.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12])
  expect(shown[0]).toEqual({
    line: 1,
    outcome: 'send',
    request: {
      method: 'POST',
      url: 'https://api3.appsflyer.com/inappevent/id123456789',
      headers: expect.objectContaining({ authentication: '***' }),
      body: expect.objectContaining({ appsflyer_id: expect.any(String), eventValue: expect.any(String) }),
    },
    findings: expect.any(Array),
  })
  expect(shown[1].request.headers.authorization).toBe('Bearer ***')
  expect(shown.at(-1)).toEqual({
    line: 12,
    outcome: 'reject',
    request: null,
    findings: [
      {
        code: 'unreadable_record',
        severity: 'reject',
        field: null,
        message: expect.stringContaining('The line is not JSON.'),
      },
    ],
  })
})

test('a stream named for plain rows maps them', async () => {
  const { printed } = await runPreview(await entriesOf(lines(order), { stream: 'orders' }), { configure: streams })
  expect(printed).toContain('row, as stream orders')
  expect(printed).toMatch(/af_revenue +"48"/)
})

test('a stream that a message names wins over the one named for rows', async () => {
  const entries = await collect(
    await entriesOf(lines({ type: 'RECORD', record: { stream: 'own', data: {} } }), { stream: 'orders' }),
  )
  expect(entries).toMatchObject([{ entry: { record: { stream: 'own' } } }])
})

test('what was read before a file breaks off is shown and summed up', async () => {
  const entries = await entriesOf(`[${JSON.stringify(iosCall())},\n{"event"`, { name: 'list.json' })
  const output: string[] = []
  await expect(
    runPreview(
      (async function* () {
        for await (const batch of entries) {
          output.push(...batch.map(({ line }) => `line ${line}`))
          yield batch
        }
      })(),
    ),
  ).rejects.toThrow('list.json ends in the middle of the JSON that begins on line 2')
  expect(output).toEqual(['line 1'])
})

describe('neither personal data nor a key is ever printed', () => {
  const word = fc.stringMatching(/^[a-z]{6,10}$/).map((text) => `q${text}`)
  const person = fc.record({ local: word, first: word, last: word, digits: fc.stringMatching(/^[2-9]\d{6}$/) })
  const place = fc.constantFrom('segment', 'row', 'csv', 'airbyte', 'broken', 'text', 'list', 'headless')

  test('whatever the shape', async () => {
    await fc.assert(
      fc.asyncProperty(person, place, fc.boolean(), async ({ local, first, last, digits }, where, asJson) => {
        const email = `${local}@example.com`
        const phone = `+1415${digits}`
        const traits = { email, phone, firstName: first, lastName: last }
        const properties = { email, note: `write to ${email} or ${phone}`, buyer: { phone }, [email]: 1 }
        const row = { email, phone, first_name: first, last_name: last, user_id: 'u', note: phone }
        const texts: Readonly<Record<string, string>> = {
          segment: lines({ ...iosCall(properties), context: { ...iosCall().context, traits } }),
          row: lines({ ...row, event_name: 'Signed Up', platform: 'web' }),
          csv: `event_name,platform,email,phone,first_name,note\nSigned Up,web,${email},${phone},${first},${phone}\na,${email}\n`,
          airbyte: lines({ type: 'RECORD', record: { stream: 'users', data: row } }),
          broken: `{"email":"${email}","phone":"${phone}"\n{}\n`,
          text: `${lines({})}"${first} ${email} ${phone}"\n`,
          list: `[\n${JSON.stringify(row)},\n"${email} ${first}"\n]`,
          headless: `${email},${phone},${first}\n${email},${phone},${first}\n`,
        }
        const isCsv = where === 'csv' || where === 'headless'
        const entries = await entriesOf(texts[where] ?? '', { isCsv })
        const previewed = runPreview(entries, asJson ? { look: null } : {})
        const { printed } = await previewed.catch((error: Error) => ({ printed: error.message }))
        expect(printed.includes('has no header')).toBe(where === 'headless')
        const secrets = [email, local, phone, digits, first, last, ...Object.values(keys)]
        expect(secrets.filter((secret) => printed.includes(secret))).toEqual([])
        expect(printed).not.toBe('')
      }),
      { numRuns: 150 },
    )
  })
})

test('the summary of nothing', async () => {
  const { printed, totals } = await runPreview('\n\n', { configure: { apps: [iosApp, androidApp, webApp] } })
  expectGolden('preview-empty', printed)
  expect(totals.outcomes).toEqual({ send: 0, reject: 0, skip: 0 })
})

describe('what is at stake', () => {
  const order = {
    event_name: 'af_purchase',
    platform: 'android',
    gaid: ids.gaid,
    event_time: '2024-01-15 08:00:00',
    ip: '203.0.113.7',
    user_agent: 'Example/1.0',
    revenue: '19.90',
    currency: 'EUR',
  }
  const sent = { ...order, appsflyer_id: ids.appsflyerId }
  const shop = [
    ...Array.from({ length: 40 }, () => sent),
    ...Array.from({ length: 12 }, () => order),
    ...Array.from({ length: 3 }, () => ({ ...order, currency: 'USD', revenue: '1257.17', app_id: 'id999999999' })),
    ...Array.from({ length: 2 }, () => ({ ...sent, revenue: '€ 20' })),
    { ...sent, event_name: 'order_refunded', revenue: '5' },
    { ...order, event_name: 'order_refunded', revenue: '7.50' },
    ...['GBP', 'CHF', 'SEK', 'DKK', 'JPY'].map((currency) => ({ ...order, currency, revenue: 1_000 })),
    { type: 'identify', userId: 'u-1' },
  ]
  const text = shop.map((record) => `${JSON.stringify(record)}\n`).join('')

  test('--summary says it in words, rejections first, the most costly first', async () => {
    const { printed, totals } = await runPreview(text, { limit: 0 })
    expectGolden('preview-summary', printed)
    expect(widest(printed)).toBeLessThanOrEqual(80)
    expect(totals.outcomes).toEqual({ send: 41, reject: 23, skip: 1 })
    const { sent: worth, rejected } = totals.stakes.fates
    expect(worth.money).toEqual([{ currency: 'EUR', revenue: '796', refunds: '5', records: 41 }])
    expect(rejected).toMatchObject({ records: 23, unread: 2 })
    expect(rejected.money[0]).toEqual({ currency: 'EUR', revenue: '238.8', refunds: '7.5', records: 13 })
  })

  test('--limit shows so many records, and counts all', async () => {
    const { printed, totals } = await runPreview(text, { limit: 2 })
    expect(printed.match(/── line \d+/g)).toEqual(['── line 1', '── line 2'])
    expect(printed).toMatch(/records +65 {3}nothing was sent; 63 more not shown above/)
    expect(totals.outcomes.reject).toBe(23)
  })

  test('--limit counts what --only lets through', async () => {
    const { printed } = await runPreview(text, { limit: 1, only: 'rejected' })
    expect(printed.match(/── line \d+/g)).toEqual(['── line 41'])
    expect(printed).toContain('22 more not shown above')
  })

  test('--summary --json is one line with the totals', async () => {
    const { printed, totals } = await runPreview(text, { limit: 0, look: null })
    expect(printed.trim().split('\n')).toHaveLength(1)
    expect(JSON.parse(printed)).toEqual(JSON.parse(JSON.stringify(totals)))
  })

  test('--limit holds for --json, too', async () => {
    const { printed } = await runPreview(text, { limit: 3, look: null })
    expect(printed.trim().split('\n')).toHaveLength(3)
  })
})
