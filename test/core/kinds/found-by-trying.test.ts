import { androidApp, findingOf, ids, iosApp, iosCall, iosRow, see, webApp, webCall } from '../prepare-fixtures'

/** Records that somebody tried in order to break the promise, and what is right of each. */

const stream = (settings: object) => ({ configuration: { streams: [{ stream: 's', ...settings }] }, stream: 's' })

test('a filter on a column of any depth does not throw', () => {
  const deep = JSON.parse('['.repeat(40_000) + ']'.repeat(40_000))
  expect(see(iosRow({ status: deep }), stream({ where: [{ column: 'status', is: 'x' }] })).outcome).toBe('skip')
})

test.each([
  ['yes', 'true', 'send'],
  ['yes', 't', 'send'],
  ['no', 'true', 'skip'],
  ['false', 'N', 'send'],
  ['x', 'true', 'skip'],
])('a filter for %s meets %s: %s', (is, paid, outcome) => {
  expect(see(iosRow({ paid }), stream({ where: [{ column: 'paid', is }] })).outcome).toBe(outcome)
})

describe("a user's no wins over another column's yes", () => {
  test.each([
    { ad_tracking_enabled: true, aie: false },
    { aie: true, ad_tracking_enabled: false },
    { is_lat: false, lat_enabled: true },
    { ad_tracking_enabled: true, context_device_ad_tracking_enabled: false },
    { att_status: 3, att: 2 },
    { att: 'denied', att_status: 'authorized' },
  ])('%j', (columns) => {
    const seen = see(iosRow(columns))
    expect(seen.codes).toContain('advertising_id_withheld')
    expect(seen.body).not.toHaveProperty('idfa')
  })
  test.each([{ ad_tracking_enabled: false }, { limit_ad_tracking: true }, { adTrackingEnabled: 'no' }])(
    'among the properties of an event: %j',
    (properties) => {
      const seen = see(iosCall(properties))
      expect(seen.codes).toContain('advertising_id_withheld')
      expect(seen.values).toEqual({})
    },
  )
})

test('a package that is configured names its app', () => {
  const second = { ...androidApp, app_id: 'com.example.two' }
  const configuration = { apps: [androidApp, second, iosApp] }
  const row = { ...iosRow({ platform: 'android', idfa: null, bundle_id: 'com.example.two' }) }
  expect(see(row, { configuration }).request?.appId).toBe('com.example.two')
  expect(see({ ...row, bundle_id: 'com.example.other' }, { configuration }).request?.appId).toBe('com.example.app')
})

test.each(['currency_code', 'currencyCode'])('%s beside the amount is its currency', (name) => {
  const configuration = { defaults: { currency: 'USD' } }
  const seen = see(iosCall({ revenue: 48, [name]: 'JPY' }, { event: 'Order Completed' }), { configuration })
  expect(seen.body['eventCurrency']).toBe('JPY')
})

test('a call without properties has what stands beside its envelope', () => {
  const { properties: _none, ...call } = iosCall()
  const seen = see({ ...call, event: 'donation', revenue: 48, currency: 'EUR', plan: 'gold' })
  expect(seen.values).toEqual({ af_revenue: '48', af_currency: 'EUR', plan: 'gold' })
})

test('a row of the type group with an event is a row', () => {
  const row = { type: 'group', event: 'booking', user_id: 'u1', event_time: '2024-01-15 10:00:00', revenue: 48 }
  const seen = see({ ...row, currency: 'EUR' }, { configuration: { apps: [webApp] } })
  expect(seen.body).toMatchObject({ event_name: 'booking', event_revenue: 48 })
})

test.each(['Order Placed', 'checkout_completed'])('%s without revenue is told', (event) =>
  expect(see(iosCall({ total: 48 }, { event })).codes).toContain('purchase_without_revenue'),
)

