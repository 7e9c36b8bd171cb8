import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { bodySchemas } from '../../../spec/appsflyer/bodies/body-schemas'
import { devicePlatforms } from '../../../spec/appsflyer/events/device-platforms'
import { prepare } from '../../../src/core/prepare'
import { anyJson } from '../prepare-arbitraries'
import { androidApp, configure, iosApp, iosRow, keys, nowMs, rokuApp, rokuRow, webApp } from '../prepare-fixtures'

const rida = 'fa73d67d-f55c-5af3-883a-726253dc7d0e'
const guid = '045f4137-57b7-45e6-8a45-c303101a086a'
const onRoku = (changes: object = {}) => configure({ apps: [rokuApp], ...changes })

function sent(data: unknown, configuration = onRoku(), stream?: string) {
  const record = { data, ...(stream === undefined ? {} : { stream }) }
  const { request, findings, outcome } = prepare(record, configuration, nowMs)
  const body = (request === null ? {} : JSON.parse(request.body)) as Record<string, unknown>
  return { outcome, body, request, codes: findings.map(({ code }) => code).sort(), findings }
}

test('an event, signed over its exact bytes', () => {
  const { request, body, codes } = sent(
    rokuRow({ event_name: 'Order Completed', revenue: '4.50', currency: 'EUR', order_id: 'o-1', level: 5 }),
  )
  expect(codes).toEqual(['event_renamed'])
  expect(request?.url).toBe('https://events.appsflyer.com/v1.0/s2s/inapp/app/roku/1234')
  expect(request?.headers['authorization']).toBe(
    createHmac('sha256', keys.device)
      .update(request?.body ?? '')
      .digest('hex'),
  )
  expect(body).toEqual({
    timestamp: Date.UTC(2024, 0, 15, 10),
    request_id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    ip: '203.0.113.7',
    user_agent: 'Roku/DVP-9.21 (AE9.21E04090A)',
    device_os_version: '9.3.0',
    device_model: '3920X',
    device_ids: [{ type: 'rida', value: rida }],
    customer_user_id: 'user-1',
    event_name: 'af_purchase',
    event_parameters: { af_revenue: 4.5, af_currency: 'EUR' },
    event_custom_parameters: '{"af_order_id":"o-1","af_receipt_id":"o-1","level":5}',
  })
})

test.each(['first_open', 'session'] as const)('%s, which has no name and no values', (send_as) => {
  const configuration = onRoku({ streams: [{ stream: 's', send_as }] })
  const { request, body, codes } = sent(rokuRow({ event_name: null, level: 5 }), configuration, 's')
  expect(codes).toEqual(['field_not_taken'])
  expect(request?.url).toBe(`https://events.appsflyer.com/v1.0/s2s/${send_as}/app/roku/1234`)
  expect(Object.keys(body)).not.toContain('event_name')
  expect(bodySchemas[`device_${send_as}`].safeParse(body).error?.issues).toBeUndefined()
})

test("a row of Segment's warehouse tables names the model in a column of its context", () => {
  const row = { ...rokuRow({ device_model: null, event_name: null }), context_device_model: '3920X' }
  const { body, codes } = sent(row, onRoku({ streams: [{ stream: 's', send_as: 'session' }] }), 's')
  expect(body['device_model']).toBe('3920X')
  expect(codes).toEqual([])
})

