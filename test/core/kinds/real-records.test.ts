import { androidApp, ids, iosApp, see, webApp } from '../prepare-fixtures'

/** Records as people really have them, each a situation that went wrong somewhere; all ids and values are invented. */

const install = ids.appsflyerId
const at10 = '2024-01-15 10:00:00.000'
const ms10 = 1705312800000
const segment = (changes: object = {}, context: object = {}) => ({
  type: 'track',
  event: 'Order Completed',
  messageId: 'm1',
  userId: 'u1',
  timestamp: '2024-01-15T10:00:00Z',
  context: {
    device: { type: 'ios', id: ids.idfv },
    os: { name: 'iOS', version: '17.5' },
    ip: '203.0.113.7',
    userAgent: 'x/1',
    ...context,
  },
  integrations: { AppsFlyer: { appsFlyerId: install } },
  properties: { revenue: 10, currency: 'EUR', order_id: 'O1' },
  ...changes,
})
const row = (columns: object = {}) => ({
  appsflyer_id: install,
  event_name: 'af_purchase',
  platform: 'android',
  advertising_id: ids.gaid,
  revenue: '5',
  currency: 'EUR',
  event_time: '2024-01-15 10:00:00',
  ip: '203.0.113.7',
  user_agent: 'x/1',
  ...columns,
})
const streamed = (mapping: object, others: object = {}) => ({
  configuration: { streams: [{ stream: 's', ...mapping }], ...others },
  stream: 's',
})
const columnsOf = (columns: Record<string, string | [string, string]>) =>
  Object.entries(columns).map(([column, field]) =>
    typeof field === 'string' ? { column, field } : { column, field: field[0], unit: field[1] },
  )

