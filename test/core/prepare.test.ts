import { prepare } from '../../src/core/prepare'
import { configure, iosCall, iosRow, keys, nowMs, see } from './prepare-fixtures'

test('a purchase from Segment, whole', () => {
  const purchase = {
    type: 'track',
    event: 'Order Completed',
    messageId: 'message-1',
    userId: 'user-1',
    timestamp: '2024-01-15T10:00:00.123Z',
    integrations: { AppsFlyer: { appsFlyerId: '1700000000000-1234567' } },
    context: {
      device: { type: 'ios', id: 'c0d5d5a0-1111-4222-8333-444455556666', attTrackingStatus: 'authorized' },
      os: { name: 'iOS', version: '17.4.1' },
      ip: '203.0.113.7',
      userAgent: 'Example/1.0',
      traits: { email: 'John_Smith@gmail.com ', phone: '+1 213 373 4253' },
    },
    properties: {
      order_id: 'o-1',
      revenue: '48.00',
      currency: 'usd',
      products: [{ sku: 's', quantity: 2, price: 24 }],
    },
  }
  expect(prepare({ data: purchase }, configure(), nowMs)).toEqual({
    outcome: 'send',
    request: {
      endpoint: 'mobile_v3',
      appId: 'id123456789',
      method: 'POST',
      url: 'https://api3.appsflyer.com/inappevent/id123456789',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/plain',
        authentication: keys.ios,
      },
      body: expect.any(String),
    },
    findings: [expect.objectContaining({ code: 'event_renamed' })],
    worth: {
      appId: 'id123456789',
      eventName: 'af_purchase',
      timeMs: Date.UTC(2024, 0, 15, 10, 0, 0, 123),
      amount: '48',
      currency: 'USD',
      isUnread: false,
    },
  })
  expect(see(purchase).body).toEqual({
    appsflyer_id: '1700000000000-1234567',
    eventName: 'af_purchase',
    eventValue: expect.any(String),
    eventTime: '2024-01-15 10:00:00.123',
    eventCurrency: 'USD',
    customer_user_id: 'user-1',
    idfv: 'C0D5D5A0-1111-4222-8333-444455556666',
    att: 3,
    os: '17.4.1',
    ip: '203.0.113.7',
    ua: 'Example/1.0',
    email_hashed: '62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f',
    phone_number_e164_hashed: '9f7ec22d72092cd3c0b58726ed9c2d91b92e51a3f29837508fb2948bb22dd2fd',
    phone_number_hashed: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(see(purchase).values).toEqual({
    af_revenue: '48',
    af_currency: 'USD',
    af_content_id: ['s'],
    af_quantity: [2],
    af_price: [24],
    af_order_id: 'o-1',
    af_receipt_id: 'o-1',
  })
})

test.each([null, undefined, 5, 'text', true, [], [{ event: 'x' }]])('%j is no record', (data) => {
  expect(see(data)).toMatchObject({ outcome: 'reject', request: null, codes: ['unreadable_record'] })
})

test('an empty object is a row without anything', () => {
  expect(see({})).toMatchObject({ outcome: 'reject', codes: ['unknown_platform'] })
})

test('all that is wrong is told at once', () => {
  const row = iosRow({ appsflyer_id: null, event_name: null, revenue: '$5', currency: 'dollars', email_hashed: 'x' })
  expect([...see(row).codes].sort()).toEqual([
    'invalid_currency',
    'invalid_hash_dropped',
    'invalid_revenue',
    'missing_appsflyer_id',
    'missing_event_name',
  ])
})

test('null for every optional key, of the record and of the configuration, means not set', () => {
  const call = iosCall()
  const nothing = { properties: null, traits: null, originalTimestamp: null, app_id: null, name: null }
  const context = { ...call.context, app: null, page: null, traits: null, externalIds: null, location: null }
  expect(see({ ...call, ...nothing, context })).toEqual(see(call))
  const columns = ['revenue', 'currency', 'email', 'phone', 'first_name', 'email_hashed', 'country', 'app_version']
  const more = ['bundle_identifier', 'att_status', 'aie', 'consent_data', 'sharing_filter', 'custom_data', 'imei']
  expect(see(iosRow(Object.fromEntries([...columns, ...more].map((name) => [name, null]))))).toEqual(see(iosRow()))
})

test('a stream without an entry is sent as its records say', () => {
  const configuration = { streams: [{ stream: 'orders', send_as: 'skip' }] }
  expect(see(iosRow(), { configuration, stream: 'orders' }).outcome).toBe('skip')
  for (const stream of ['order', 'constructor', '__proto__', '']) {
    expect(see(iosRow(), { configuration, stream }).outcome).toBe('send')
  }
})