describe('a number that lost digits before it came is no id', () => {
  const lost = 2 ** 60
  const inGame = { event_name: 'x', ip: '203.0.113.7', event_time: '2024-01-15 10:00:00', app_id: 'steam-480' }
  const onSteam = configure({ apps: [{ app_id: 'steam-480', key: keys.device }] })
  it.each<[string, object]>([
    ['in the object', { device_ids: { steamid: lost } }],
    ['in a list', { device_ids: [{ type: 'steamid', value: lost }] }],
    ['in a column', { steam_id: lost }],
    ['in a column of another platform', { vegaid: lost }],
  ])('%s', (_name, ids) => {
    for (const data of [
      { ...inGame, ...ids },
      { type: 'track', event: 'x', context: { ip: '203.0.113.7' }, properties: { app_id: 'steam-480', ...ids } },
    ]) {
      const seen = sent(data, onSteam)
      expect(seen.outcome).toBe('reject')
      expect(seen.codes).toEqual(expect.arrayContaining(['invalid_number_dropped', 'missing_device_ids']))
    }
    expect(sent({ ...inGame, ...ids, device_id: guid }, onSteam).body['device_ids']).toEqual([
      { type: 'custom', value: guid },
    ])
  })

  test('of a product or an order neither', () => {
    const row = {
      ...inGame,
      device_id: guid,
      event_name: 'Order Completed',
      order_id: lost,
      products: [{ product_id: lost, price: 1 }],
    }
    const { request, codes } = sent(row, onSteam)
    expect(request?.body).not.toContain(String(lost))
    expect(codes).toEqual(expect.arrayContaining(['invalid_number_dropped', 'product_without_id']))
  })
})

describe('ids', () => {
  const idsOf = (columns: object) => sent(rokuRow({ rida: null, ...columns })).body['device_ids']
  it.each<[string, object, unknown]>([
    ['an object', { device_ids: { rida, custom: guid } }, { rida, custom: guid }],
    ['a list', { device_ids: [{ type: 'steamid', value: 76561198 }] }, { steamid: '76561198' }],
    ['JSON in a text', { device_ids: JSON.stringify({ 'steam-id': '1' }) }, { steamid: '1' }],
    ['columns', { steam_id: 's1', PSID: 'p_1', epic_id: 'e-1', device_id: guid }, undefined],
    ['the general name', { advertising_id: rida }, { rida }],
  ])('%s', (_name, columns, expected) => {
    const ids = (idsOf(columns) ?? []) as { type: string; value: string }[]
    const read = Object.fromEntries(ids.map(({ type, value }) => [type, value]))
    expect(read).toEqual(expected ?? { custom: guid, steamid: 's1', epicid: 'e-1', psid: 'p_1' })
  })

  it.each<[string, object, string]>([
    ['another form', { rida: 'a b' }, 'invalid_device_id_dropped'],
    ['a custom id that is no GUID', { rida: null, device_id: 'device-1' }, 'invalid_device_id_dropped'],
    ['an unknown type', { rida: null, device_ids: { idfa: 'x' } }, 'invalid_device_id_dropped'],
    ['zeros', { rida: '00000000-0000-0000-0000-000000000000' }, 'zero_advertising_id_dropped'],
  ])('%s is left out, and its lack told', (_name, columns, code) => {
    const { codes, outcome } = sent(rokuRow(columns))
    expect([codes, outcome]).toEqual([[code, 'missing_device_ids'].sort(), 'reject'])
  })

  it.each<[string, object, object[], string[]]>([
    ['in capitals', { rida: rida.toUpperCase() }, [{ type: 'rida', value: rida.toUpperCase() }], []],
    ['a GUID in capitals', { device_id: guid.toUpperCase() }, [{ type: 'custom', value: guid.toUpperCase() }], []],
    ['a GUID in braces', { device_id: `{${guid}}` }, [{ type: 'custom', value: guid }], ['device_id_mended']],
    ['a GUID bare', { device_id: guid.replaceAll('-', '') }, [{ type: 'custom', value: guid }], ['device_id_mended']],
    ['other ids bare', { rida: 'ABCdef0123' }, [{ type: 'rida', value: 'ABCdef0123' }], []],
    [
      'twice, in capitals once',
      { device_ids: { rida }, rida: rida.toUpperCase() },
      [{ type: 'rida', value: rida }],
      [],
    ],
    ['two that differ', { device_ids: { rida }, rida: guid }, [{ type: 'rida', value: rida }], ['value_conflict']],
  ])("is sent as it came, since AppsFlyer's document names no case: %s", (_name, columns, expected, codes) => {
    const seen = sent(rokuRow({ rida: null, ...columns }))
    expect(seen.body['device_ids']).toEqual(expected)
    expect(seen.codes).toEqual(codes)
  })

  it.each<[string, string, object, string | undefined]>([
    ['steam', 'a rida', { rida, steam_id: '1' }, 'rida'],
    ['steam', 'in the object of all', { device_ids: { rida, steamid: '1' } }, 'device_ids'],
    ['steam', 'its own, and one of the maker', { steam_id: '1', device_id: guid }, undefined],
    ['xbox', 'where the platform has none of its own', { ps_id: '1' }, 'ps_id'],
    ['nativepc', 'a store on a PC', { steam_id: '1', epic_id: '2' }, undefined],
    ['nativepc', 'a television on a PC', { lgudid: '1' }, 'lgudid'],
  ])('%s: an id of another platform is sent and told: %s', (platform, _name, columns, field) => {
    const app = { app_id: `${platform}-1`, platform, key: keys.device }
    const row = rokuRow({ rida: null, platform, ...columns })
    const { request, findings } = prepare({ data: row }, configure({ apps: [app] }), nowMs)
    expect(findings.filter(({ code }) => code === 'foreign_device_id').map((one) => one.field)).toEqual(
      field === undefined ? [] : [field],
    )
    expect(JSON.parse(request?.body ?? '{}').device_ids).toHaveLength(
      Object.values(columns).flatMap((id: unknown) => (typeof id === 'object' ? Object.keys(id as object) : [id]))
        .length,
    )
  })

  it('does not follow a person who opted out', () => {
    const { body, codes } = sent(rokuRow({ is_lat: true, device_id: guid }))
    expect(body).toMatchObject({ device_ids: [{ type: 'custom', value: guid }], limit_ad_tracking: true })
    expect(codes).toEqual(['advertising_id_withheld'])
  })
})