describe('money', () => {
  test('the body of AppsFlyer itself, kept in a table (mobile v3 OpenAPI)', () => {
    const body = {
      appsflyer_id: install,
      platform: 'android',
      eventName: 'af_purchase',
      eventCurrency: 'EUR',
      eventTime: at10,
    }
    for (const eventValue of [
      '{"af_revenue":"29.99","af_currency":"EUR"}',
      { af_revenue: '29.99', af_currency: 'EUR' },
    ]) {
      const seen = see({ ...body, eventValue })
      expect(seen.body).toMatchObject({ eventName: 'af_purchase', eventCurrency: 'EUR', eventTime: at10 })
      expect(seen.values).toEqual({ af_revenue: '29.99', af_currency: 'EUR' })
    }
  })
  test('raw data that was pushed to a table', () => {
    const pushed = {
      app_id: iosApp.app_id,
      platform: 'ios',
      device_type: 'iPhoneXR',
      appsflyer_id: install,
      event_name: 'af_purchase',
      event_value: '{"af_revenue":"9.99"}',
      event_revenue: '9.99',
      event_revenue_currency: 'EUR',
      event_time: at10,
      is_lat: null,
    }
    expect(see(pushed).values).toEqual({ af_revenue: '9.99', af_currency: 'EUR' })
  })
  test('Snowflake writes all columns in capitals', () => {
    const columns = { APPSFLYER_ID: install, PLATFORM: 'ANDROID', EVENT_TIME: '2024-01-15 10:00:00.000 +0000' }
    const own = see({
      ...columns,
      EVENT_NAME: 'af_purchase',
      AF_REVENUE: '12.50',
      AF_CURRENCY: 'EUR',
      AF_CONTENT_ID: 'sku1',
    })
    expect(own.values).toEqual({ af_revenue: '12.5', af_currency: 'EUR', af_content_id: 'sku1' })
    const spec = see({ ...columns, EVENT_NAME: 'order_completed', TOTAL: '15.00', CURRENCY: 'EUR', ORDER_ID: 'O1' })
    expect(spec.values).toMatchObject({ af_revenue: '15', af_order_id: 'O1' })
    expect([own.body['eventTime'], spec.body['eventTime']]).toEqual([at10, at10])
  })
  test.each([
    ['yen without a currency', row({ currency: null, revenue: 5000 }), 'revenue_without_currency'],
    [
      'a refund without an amount',
      segment({ event: 'order refunded', properties: { order_id: 'O1', products: [{ sku: 'p', quantity: 1 }] } }),
      'purchase_without_revenue',
    ],
    ['an order of Shopify', row({ event_name: 'purchase', revenue: null, total_price: '243.00' }), 'amount_not_mapped'],
    [
      'a product without a price',
      segment({ properties: { revenue: 30, currency: 'USD', products: [{ sku: 'a', price: 10 }, { sku: 'b' }] } }),
      'price_list_dropped',
    ],
    ['a hash in base64', row({ email_hashed: 'hV+W6YPx+Oi+lEaStvcZ/VQymCbLYumAFe/uji4HHdQ=' }), 'invalid_hash_dropped'],
    ['micros that nobody divided', row({ revenue: null, price_amount_micros: '9990000' }), 'amount_not_mapped'],
  ])('%s is sent, and told', (_title, record, code) => {
    const seen = see(record)
    expect(seen.outcome).toBe('send')
    expect(seen.codes).toContain(code)
    expect(seen.values['af_price']).toBeUndefined()
  })
  test("GA4's names in a tag manager", () => {
    const properties = {
      value: 29.99,
      currency: 'BRL',
      transaction_id: 'T1',
      items: [{ item_id: 'a', price: 29.99, quantity: 1 }],
    }
    expect(see(segment({ event: 'purchase', properties })).values).toEqual({
      af_revenue: '29.99',
      af_currency: 'BRL',
      af_order_id: 'T1',
      af_receipt_id: 'T1',
      af_content_id: ['a'],
      af_price: [29.99],
      af_quantity: [1],
    })
  })
  test("the first version of Segment's spec, with a coupon", () => {
    const properties = { orderId: 'O1', total: 30, currency: 'USD', coupon: 'SUMMER10' }
    const seen = see(segment({ event: 'Completed Order', properties }))
    expect(seen.body['eventName']).toBe('af_purchase')
    expect(seen.values).toMatchObject({ af_revenue: '30', af_order_id: 'O1', af_coupon_code: 'SUMMER10' })
  })
  test.each([
    [
      'App Store Server Notifications: thousandths',
      { price: 12990, currency: 'USD' },
      { price: ['revenue', 'milli'] },
      '12.99',
    ],
    [
      'Google Play: micros',
      { price_amount_micros: '9990000', price_currency_code: 'EUR' },
      { price_amount_micros: ['revenue', 'micro'], price_currency_code: 'currency' },
      '9.99',
    ],
    ['Stripe: cents', { amount: 1099, currency: 'usd' }, { amount: ['revenue', 'minor'] }, '10.99'],
    ['Stripe: yen', { amount: 1099, currency: 'jpy' }, { amount: ['revenue', 'minor'] }, '1099'],
  ] satisfies [string, object, Record<string, string | [string, string]>, string][])(
    '%s',
    (_title, columns, mapping, revenue) => {
      const { revenue: _none, ...rest } = row(columns)
      expect(see(rest, streamed({ columns: columnsOf(mapping) })).values['af_revenue']).toBe(revenue)
    },
  )
  test('GA4 in BigQuery: dollars beside a local currency, microseconds', () => {
    const exported = {
      event_name: 'in_app_purchase',
      event_timestamp: 1705312800123456,
      platform: 'IOS',
      user_id: 'u1',
      af: install,
      event_value_in_usd: 9.99,
      currency: 'JPY',
    }
    const mapping = { event_timestamp: 'event_time', af: 'appsflyer_id', event_value_in_usd: 'revenue' }
    const seen = see(exported, streamed({ columns: columnsOf(mapping) }))
    expect(seen.values).toEqual({ af_revenue: '9.99', af_currency: 'USD' })
    expect(seen.body['eventTime']).toBe('2024-01-15 10:00:00.123')
  })
})

