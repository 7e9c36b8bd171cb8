import fc from 'fast-check'
import type { FieldName } from '../../../spec/configuration/fields'
import { columnPlace, columnValue, withoutPath } from '../../../src/core/reading/places'
import { ids, iosCall, see } from '../prepare-fixtures'

const row = (columns: object = {}) => ({
  platform: 'android',
  event_name: 'level_finished',
  event_time: '2024-01-15 10:00:00',
  appsflyer_id: ids.appsflyerId,
  advertising_id: ids.gaid,
  ip: '203.0.113.7',
  user_agent: 'Example/1.0',
  ...columns,
})
const stream = (mapping: object, others: object = {}) => ({
  configuration: { streams: [{ stream: 's', ...mapping }], ...others },
  stream: 's',
})
const mapped = (column: string, field: FieldName = 'customer_user_id') => stream({ columns: [{ column, field }] })

describe('a column may be a path', () => {
  const json = JSON.stringify
  test.each<[string, object, string, object]>([
    [
      'RevenueCat',
      { event: { attributes: { $appsflyerId: { value: 'v' } } } },
      'event.attributes.$appsflyerId.value',
      {},
    ],
    ['into JSON text', { event: '{"attributes":{"id":"v"}}' }, 'event.attributes.id', {}],
    ['into JSON text within JSON text', { event: json({ attributes: json({ id: 'v' }) }) }, 'event.attributes.id', {}],
    ['into JSON text written as JSON', { event: json(json({ attributes: { id: 'v' } })) }, 'event.attributes.id', {}],
    ['into a list, by brackets', { items: [{ id: 'u' }, { id: 'v' }] }, 'items[1].id', { items: [{ id: 'u' }, null] }],
    ['into a list, by a dot', { items: '[{"id":"v"}]' }, 'items.0.id', {}],
    [
      'and the others stay where they stand',
      { items: [{ id: 'v' }, { id: 'w' }] },
      'items[0].id',
      { items: [null, { id: 'w' }] },
    ],
    ['a key in quotes', { event: { 'a.b': 'v' } }, 'event["a.b"]', {}],
    ['as JSONPath writes it', { event: { id: 'v' } }, '$.event.id', {}],
    ['in another case', { EVENT: { ID: 'v' } }, 'event.id', {}],
    ['in other separators', { 'Event Data': { userKey: 'v' } }, 'event_data.user_key', {}],
    ['flattened by the loader', { event_id: 'v' }, 'event.id', {}],
    ['what is beside it stays', { event: { id: 'v', plan: 'gold' } }, 'event.id', { event: { plan: 'gold' } }],
    ['also of JSON text', { event: '{"id":"v","plan":"gold"}' }, 'event.id', { event: { plan: 'gold' } }],
    ['also in a list', { items: [{ id: 'v', plan: 'gold' }] }, 'items[0].id', { items: [{ plan: 'gold' }] }],
    ['below a column that is a usual name', { user_id: { value: 'v' } }, 'user_id.value', {}],
  ])('%s', (_title, columns, column, values) => {
    const seen = see(row(columns), mapped(column))
    expect(seen.body['customer_user_id']).toBe('v')
    expect(seen.values).toEqual(values)
  })

  test.each<[string, object, string | undefined]>([
    ['a column whose whole name it is wins', { 'a.b': 'whole', a: { b: 'path' } }, 'whole'],
    ['in any case', { 'A.B': 'whole', a: { b: 'path' } }, 'whole'],
    ['not in other separators', { a_b: 'flat', a: { b: 'path' } }, 'path'],
    ['a path that leads nowhere leaves the field', { user_id: 'usual', a: {} }, 'usual'],
    ['to null', { user_id: 'usual', a: { b: null } }, 'usual'],
    ['to a blank', { user_id: 'usual', a: { b: ' ' } }, 'usual'],
    ['to a placeholder', { user_id: 'usual', a: { b: 'null' } }, 'usual'],
    ['past the end of a list', { user_id: 'usual', a: [] }, 'usual'],
    ['through a text', { user_id: 'usual', a: 'b' }, 'usual'],
    ['nothing at all', {}, undefined],
  ])('%s', (_title, columns, id) => expect(see(row(columns), mapped('a.b')).body['customer_user_id']).toBe(id))

  test('money below a column named revenue, and rows in which it is an amount', () => {
    const money = stream({
      columns: [
        { column: 'revenue.value', field: 'revenue' },
        { column: 'revenue.currency', field: 'currency' },
      ],
    })
    const expected = { af_revenue: '5.5', af_currency: 'EUR' }
    expect(see(row({ revenue: { value: '5.5', currency: 'EUR' } }), money).values).toEqual(expected)
    expect(see(row({ revenue: '{"value":5.5,"currency":"EUR"}' }), money).values).toEqual(expected)
    expect(see(row({ revenue: 5.5, currency: 'EUR' }), money).values).toEqual(expected)
    expect(see(row({ REVENUE: { VALUE: 5.5, CURRENCY: 'EUR', tax: 1 } }), money).values).toEqual({
      ...expected,
      REVENUE: { tax: 1 },
    })
  })

  test('event values, and the properties of an event', () => {
    const mapping = stream({
      event_values: [{ name: 'af_content_id', column: 'items[0].sku' }],
      columns: [{ column: 'order.amount', field: 'revenue' }],
    })
    const properties = { items: [{ sku: 'a', size: 'L' }], order: { amount: 5 }, currency: 'USD' }
    const values = { af_revenue: '5', af_currency: 'USD', af_content_id: 'a', items: [{ size: 'L' }] }
    expect(see(row(properties), mapping).values).toEqual(values)
    expect(see(iosCall(properties), mapping).values).toMatchObject({ af_revenue: '5', af_content_id: 'a' })
  })

  test.each(['__proto__.x', 'constructor.name', 'a..b', '.', '[', '[]', '$', 'a[', ']a', '["', 'toString'])(
    '%s leads nowhere',
    (column) => {
      expect(see(row(), mapped(column)).body['customer_user_id']).toBeUndefined()
    },
  )

  test('what a path takes is gone, and nothing else (property)', () => {
    const key = fc.constantFrom('a', 'b', 'c.d', '0')
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        fc.integer(),
        fc.dictionary(key, tie('tree'), { noNullPrototype: true }),
        fc.array(tie('tree'), { maxLength: 2 }),
      ),
    }))
    fc.assert(
      fc.property(
        fc.dictionary(key, tree, { noNullPrototype: true }),
        fc.array(key, { minLength: 2, maxLength: 4 }),
        (data, keys) => {
          const object = JSON.parse(JSON.stringify(data))
          const place = columnPlace(keys.map((name) => `["${name}"]`).join(''))
          expect(place.path).toEqual(keys)
          const left = withoutPath(object, place.path)
          const gone = columnValue(Object(left), place)
          expect(gone ?? null).toBeNull()
          if (columnValue(object, place) === undefined) expect(left).toEqual(object)
        },
      ),
    )
  })
})