describe('which app', () => {
  const steam = { platform: 'steam', app_id: '480', key: 'k' }
  const urlOf = (apps: readonly object[], data: object) => sent(data, configure({ apps })).request?.url
  it.each<[string, readonly object[], object, string | undefined]>([
    ['its platform', [iosApp, steam, rokuApp], rokuRow(), 'roku/1234'],
    ['its id', [iosApp, rokuApp, steam], rokuRow({ platform: null, app_id: 'steam-480' }), 'steam/480'],
    ['its id without the prefix', [iosApp, rokuApp, steam], rokuRow({ platform: null, app_id: '480' }), 'steam/480'],
    ['its device id', [iosApp, steam, rokuApp], rokuRow({ platform: null }), 'roku/1234'],
    ['another platform than there is', [iosApp, steam], rokuRow(), undefined],
  ])('%s', (_name, apps, data, end) => {
    if (end === undefined) expect(urlOf(apps, data)).toBeUndefined()
    else expect(urlOf(apps, data)).toMatch(new RegExp(`/${end}$`))
  })

  it.each(Object.keys(devicePlatforms))('%s by its prefix', (platform) => {
    const configuration = configure({ apps: [{ app_id: `${platform}-x.y`, key: 'k' }] })
    expect(sent(rokuRow({ platform: null }), configuration).request?.url).toMatch(new RegExp(`/app/${platform}/x\\.y$`))
  })

  it('leaves columns of phones and websites as they were', () => {
    const row = iosRow({ device_model: 'iPhone', device_id: 'x' })
    const both = sent(row, configure({ apps: [iosApp, rokuApp] }))
    expect(both.body).toEqual(sent(row, configure({ apps: [iosApp] })).body)
    expect(both.body['eventValue']).toContain('iPhone')
  })
})

test('what is required is rejected by its name', () => {
  expect(sent(rokuRow({ ip: '2001:db8::1' })).codes).toEqual(['ipv6_dropped', 'missing_device_ip'])
  expect(sent(rokuRow({ event_name: null })).codes).toEqual(['missing_event_name'])
  expect(sent(rokuRow({ user_id: 'u'.repeat(65) })).codes).toEqual(['customer_user_id_too_long'])
})

test('a window of 96 hours', () => {
  const codesAt = (hours: number) =>
    sent(rokuRow({ event_time: new Date(nowMs - hours * 3_600_000).toISOString() })).codes
  expect([codesAt(95.9), codesAt(96.1), codesAt(-1)]).toEqual([[], ['late_event'], ['future_event']])
})