describe('which app', () => {
  test.each([
    ['PLAY_STORE', androidApp.app_id],
    ['GOOGLE_PLAY_STORE', androidApp.app_id],
    ['APP_STORE', iosApp.app_id],
    ['STRIPE', undefined],
  ])('RevenueCat, store %s', (store, app) => {
    const renewal = {
      type: 'RENEWAL',
      af: install,
      store,
      user_id: 'u1',
      price_in_purchased_currency: 4.99,
      currency: 'USD',
      event_timestamp_ms: ms10,
    }
    const columns = columnsOf({
      af: 'appsflyer_id',
      store: 'platform',
      type: 'event_name',
      price_in_purchased_currency: 'revenue',
      event_timestamp_ms: 'event_time',
    })
    const seen = see(renewal, streamed({ columns }))
    expect(seen.request?.appId).toBe(app)
    if (app === undefined) expect(seen.codes).toEqual(['unknown_platform'])
    else expect(seen.body).toMatchObject({ eventName: 'RENEWAL', eventTime: at10, customer_user_id: 'u1' })
  })
  test('RevenueCat, the whole webhook by paths, without its sandbox', () => {
    const event = {
      type: 'INITIAL_PURCHASE',
      app_id: '1234567890',
      app_user_id: 'u1',
      currency: 'JPY',
      price: 4.99,
      price_in_purchased_currency: 750,
      environment: 'PRODUCTION',
      event_timestamp_ms: ms10,
      subscriber_attributes: { $appsflyerId: { value: install } },
    }
    const mapping = {
      send_as: 'mobile_event',
      app_id: iosApp.app_id,
      columns: columnsOf({
        'event.type': 'event_name',
        'event.price_in_purchased_currency': 'revenue',
        'event.currency': 'currency',
        'event.subscriber_attributes.$appsflyerId.value': 'appsflyer_id',
        'event.event_timestamp_ms': 'event_time',
      }),
      where: [{ column: 'event.environment', is_not: 'SANDBOX' }],
    }
    const seen = see({ event, api_version: '1.0' }, streamed(mapping))
    expect(seen.body).toMatchObject({
      eventName: 'INITIAL_PURCHASE',
      appsflyer_id: install,
      eventTime: at10,
      eventCurrency: 'JPY',
    })
    expect(seen.values['af_revenue']).toBe('750')
    expect(see({ event: { ...event, environment: 'SANDBOX' } }, streamed(mapping)).codes).toEqual(['filtered_out'])
    const { where: _none, ...unfiltered } = mapping
    expect(see({ event: { ...event, environment: 'SANDBOX' } }, streamed(unfiltered)).codes).toContain('test_record')
  })
  test("RevenueCat's own app_id column loses to the stream's", () => {
    const flat = { app_id: 'app1a2b3c4d5e', type: 'INITIAL_PURCHASE', af: install, price: 4.99, currency: 'USD' }
    const columns = columnsOf({ af: 'appsflyer_id', type: 'event_name', price: 'revenue' })
    expect(see(flat, streamed({ send_as: 'mobile_event', app_id: iosApp.app_id, columns })).request?.appId).toBe(
      iosApp.app_id,
    )
  })
  test("Unity's operating system as a platform", () => {
    expect(see(row({ platform: 'Android OS 11 / API-30 (RP1A.200720)', user_id: 'u1' })).request?.appId).toBe(
      androidApp.app_id,
    )
  })
  test.each<[string, object, string | undefined]>([
    ["a server's call with an install's id", { context: { ip: '203.0.113.7' } }, undefined],
    [
      'an old library, an advertising id without a platform',
      { context: { device: { advertisingId: '159358' } } },
      undefined,
    ],
    [
      'an iPhone by maker and model',
      { context: { device: { manufacturer: 'Apple', model: 'iPhone14,2', advertisingId: ids.idfa } } },
      iosApp.app_id,
    ],
    [
      'a Mac',
      { context: { device: { type: 'macos', id: ids.idfv }, os: { name: 'macOS', version: '14.1' } } },
      iosApp.app_id,
    ],
    [
      'a screen with a page',
      { type: 'screen', name: 'Home', context: { os: { name: 'iOS' }, page: { url: 'https://x.example' } } },
      iosApp.app_id,
    ],
    [
      'a page within an Android app',
      { type: 'page', name: 'home', context: { os: { name: 'android' }, page: { url: 'https://x.example/' } } },
      androidApp.app_id,
    ],
  ])('%s', (_title, changes, app) => {
    const seen = see(segment(changes))
    expect(seen.request?.appId).toBe(app)
    if (app === undefined) expect(seen.codes).toEqual(['unknown_platform'])
  })
  test('RudderStack: a page of an Android app, one app on v2', () => {
    const configuration = { apps: [{ ...androidApp, api_version: 'v2' }, webApp] }
    const page = {
      type: 'page',
      name: 'home',
      context: {
        externalId: [{ type: 'appsflyerExternalId', id: install }],
        os: { name: 'android', version: '14' },
        page: { url: 'https://x.example/' },
      },
      integrations: {},
      properties: { path: '/' },
    }
    expect(see(segment(page), { configuration })).toMatchObject({
      body: { eventName: 'Viewed home Page', os: '14' },
      values: { path: '/' },
    })
  })
  test("Segment's own table", () => {
    const table = {
      id: 'm1',
      event: 'order_completed',
      event_text: 'Order Completed',
      user_id: 'u1',
      context_device_type: 'android',
      context_device_advertising_id: ids.gaid,
      context_os_version: '14',
      context_ip: '203.0.113.7',
      appsflyer_id: install,
      revenue: 10,
      currency: 'EUR',
      timestamp: '2024-01-15 10:00:00',
    }
    const seen = see(table)
    expect(seen.body).toMatchObject({
      eventName: 'af_purchase',
      advertising_id: ids.gaid,
      os: '14',
      ip: '203.0.113.7',
      customer_user_id: 'u1',
    })
    expect(seen.values).toEqual({ af_revenue: '10', af_currency: 'EUR' })
  })
})