describe('placeholders where an id stands', () => {
  const placeholders = [
    ...['null', 'NULL', ' null ', 'undefined', '(null)', 'nil', 'none', 'None', 'n/a', 'N/A', 'nan', 'NaN', 'unknown'],
    ...['Unknown', '-', '\\N', '(not set)', '(none)', '<null>', '#N/A', '"null"', '""', '[object Object]', 'not_set'],
    ...['00000000-0000-0000-0000-000000000000', '00000000'],
  ]
  test.each(placeholders)('%s is no user', (user_id) => {
    const seen = see(row({ user_id }))
    expect(seen.body['customer_user_id']).toBeUndefined()
    expect(seen.codes).toEqual(['placeholder_ignored'])
  })
  test.each(placeholders)('%s is no install', (appsflyer_id) => {
    expect(see(row({ appsflyer_id })).codes).toEqual(['placeholder_ignored', 'missing_appsflyer_id'])
  })
  test.each(['0', 0, '-1', 'guest', 'Anonymous'])('%s may be one, and is told', (user_id) => {
    const seen = see(row({ user_id }))
    expect(seen.body).toMatchObject({ customer_user_id: String(user_id) })
    expect(seen.codes).toEqual(['user_id_of_nobody'])
  })
  test.each(['NA', 'nullable', 'none-42', 'unknown_user_7', 'N', 'nil-armstrong'])('%s may be one', (user_id) => {
    expect(see(row({ user_id }))).toMatchObject({ body: { customer_user_id: user_id }, codes: [] })
  })
  test.each([
    'advertising_id',
    'oaid',
    'amazon_aid',
    'imei',
    'fb_login_id',
    'app_set_id',
    'app_version',
    'bundle_identifier',
    'app_store',
    'email_hashed',
    'email',
    'phone',
    'first_name',
    'consent_data',
    'sharing_filter',
    'custom_data',
    'tcf_string',
    'app_id',
  ])('N/A as %s is told, and not sent', (field) => {
    const seen = see(row({ [field]: 'N/A' }))
    expect(seen.outcome).toBe('send')
    expect(seen.request?.body).not.toContain('N/A')
    expect(seen.findings).toContainEqual(expect.objectContaining({ code: 'placeholder_ignored', field }))
  })
  test('another name of the field counts before one that holds a placeholder', () => {
    const id = ids.appsflyerId
    expect(see(row({ appsflyer_id: 'null', af_id: id })).body['appsflyer_id']).toBe(id)
    expect(see(row({ af_id: id, appsflyer_id: 'undefined' })).codes).toEqual([])
    expect(see(row({ event_time: 'null', created_at: '2024-01-15 11:00:00' })).body['eventTime']).toBe(
      '2024-01-15 11:00:00.000',
    )
    const context = { device: { type: 'ios' }, externalId: [{ type: 'appsflyerExternalId', id }] }
    const integrations = { AppsFlyer: { appsFlyerId: 'undefined' } }
    expect(see(iosCall({}, { integrations }, context)).body['appsflyer_id']).toBe(id)
    expect(see(iosCall({}, { userId: 'null' }, { traits: { userId: 'u9' } })).body['customer_user_id']).toBe('u9')
  })
  test('no de-duplication by a placeholder: all such events would be one', () => {
    const web = { platform: 'web', event_name: 'x', user_id: 'u', dedup_id: 'null' }
    expect(see(web).body['customer_dedup_id']).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('numbers and texts that changed their form on the way', () => {
  test.each<[unknown, string | undefined]>([
    ['12345.0', '12345'],
    ['12345.00', '12345'],
    ['1.2345e4', '12345'],
    ['1.2345678901E10', '12345678901'],
    ['007.0', '007'],
    [12345, '12345'],
    ['"12345"', '12345'],
    ['"u1"', 'u1'],
    ['12345', '12345'],
    ['0012', '0012'],
    ['u1.0', 'u1.0'],
    ['1.5e10', undefined],
    ['1E5', undefined],
    [1e21, undefined],
    [Number('12345678901234567890'), undefined],
    ['12345678901234567890.0', undefined],
    ['9.007199254740993E15', undefined],
    ['12345678901234567890', '12345678901234567890'],
  ])('user id %j is %j: never another number', (user_id, id) => {
    const seen = see(row({ user_id }))
    expect(seen.body['customer_user_id']).toBe(id)
    if (id === undefined) expect(seen.codes).toEqual(['invalid_number_dropped'])
  })
  test.each(['"1700000000000-1234567890123456789"', ' 1700000000000-1234567890123456789 '])(
    'AppsFlyer id %j',
    (appsflyer_id) => {
      expect(see(row({ appsflyer_id })).body['appsflyer_id']).toBe(ids.appsflyerId)
    },
  )
})

describe('times', () => {
  const at10 = '2024-01-15 10:00:00.000'
  test.each<[unknown, string | undefined]>([
    [1705312800, at10],
    ['1705312800', at10],
    [1705312800.123, '2024-01-15 10:00:00.123'],
    [1705312800123, '2024-01-15 10:00:00.123'],
    [1705312800123456, '2024-01-15 10:00:00.123'],
    ['1705312800123456', '2024-01-15 10:00:00.123'],
    ['1705312800123456789', '2024-01-15 10:00:00.123'],
    [1705312800123456800, '2024-01-15 10:00:00.123'],
    ['1705312800123456.0', '2024-01-15 10:00:00.123'],
    ['1.7053128E9', at10],
    ['1.705312800123E12', '2024-01-15 10:00:00.123'],
    ['2024-01-15T10:00:00Z', at10],
    ['2024-01-15T11:00:00.000+01:00', at10],
    ['2024-01-15 11:00:00+01', at10],
    ['2024-01-15 10:00:00.000 +0000', at10],
    ['2024-01-15 10:00:00.000000 UTC', at10],
    ['2024-01-15T10:00:00.123456789Z', '2024-01-15 10:00:00.123'],
    ['"2024-01-15T10:00:00Z"', at10],
    ['2024-01-15', '2024-01-15 00:00:00.000'],
    ['1.7E9', undefined],
    ['20240115', undefined],
    [Number('12345678901234567'), undefined],
    ['yesterday', undefined],
    ['2024-02-30', undefined],
    ['01/15/2024', undefined],
    [0, undefined],
    [true, undefined],
    [{ seconds: 1705312800 }, undefined],
  ])('%j is %j', (event_time, time) => {
    const seen = see(row({ event_time }))
    expect(seen.body['eventTime']).toBe(time)
    expect(seen.codes.includes('invalid_timestamp_dropped')).toBe(time === undefined)
  })

  test.each<[string, string, string]>([
    ['2024-01-15 17:00:00', 'Asia/Jakarta', at10],
    ['2024-01-15T05:00:00', 'America/New_York', at10],
    ['2024-01-15 15:30:00.5', 'Asia/Kolkata', '2024-01-15 10:00:00.500'],
    ['2024-01-15', 'Asia/Jakarta', '2024-01-14 17:00:00.000'],
    ['2024-01-15 10:00:00Z', 'Asia/Jakarta', at10],
    ['2024-01-15 10:00:00 UTC', 'Asia/Jakarta', at10],
    ['2024-01-15 17:00:00+07:00', 'America/New_York', at10],
    ['1705312800', 'Asia/Jakarta', at10],
    ['2023-07-01 12:00:00', 'Europe/Berlin', '2023-07-01 10:00:00.000'],
    ['2023-12-01 12:00:00', 'Europe/Berlin', '2023-12-01 11:00:00.000'],
    // Clocks skip 02:30 on this day: as late as if they did not.
    ['2023-03-26 02:30:00', 'Europe/Berlin', '2023-03-26 01:30:00.000'],
    // Clocks show 02:30 twice: the first counts.
    ['2023-10-29 02:30:00', 'Europe/Berlin', '2023-10-29 00:30:00.000'],
    ['2023-11-05 01:30:00', 'America/New_York', '2023-11-05 05:30:00.000'],
    ['2023-11-05 02:30:00', 'America/New_York', '2023-11-05 07:30:00.000'],
  ])('%s in %s is %s', (event_time, time_zone, time) => {
    expect(see(row({ event_time }), stream({ time_zone })).body['eventTime']).toBe(time)
    const columns = [{ column: 'user_id', field: 'customer_user_id' }]
    expect(see(row({ event_time }), stream({ time_zone, columns })).body['eventTime']).toBe(time)
  })

  test.each([
    'timestamp',
    'occurred_at',
    'created_at',
    'original_timestamp',
    'eventTime',
    'EVENT TIME',
    'Event-Time',
    'OccurredAt',
    'CREATED_AT',
    'event_time',
  ])('the column %s is one', (column) =>
    expect(see(row({ event_time: null, [column]: 1705312800 })).body['eventTime']).toBe(at10),
  )
  test.each(['event_timestamp_ms', 'purchaseDate', 'time', 'created', 'event_timestamp', 'ts', 'date', 'sent_at'])(
    'the column %s is none: that is told, and the column named',
    (column) => {
      const { findings, body } = see(row({ event_time: null, [column]: 1705312800 }))
      expect(body['eventTime']).toBeUndefined()
      expect(findings).toEqual([
        expect.objectContaining({ code: 'missing_event_time', message: expect.stringContaining(`${column}?`) }),
      ])
    },
  )
  test.each([
    ['late', 1700000000, 'late_event'],
    ['future', 1805312800, 'future_event'],
    ['unreadable', 'yesterday', 'invalid_timestamp_dropped'],
    ['a date as a number', 20240115, 'invalid_timestamp_dropped'],
  ])('late_events: reject holds back what is %s', (_title, event_time, code) => {
    expect(see(row({ event_time }))).toMatchObject({ outcome: 'send', codes: [code] })
    expect(see(row({ event_time }), { configuration: { late_events: 'reject' } })).toMatchObject({
      outcome: 'reject',
      codes: [code],
    })
  })
})

describe('names', () => {
  test.each([
    { name: 'John Smith' },
    { Name: '#9999' },
    { NAME: 'x' },
    { event_type: 'signup' },
    { action: 'x' },
    { type: 'RENEWAL' },
  ])('%j is no event name', (columns) => {
    expect(see(row({ event_name: null, ...columns })).codes).toEqual(['missing_event_name'])
  })
  test.each(['event_name', 'eventName', 'EVENT_NAME', 'Event Name', 'event', 'EVENT'])('%s is one', (column) => {
    expect(see(row({ event_name: null, [column]: 'x' })).body['eventName']).toBe('x')
  })
  test.each(['id', 'ID', 'order_id', 'uuid'])('%s is no de-duplication id', (column) => {
    const web = { platform: 'web', event_name: 'x', user_id: 'u', event_time: '2024-01-15 10:00:00' }
    expect(see({ ...web, [column]: '77' }).body['customer_dedup_id']).toMatch(/^[0-9a-f]{64}$/)
  })
  test.each(['dedup_id', 'message_id', 'customer_dedup_id', 'customerDedupId', 'messageId'])('%s is one', (column) => {
    const web = { platform: 'web', event_name: 'x', user_id: 'u', event_time: '2024-01-15 10:00:00' }
    expect(see({ ...web, [column]: '77' }).body['customer_dedup_id']).toBe('77')
  })

  test.each<[string, object, object[]]>([
    ['the column type is mapped', { type: 'track' }, [{ column: 'type', field: 'event_name' }]],
    ['other columns are', { type: 'page', kind: 'track' }, [{ column: 'kind', field: 'event_name' }]],
    [
      'flat columns of an event beside it',
      { type: 'track', userId: 'u', messageId: 'm', kind: 'track' },
      [{ column: 'kind', field: 'event_name' }],
    ],
    ['identify', { type: 'identify', kind: 'track' }, [{ column: 'kind', field: 'event_name' }]],
    ['no mapping, but ids in columns', { type: 'track', event_name: 'track' }, []],
  ])('a row with a column type is a row: %s', (_title, columns, mapping) => {
    const seen = see(row({ event_name: null, ...columns }), stream({ columns: mapping }))
    expect(seen.body).toMatchObject({ eventName: 'track', appsflyer_id: ids.appsflyerId })
  })
  test('an event with a mapping is an event', () => {
    const seen = see(iosCall({ af: ids.appsflyerId }, { integrations: {} }), mapped('af', 'appsflyer_id'))
    expect(seen.body).toMatchObject({ eventName: 'Level Finished', appsflyer_id: ids.appsflyerId })
    expect(see({ type: 'identify', userId: 'u', traits: {} }, mapped('af')).codes).toEqual(['not_an_event'])
  })

  // Lengths are counted in UTF-16 units (the stricter reading of "characters").
  test.each([
    ['a'.repeat(65), 'a'.repeat(64)],
    ['😀'.repeat(40), '😀'.repeat(32)],
    [`a${'😀'.repeat(40)}`, `a${'😀'.repeat(31)}`],
    ['é'.repeat(64), 'é'.repeat(64)],
  ])('a web name %s is cut to 64 units, in front of a character', (event_name, name) => {
    expect(see({ platform: 'web', user_id: 'u', event_name }).body['event_name']).toBe(name)
  })
  test('a mobile name of 23 emoji is above 45 units', () => {
    expect(see(row({ event_name: '😀'.repeat(23) })).codes).toEqual(['event_name_long'])
    expect(see(row({ event_name: '😀'.repeat(22) })).codes).toEqual([])
    expect(see(row({ event_name: '😀'.repeat(51) })).body['eventName']).toBe('😀'.repeat(50))
  })
})