test('a currency that devices do not take costs no other event', () => {
  expect(sent(rokuRow({ revenue: 5, currency: 'XTS' })).codes).toEqual(['invalid_currency'])
  expect(sent(rokuRow({ currency: 'XTS' })).body['event_parameters']).toBeUndefined()
})

test('the same id for every try, another for another call', () => {
  const idOf = (data: object, stream?: string) =>
    sent(data, onRoku({ streams: [{ stream: 's', send_as: 'session' }] }), stream).body['request_id']
  expect(idOf(rokuRow())).toBe(idOf(rokuRow()))
  expect(idOf(rokuRow())).not.toBe(idOf(rokuRow({ user_id: 'user-2' })))
  expect(idOf(rokuRow({ dedup_id: guid.toUpperCase() }))).toBe(guid)
  expect(idOf(rokuRow({ dedup_id: 'a' }))).not.toBe(idOf(rokuRow({ dedup_id: 'a' }), 's'))
})

/** An order and what comes of it: rows of one key, with or without a time. */
const anyRow = fc.record({
  order_id: fc.constantFrom('o-1', 'o-2', 'o-1.0'),
  event_name: fc.constantFrom('af_purchase', 'Order Completed', 'cancel_purchase', 'order_shipped'),
  event_time: fc.constantFrom(null, '2024-01-15 10:00:00', '2024-01-15 10:00:01'),
  note: fc.constantFrom('a', 'b'),
})

test('two events of one app share a request id exactly where key, name and time are the same', () => {
  const requestOf = (row: object) => {
    const record = { data: rokuRow(row), stream: 's', primaryKey: [['order_id']] }
    return JSON.parse(prepare(record, onRoku(), nowMs).request?.body ?? '{}')
  }
  const told = (row: object) => {
    const { request_id: id, event_name, timestamp = null } = requestOf(row)
    return { id, about: JSON.stringify([(row as { order_id: string }).order_id, event_name, timestamp]) }
  }
  fc.assert(
    fc.property(anyRow, anyRow, (one, other) => {
      const [a, b] = [told(one), told(other)]
      expect(a.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
      expect(a.id === b.id).toBe(a.about === b.about)
    }),
    { numRuns: 500 },
  )
})

test('an id of the record that is no UUID is an order, and its refund has the same', () => {
  const idOf = (event_name: string) => sent(rokuRow({ dedup_id: 'o-1', event_name })).body['request_id']
  expect(idOf('af_purchase')).toBe(idOf('Order Completed'))
  expect(idOf('af_purchase')).not.toBe(idOf('cancel_purchase'))
})

test('whatever its values and texts are, a body is within the limits and says what was left out', () => {
  const texts = fc.record(
    { device_model: fc.string(), os_version: fc.string(), app_version: fc.string(), user_agent: fc.string() },
    { requiredKeys: [] },
  )
  const long = fc.oneof(anyJson, fc.string({ minLength: 500, maxLength: 2_500 }))
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), long),
      texts,
      fc.constantFrom(undefined, 'session', 'first_open'),
      (values, device, stream) => {
        const streams = ['session', 'first_open'].map((send_as) => ({ stream: send_as, send_as }))
        const { request, body, codes } = sent(rokuRow({ ...values, ...device }), onRoku({ streams }), stream)
        if (request === null) return
        if (request.endpoint === 'erasure') throw new Error('no event')
        expect(bodySchemas[request.endpoint].safeParse(body).error?.issues).toBeUndefined()
        const parameters = (body['event_custom_parameters'] ?? '') as string
        expect(parameters.length).toBeLessThanOrEqual(2_048)
        if (codes.includes('event_values_trimmed')) expect(request.endpoint).toBe('device_inapp')
      },
    ),
    { numRuns: 2_000 },
  )
})

describe('Windows', () => {
  const windows = { platform: 'windows', app_id: '9NBLGGH4NNS1', key: 'k' }
  it('is on the mobile API, without ids of devices', () => {
    const row = iosRow({
      platform: 'Windows 11',
      idfv: 'C0D5D5A0-1111-4222-8333-444455556666',
      os_version: '10.0.22631',
    })
    const { request, body, codes } = sent(row, configure({ apps: [iosApp, androidApp, webApp, windows] }))
    expect(request?.url).toBe('https://api3.appsflyer.com/inappevent/9NBLGGH4NNS1')
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['idfa']))
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['idfv']))
    expect(codes).toEqual([])
  })
})