describe('not to be sent', () => {
  test.each<[string, object, string]>([
    ['a device has sent it already', segment({ integrations: { AppsFlyer: false } }), 'excluded_by_source'],
    [
      'nobody is to get it',
      segment({ integrations: { All: false } }, { externalIds: [{ type: 'appsflyer', id: install }] }),
      'excluded_by_source',
    ],
    [
      'a cancelled order of a synced table',
      row({ _fivetran_deleted: true, _fivetran_synced: '2024-01-15T10:10:00Z' }),
      'deleted_row',
    ],
  ])('%s', (_title, record, code) => expect(see(record)).toMatchObject({ outcome: 'skip', codes: [code] }))
})

describe('reading', () => {
  test('the number of an order is no event name, nor is a person', () => {
    const order = {
      id: 820982911946154500,
      name: '#9999',
      appsflyer_id: install,
      platform: 'android',
      total_price: '243.00',
      currency: 'USD',
      created_at: '2024-01-15T12:00:00+02:00',
    }
    expect(see(order)).toMatchObject({
      outcome: 'reject',
      codes: expect.arrayContaining(['missing_event_name', 'amount_not_mapped']),
    })
    expect(see({ ...order, name: 'John Smith' }).codes).toContain('missing_event_name')
  })
  test('no column is called like a time', () => {
    expect(see(row({ event_time: null, event_timestamp_ms: ms10 })).codes).toEqual(['missing_event_time'])
  })
  test('local times of a stream', () => {
    const local = row({ event_time: '2024-01-15 17:00:00' })
    expect(see(local, streamed({ time_zone: 'Asia/Jakarta' }))).toMatchObject({ body: { eventTime: at10 }, codes: [] })
    expect(see(local, streamed({})).codes).toEqual(['future_event'])
  })
  test('an id asked for before the SDK was ready', () => {
    expect(see(row({ appsflyer_id: 'undefined' }))).toMatchObject({
      outcome: 'reject',
      codes: ['placeholder_ignored', 'missing_appsflyer_id'],
    })
  })
  test('a user who logged out', () => {
    const seen = see(row({ user_id: 'null' }))
    expect([seen.outcome, seen.codes, seen.body['customer_user_id']]).toEqual([
      'send',
      ['placeholder_ignored'],
      undefined,
    ])
  })
  test.each([
    { integrations: { AF: { af_uid: install } } },
    {
      integrations: {},
      context: { device: { type: 'ios' }, externalId: [{ type: 'appsflyerExternalId', value: install }] },
    },
  ])('RudderStack: the id in %j', (changes) => {
    expect(see(segment(changes)).body['appsflyer_id']).toBe(install)
  })
  test.each([
    [
      'a user among the traits',
      segment({ userId: undefined }, { traits: { userId: 'u9' } }),
      { customer_user_id: 'u9' },
    ],
    [
      'a screen by its event',
      segment({ type: 'screen', event: 'MainActivity' }),
      { eventName: 'Viewed MainActivity Screen' },
    ],
    ['the address of the request', segment({ request_ip: '203.0.113.9' }, { ip: undefined }), { ip: '203.0.113.9' }],
    [
      'an address among the properties',
      segment({ properties: { ip: '203.0.113.9' } }, { ip: undefined }),
      { ip: '203.0.113.9' },
    ],
  ])('%s', (_title, record, body) => {
    const seen = see(record)
    expect(seen.body).toMatchObject(body)
    expect(seen.values['ip']).toBeUndefined()
  })
})