test.each(['OrderCompleted', 'order-completed', 'ORDER_COMPLETED', 'order.completed'])(
  '%s is Order Completed',
  (event) => {
    const seen = see(iosCall({ total: 48, currency: 'EUR', orderId: 'o-1' }, { event }))
    expect(seen.body['eventName']).toBe('af_purchase')
    expect(seen.values).toMatchObject({ af_revenue: '48', af_order_id: 'o-1' })
  },
)

test.each([
  iosRow({ INTEGRATIONS: '{"All":false}' }),
  iosRow({ Integrations: { AppsFlyer: false } }),
  iosRow({ context_integrations: '{"All":false}' }),
  iosCall({}, { integrations: undefined }, { integrations: { AppsFlyer: false } }),
])('a switch in any spelling: %j', (record) => expect(see(record).codes).toEqual(['excluded_by_source']))

test('no finding holds what a key gives away', () => {
  const keys = { DE89370400440532013000: 1, 'jane@okaxis': 'y' }
  const text = JSON.stringify(see(iosCall(keys)).findings)
  for (const key of Object.keys(keys)) expect(text).not.toContain(key)
  const row = iosRow({ event_time: null, first_name: 'Jane', last_name: 'Doe', 'Jane Doe created at': '2024-01-15' })
  expect(findingOf(see(row), 'missing_event_time').message).not.toMatch(/Jane|Doe/)
  expect(JSON.stringify(see(iosRow({ 'is_test\ud800': true })).findings).isWellFormed()).toBe(true)
})

test("personal data in a page's query goes", () => {
  const url = 'https://example.com/t?phone=2133734253&firstname=Jane&iban=DE89370400440532013000&plan=gold'
  const seen = see(webCall({}, {}, { page: { url } }))
  expect(seen.body['event_url']).toBe('https://example.com/t?phone=removed&firstname=removed&iban=removed&plan=gold')
  expect(seen.codes).toContain('personal_data_removed')
})

test.each([
  ...['cardholder', 'card_holder', 'name_on_card', 'ship_to_name', 'nameLast', 'contact_person', 'recipient', 'mob_no'],
  ...['fornavn', 'förnamn', 'sukunimi', 'příjmení', 'όνομα', 'τηλέφωνο', 'ชื่อ', 'тел', 'puhelin', 'טלפון'],
])('%s is personal', (key) => expect(see(iosCall({ [key]: '9876543210' })).values).toEqual({}))

test('an id that lost its digits is left out', () => {
  const seen = see(iosCall({ order_id: '1.23457E+15', revenue: 1, currency: 'EUR' }, { event: 'Order Completed' }))
  expect(seen.values).not.toHaveProperty('af_order_id')
  expect(findingOf(seen, 'invalid_number_dropped').field).toBe('event_values.af_order_id')
  expect(see(iosCall({ products: [{ product_id: '1.23457E+15' }] })).codes).toEqual(['product_without_id'])
})

test('a currency in quotes is that currency', () => {
  expect(see(iosRow({ revenue: 48, currency: '"EUR"' })).body['eventCurrency']).toBe('EUR')
})

test.each([
  ['202401151000', '2024-01-15 10:00:00.000'],
  ['20240115100007', '2024-01-15 10:00:07.000'],
  [20240115100007, '2024-01-15 10:00:07.000'],
  ['20240230100000', undefined],
])('a time in digits: %j', (event_time, time) => expect(see(iosRow({ event_time })).body['eventTime']).toBe(time))

test('an empty list of products gives way to the items', () => {
  const items = [{ item_id: 'a', price: 1, quantity: 2 }]
  expect(see(iosCall({ products: [], items })).values).toEqual({
    af_content_id: ['a'],
    af_quantity: [2],
    af_price: [1],
  })
})

test.each(['Fire TV', 'firetv'])('%s is Android', (platform) =>
  expect(see(iosRow({ platform, idfa: null })).request?.appId).toBe(androidApp.app_id),
)

test('blanks between numbers are looked at quickly', () => {
  const blanks = `1.11111111${' '.repeat(4_900)}`
  const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`k${index}`, blanks]))
  expect(see(iosCall(many, {}, { device: { type: 'ios', id: ids.idfv } })).outcome).toBe('send')
})