test("the app's own id of a device is the AppsFlyer id by which a memory knows whom to hold back", () => {
  const memory = { store: 'sqlite', path: 'm.db' }
  const subjectIn = (ids: object) =>
    prepare({ data: rokuRow({ device_ids: ids }) }, onRoku({ memory }), nowMs).subject?.appsflyerId
  expect(subjectIn({ rida, custom: guid })).toBe(guid)
  expect(subjectIn({ rida })).toBeUndefined()
})

describe('what opens an app carries no event', () => {
  const streams = [
    { stream: 'launches', send_as: 'first_open' },
    { stream: 'sessions', send_as: 'session' },
  ]
  test.each(['launches', 'sessions'])('%s: its revenue is told as lost, its name and values as left out', (stream) => {
    const row = rokuRow({ event_name: 'Order Completed', revenue: 3, currency: 'EUR', level: 5 })
    const { findings } = sent(row, onRoku({ streams }), stream)
    expect(findings).toEqual([
      expect.objectContaining({ code: 'revenue_not_taken', severity: 'degrade', field: 'revenue' }),
      expect.objectContaining({ code: 'field_not_taken', field: 'event_name, currency, event_values' }),
    ])
    expect(sent(rokuRow({ event_name: 'app_open', revenue: 0 }), onRoku({ streams }), stream).codes).toEqual([])
  })

  test.each([
    ['Application Installed', 'first_open'],
    ['Application Opened', 'session'],
    ['Level Reached', 'inapp'],
  ])('the call %s of a device is a %s', (event, kind) => {
    const device = { type: 'Roku', model: '3920X', advertisingId: rida }
    const call = { type: 'track', event, context: { device, ip: '203.0.113.7' }, properties: {} }
    expect(sent(call).request?.url).toBe(`https://events.appsflyer.com/v1.0/s2s/${kind}/app/roku/1234`)
    const asEvents = onRoku({ streams: [{ stream: 'all', send_as: 'mobile_event' }] })
    expect(sent(call, asEvents, 'all').request?.endpoint).toBe('device_inapp')
  })
})

test.each([`{${rida}}`, rida.replace(/-/g, '')])(
  'the advertising id %s is brought into the form of a GUID',
  (given) => {
    const { body, codes } = sent(rokuRow({ rida: given }))
    expect(body['device_ids']).toEqual([{ type: 'rida', value: rida }])
    expect(codes).toEqual(['device_id_mended'])
  },
)

test("a store's id of 32 digits is no GUID", () => {
  const { body } = sent(rokuRow({ rida: null, epic_id: '0123456789abcdef0123456789abcdef' }))
  expect(body['device_ids']).toEqual([{ type: 'epicid', value: '0123456789abcdef0123456789abcdef' }])
})

test('a session without an id of a device goes out, and is told', () => {
  const streams = [{ stream: 's', send_as: 'session' }]
  const { outcome, codes } = sent(rokuRow({ rida: null, event_name: null }), onRoku({ streams }), 's')
  expect([outcome, codes]).toEqual(['send', ['missing_device_id']])
})

test('a purchase and its refunds have ids of their own, though they share the UUID of the order', () => {
  const order = 'C0D5D5A0-1111-4222-8333-444455556666'
  const idOf = (event_name: string, revenue: number, dedup_id: string = order) =>
    sent(rokuRow({ event_name, revenue, currency: 'EUR', dedup_id, event_time: '2024-01-15' })).body['request_id']
  expect(idOf('Order Completed', 9)).toBe(order.toLowerCase())
  const refunds = [idOf('Order Refunded', 5), idOf('Order Refunded', 4), idOf('Order Completed', 9)]
  expect(new Set(refunds).size).toBe(3)
  expect(idOf('Order Refunded', 5, order.toLowerCase())).toBe(refunds[0])
  expect(idOf('Order Refunded', 5, 'o-1')).not.toBe(idOf('Order Refunded', 4, 'o-1'))
})