describe('devices, consent, addresses', () => {
  test.each([{}, { adTrackingEnabled: false }])('a denied ATT beside %j', (more) => {
    const device = { type: 'ios', id: ids.idfv, advertisingId: ids.idfa, trackingStatus: 'denied', ...more }
    const { body } = see(segment({}, { device }))
    expect([body['att'], body['aie'], body['idfa'], body['idfv']]).toEqual([2, undefined, undefined, ids.idfv])
  })
  test('an ATT of -1, and a no of Postgres', () => {
    const att = see(row({ platform: 'ios', idfa: ids.idfa, os_version: '17', att_status: -1 }))
    expect([att.body['att'], att.body['idfa'], att.codes.includes('invalid_tracking_dropped')]).toEqual([
      undefined,
      undefined,
      true,
    ])
    expect(see(row({ ad_tracking_enabled: 'f' }))).toMatchObject({
      body: { aie: false },
      codes: ['advertising_id_withheld'],
    })
  })
  test('a GAID without dashes', () => {
    expect(see(row({ advertising_id: ids.gaid.replaceAll('-', '') }))).toMatchObject({
      body: { advertising_id: ids.gaid },
      codes: ['device_id_mended'],
    })
  })
  test('an app set id in a text column', () => {
    const id = { scope: 1, id: ids.gaid }
    expect(see(row({ app_set_id: JSON.stringify(id) })).body['app_set_id']).toEqual(id)
  })
  const manual = { gdpr_applies: true, ad_user_data_enabled: true, ad_personalization_enabled: true }
  const tcf = { policy_version: 1, gdpr_applies: 0, cmp_sdk_id: 1, cmp_sdk_version: 1, tcstring: 'string' }
  test.each([
    [{ tcf }, { tcf }],
    [
      { manual: { gdpr_applies: 'true', ad_user_data_enabled: 'true', ad_personalization_enabled: 'true' } },
      { manual },
    ],
  ])("consent where Segment's page puts it: %j", (consent_data, consent) => {
    expect(
      see(segment({ integrations: { AppsFlyer: { appsFlyerId: install }, consent_data } })).body['consent_data'],
    ).toEqual(consent)
  })
  test('consent in three columns', () => {
    expect(see(row(manual)).body['consent_data']).toEqual({ manual })
  })
  test.each([
    ['203.0.113.7, 10.0.0.1', '203.0.113.7', []],
    ['0.0.0.0', undefined, ['private_ip_dropped']],
  ])('ip %s', (ip, address, codes) => {
    const seen = see(row({ ip }))
    expect([seen.body['ip'], seen.codes]).toEqual([address, codes])
  })
  test.each([
    ['https://x.example/ bad', 'https://x.example/%20bad'],
    ['https://x.example/<a>', 'https://x.example/%3Ca%3E'],
    ['https://x.example/\u0001', 'https://x.example/'],
    ['https://user:pw@x.example/', 'https://x.example/'],
  ])('the page %j', (url, address) => {
    const visit = { type: 'page', userId: 'u', context: { page: { url } } }
    expect(see(visit).body['event_url']).toBe(address)
    expect(see({ event_name: 'x', platform: 'web', user_id: 'u', url }).body['event_url']).toBe(address)
  })
  test('lengths are counted one way', () => {
    const web = { platform: 'web', event_name: 'x', user_id: 'u' }
    expect(see({ ...web, user_id: '😀'.repeat(33) }).codes).toContain('customer_user_id_too_long')
    expect(see({ ...web, event_name: '😀'.repeat(64) }).body['event_name']).toBe('😀'.repeat(32))
  })
})