describe('two amounts that differ are told', () => {
  test.each([
    iosRow({ revenue: 0, af_revenue: 48, currency: 'EUR' }),
    iosRow({ revenue: 0, event_values: { af_revenue: 48 }, currency: 'EUR' }),
    iosRow({ event_revenue: 20, af_revenue: 10, currency: 'EUR' }),
    iosCall({ revenue: 48, af_revenue: 50, currency: 'EUR' }),
  ])('%j', (record) => expect(see(record).codes).toContain('revenue_conflict'))
  test.each([
    iosRow({ revenue: 48, af_revenue: '48.00', currency: 'EUR' }),
    iosCall({ revenue: 48, af_revenue: '48.0', currency: 'EUR' }),
  ])('the same is not: %j', (record) => expect(see(record).codes).toEqual([]))
})

test('a visit that is an event is told', () => {
  const row = { event_url: 'https://example.com/', user_id: 'u', event_name: 'purchase', app_id: webApp.app_id }
  expect(see(row, stream({ send_as: 'web_visit' })).codes).toContain('visit_carries_event')
  expect(see(webCall({}, { type: 'page' })).codes).not.toContain('visit_carries_event')
})

describe("another person's phone number in a page's address takes nothing else away", () => {
  test.each([
    ['q=%2B49%20170%207654321', 'q=removed'],
    ['q=%2B49%20(170)%207654321', 'q=removed'],
    ['q=0049+170+7654321', 'q=removed'],
    ['access_token=abc', 'access_token=removed'],
    ['session-id=abc&b=2', 'session-id=removed&b=2'],
  ])('%s', (query, redacted) => {
    const seen = see(webCall({}, { type: 'page' }, { page: { url: `https://www.example.com/x?${query}&a=1` } }))
    expect(seen.body['event_url']).toBe(`https://www.example.com/x?${redacted}&a=1`)
    expect(seen.codes).toEqual(['personal_data_removed'])
  })
})

test.each([
  ...['+ 49 170 1234567', '00 49 170 1234567', '0049 1701234567', '+\u200b49 170 1234567', '+49\u200b170\u200b1234567'],
  ...['+44·1632·960961', '+\u202a441632960961', '+44\u202a1632960961', '﹢441632960961', '011 44 1632 960961'],
  ...['+49_170_1234567', 'call+491701234567', '0043 1 1234567', '001 213 373 4253', '\u202a+491701234567\u202c'],
])('%j is a phone number in a text, and is taken out', (note) => {
  const seen = see(iosRow({ note }))
  expect([seen.values, seen.codes]).toEqual([{}, ['personal_data_removed']])
})

test.each([
  ...['sku+12345678', 'v1+20261121', 'part 00123-45-6789', 'C++ 2026112100', 'x + 1234567890', '0012345678901'],
  ...['id 004917012345', '00-12-2026', 'UTC+1 2026-11-27', '+2 1000 000 points', '011-22-33'],
])('%j is none, and stays', (note) => {
  const seen = see(iosRow({ note }))
  expect([seen.values, seen.codes]).toEqual([{ note }, []])
})

test.each(['+ 49 170 1234567', '00 49 170 1234567', '+49_170_1234567', '\u202a+491701234567\u202c', "'+491701234567"])(
  '%j is a phone number in its field',
  (phone) => {
    const plain = see(iosRow({ phone: '+491701234567' }))
    expect(see(iosRow({ phone })).body).toEqual(plain.body)
  },
)

test.each(['0049 170 7654321', '0049-170-7654321', 'call 0033 (0) 1 23 45 67 89'])('%s is a phone number', (note) =>
  expect(see(iosRow({ note })).values).toEqual({}),
)

test.each([
  '0049170',
  '00-17',
  '00000000-0010-4000-8000-000000000000',
  '2024-01-15T10:00:00 001',
  '1.00 12 34',
  'SKU00123 45 67',
])('%s is none', (note) => expect(see(iosRow({ note })).values).toEqual({ note }))
