import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { ifExists, path } from '../../destination/fields/directives'
import { presets } from '../../destination/presets'
import { bodySchemas } from '../../spec/appsflyer/bodies/body-schemas'
import { order, sendBatch, sendOne } from './deliveries'
import { LocalServer } from './local-server'
import { defaultMapping } from './workspace'

const server = new LocalServer()
beforeAll(() => server.open())
afterAll(() => server.close())
beforeEach(() => server.take())

function row(properties: JSONObject, event = 'new'): SegmentEvent {
  return { type: 'track', event, userId: 'primary-key-1', properties, context: {} }
}

const preset = presets.find(({ name }) => name?.includes('Reverse ETL'))?.mapping ?? {}

async function bodyOf(event: SegmentEvent, mapping: JSONObject, action = 'mobileEvent') {
  await sendOne(server.url, event, { action, mapping })
  return JSON.parse(server.take()[0]?.body ?? 'null')
}

/** A mapping made by hand: every field from a column with a name of its own, as an admin clicks it together. */
function byHand(action: string, fields: readonly string[]): JSONObject {
  const columns = fields.map((field) => [field, { '@path': `$.properties.col_${field}` }])
  return { ...defaultMapping(action), ...Object.fromEntries(columns) }
}

function columns(values: JSONObject): JSONObject {
  return Object.fromEntries(Object.entries(values).map(([field, value]) => [`col_${field}`, value]))
}

const person = {
  email: 'john_smith@gmail.com',
  phone: '(213) 373-4253',
  first_name: 'John',
  last_name: 'Smith',
  country: 'US',
  customer_user_id: 42,
}

const hashes = {
  email_hashed: '62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f',
  phone_number_e164_hashed: '9f7ec22d72092cd3c0b58726ed9c2d91b92e51a3f29837508fb2948bb22dd2fd',
}

/** A request has 1 KB: all device ids and all hashes at once are more than that. */
const mobileRow = {
  customer_user_id: 42,
  email: 'john_smith@gmail.com',
  event_name: 'Order Completed',
  event_time: '2026-03-14 09:30:00',
  platform: 'Android',
  appsflyer_id: '1415211453000-6513894',
  advertising_id: '9C9A82FB-D5DE-4CD1-90C3-527441C11828',
  oaid: '1fe9a970-efbb-29e0-0bdd-f5dbbf751ab5',
  amazon_aid: 'amazon-1',
  imei: 'AA-BBBBBB-CCCCCC-D',
  ad_tracking_enabled: 'TRUE',
  os_version: 14,
  app_version: '2.1',
  app_store: 'GooglePlay',
  bundle_identifier: 'com.example.app',
  fb_login_id: 1234567890,
  ip: '203.0.113.7',
  user_agent: 'okhttp/4.9',
  revenue: '48.50',
  currency: 'eur',
  app_id: 'com.example.app',
  sharing_filter: '["a_int","b_int"]',
  consent_data_json: '{"manual":{"gdpr_applies":"true","ad_user_data_enabled":1,"ad_personalization_enabled":false}}',
  custom_data_json: '{"tier":"gold"}',
}

const mobileBody = {
  email_hashed: hashes.email_hashed,
  appsflyer_id: '1415211453000-6513894',
  eventName: 'af_purchase',
  eventTime: '2026-03-14 09:30:00.000',
  eventCurrency: 'EUR',
  customer_user_id: '42',
  advertising_id: '9c9a82fb-d5de-4cd1-90c3-527441c11828',
  oaid: '1fe9a970-efbb-29e0-0bdd-f5dbbf751ab5',
  amazon_aid: 'amazon-1',
  imei: 'AA-BBBBBB-CCCCCC-D',
  aie: true,
  os: '14',
  ip: '203.0.113.7',
  app_version_name: '2.1',
  app_store: 'GooglePlay',
  bundleIdentifier: 'com.example.app',
  fb_login_id: '1234567890',
  sharing_filter: ['a_int', 'b_int'],
  consent_data: { manual: { gdpr_applies: true, ad_user_data_enabled: true, ad_personalization_enabled: false } },
  custom_data: '{"tier":"gold"}',
}

test('every mobile field can come from a column of any name: text, numbers, JSON in text', async () => {
  const body = await bodyOf(row({ ...columns(mobileRow), plan: 'gold' }), byHand('mobileEvent', Object.keys(mobileRow)))
  expect(bodySchemas.mobile_v2.safeParse(body).error).toBeUndefined()
  expect(body).toMatchObject(mobileBody)
  // What became a field is not repeated; personal data least of all.
  expect(body.eventValue).toBe('{"af_revenue":"48.5","af_currency":"EUR","plan":"gold"}')
})

test('people too, known by hashes alone', async () => {
  const named = { ...person, event_name: 'login', platform: 'ios', appsflyer_id: '1415211453000-6513894' }
  const body = await bodyOf(row(columns(named)), byHand('mobileEvent', Object.keys(named)))
  expect(body).toMatchObject({ ...hashes, customer_user_id: '42', eventValue: '' })
  for (const name of ['phone_number_hashed', 'first_name_hashed', 'last_name_hashed']) {
    expect(body[name]).toMatch(/^[0-9a-f]{64}$/)
  }
})

test('iOS fields too', async () => {
  const ios = {
    event_name: 'login',
    platform: 'ios',
    appsflyer_id: '1415211453000-6513894',
    idfa: 'dd0d7c6d-2e1f-4b4b-9a3c-7d9a7bb1a111',
    idfv: 'aebe52e7-03ee-455a-b3c4-e57283966239',
    att_status: 3,
    app_type: 'app_clip',
    event_time: 1_773_480_600,
    ...{ email_hashed: hashes.email_hashed.toUpperCase() },
  }
  const body = await bodyOf(row(columns(ios)), byHand('mobileEvent', Object.keys(ios)))
  expect(bodySchemas.mobile_v3.safeParse(body).error).toBeUndefined()
  expect(body).toMatchObject({
    eventName: 'af_login',
    eventValue: '',
    eventTime: '2026-03-14 09:30:00.000',
    idfa: 'DD0D7C6D-2E1F-4B4B-9A3C-7D9A7BB1A111',
    idfv: 'AEBE52E7-03EE-455A-B3C4-E57283966239',
    att: 3,
    app_type: 'app_clip',
    email_hashed: hashes.email_hashed,
  })
})

const webRow = {
  ...person,
  event_name: 'sign_up',
  event_time: 1_773_480_600_123,
  revenue: 12,
  currency: 'USD',
  event_url: 'https://www.example.com/',
  http_referrer: 'https://search.example.com/',
  dedup_id: 'order-1',
  ip: '2001:db8::1',
  user_agent: 'Mozilla/5.0',
}

test('web events and visits as well', async () => {
  const event = await bodyOf(row(columns(webRow)), byHand('webEvent', Object.keys(webRow)), 'webEvent')
  expect(bodySchemas.web_event.safeParse(event).error).toBeUndefined()
  expect(event).toMatchObject({
    ...hashes,
    event_revenue: 12,
    timestamp: 1_773_480_600_123,
    customer_dedup_id: 'order-1',
  })
  expect(event).not.toHaveProperty('event_value')

  const { event_name, revenue, currency, ...visitRow } = webRow
  const visit = await bodyOf(row(columns(visitRow)), byHand('webVisit', Object.keys(visitRow)), 'webVisit')
  expect(bodySchemas.web_visit.safeParse(visit).error).toBeUndefined()
  expect(visit).toMatchObject({ ...hashes, event_url: 'https://www.example.com/' })
})

test('the preset needs no clicking where columns have usual names', async () => {
  const { email, advertising_id, customer_user_id, consent_data_json, custom_data_json, ...rest } = mobileRow
  const usual = {
    ...rest,
    'E-Mail': email,
    gaid: advertising_id,
    user_id: customer_user_id,
    consent_data: consent_data_json,
    custom_data: { tier: 'gold' },
    plan: 'gold',
  }
  const body = await bodyOf(row(usual), preset)
  expect(bodySchemas.mobile_v2.safeParse(body).error).toBeUndefined()
  expect(body).toMatchObject(mobileBody)
  expect(body.eventValue).toBe('{"af_revenue":"48.5","af_currency":"EUR","plan":"gold"}')
})

test('a name in a column that no rule could recognise does not stay among the event values', async () => {
  const mapping = {
    ...byHand('mobileEvent', ['event_name', 'appsflyer_id', 'platform']),
    first_name: { '@path': '$.properties.vorname' },
    last_name: { '@template': '{{properties.person.nachname}}' },
    email: { ...ifExists("$.properties['post-adresse']", path("$.properties['post-adresse']")) } as JSONObject,
  }
  const values = {
    ...columns({ event_name: 'login', appsflyer_id: '1415211453000-6513894', platform: 'ios' }),
    vorname: 'Jürgen',
    person: { nachname: 'Groß', stufe: 3 },
    'post-adresse': 'john_smith@gmail.com',
  }
  const body = await bodyOf(row(values), mapping)
  expect(body).toMatchObject({
    first_name_hashed: expect.any(String),
    last_name_hashed: expect.any(String),
    ...{ email_hashed: hashes.email_hashed },
  })
  expect(body.eventValue).toBe('{"person":{"stufe":3}}')
})

test('event values chosen one by one stay as they were chosen', async () => {
  const mapping = {
    ...byHand('mobileEvent', ['event_name', 'appsflyer_id', 'platform']),
    revenue: { '@path': '$.properties.amount' },
    event_values: { amount: { '@path': '$.properties.amount' } },
  }
  const values = {
    ...columns({ event_name: 'paid', appsflyer_id: '1415211453000-6513894', platform: 'ios' }),
    amount: '5',
  }
  expect((await bodyOf(row(values), mapping)).eventValue).toBe('{"af_revenue":"5","af_currency":"USD","amount":"5"}')
})

describe('deleted rows', () => {
  const mappings: readonly (readonly [string, JSONObject, JSONObject])[] = [
    ['with the preset', preset, mobileRow],
    ['with a mapping by hand', byHand('mobileEvent', Object.keys(mobileRow)), columns(mobileRow)],
    [
      'with a fixed name',
      { ...byHand('mobileEvent', Object.keys(mobileRow)), event_name: 'account_closed' },
      columns(mobileRow),
    ],
  ]
  test.each(mappings)('%s are not sent, and are no errors', async (_name, mapping, values) => {
    const results = await sendOne(server.url, row(values, 'deleted'), { mapping })
    expect(results.at(-1)).toMatchObject({
      data: { outcome: 'skipped', findings: [expect.stringContaining('deleted_row')] },
    })
    const nodes = await sendBatch(server.url, [row(values, 'deleted'), row(values, 'updated')], { mapping })
    expect(nodes.map(({ status }) => status)).toEqual([200, 200])
    expect(nodes[0]).toMatchObject({ sent: {}, body: { outcome: 'skipped' } })
    expect(server.received).toHaveLength(1)
  })

  test('an event of an app that is called "deleted" is an event', async () => {
    const event: SegmentEvent = {
      type: 'track',
      event: 'deleted',
      context: { device: { type: 'ios' }, library: { name: 'analytics-swift', version: '1' } },
      properties: { appsflyer_id: '1415211453000-6513894' },
    }
    const mapping = defaultMapping('mobileEvent')
    expect(await bodyOf(event, mapping)).toMatchObject({ eventName: 'deleted' })
    expect(await bodyOf(event, { ...mapping, event_name: 'item_deleted' })).toMatchObject({ eventName: 'item_deleted' })
    const { context, ...withoutLibrary } = event
    expect(await bodyOf({ ...withoutLibrary, context: { device: { type: 'ios' } } }, mapping)).toMatchObject({
      eventName: 'deleted',
    })
  })
})

describe('a mapping made by hand and left as it is', () => {
  const known = { event_name: 'Order Completed', platform: 'ios', af_id: '1415211453000-6513894', revenue: '9.5' }

  test.each(['new', 'updated'])('reads a row by the usual names of its columns: %s', async (change) => {
    const body = await bodyOf(row(known, change), defaultMapping('mobileEvent'))
    expect(body).toMatchObject({ eventName: 'af_purchase', eventValue: '{"af_revenue":"9.5","af_currency":"USD"}' })
  })

  describe('takes the user and the time from columns, not from the envelope, which has the primary key and the sync', () => {
    const ids = { appsflyer_id: '1415211453000-6513894', user_id: 'u9', event_time: '2026-03-14T08:00:00Z' }
    const sent = { event_name: 'Order Completed', revenue: 5, currency: 'USD', ...ids }
    const envelope = { timestamp: '2026-03-14T11:30:00.000Z', messageId: 'message-9' }

    async function send(action: string, properties: JSONObject, mapping: JSONObject = {}) {
      const event = { ...row(properties), ...envelope }
      const results = await sendOne(server.url, event, { action, mapping: { ...defaultMapping(action), ...mapping } })
      return { body: JSON.parse(server.take()[0]?.body ?? '{}'), told: JSON.stringify(results.at(-1)) }
    }

    test('app events', async () => {
      const { body, told } = await send('mobileEvent', { ...sent, platform: 'ios' })
      expect(body).toMatchObject({ customer_user_id: 'u9', eventTime: '2026-03-14 08:00:00.000' })
      expect(told.match(/value_conflict: [^"]*column counts/g)).toHaveLength(2)
    })

    test('web events, whose message id still counts them once', async () => {
      const { body } = await send('webEvent', { ...sent, platform: 'web' })
      expect(body).toMatchObject({
        user_id: { customer_user_id: 'u9' },
        timestamp: Date.parse(ids.event_time),
        customer_dedup_id: 'message-9',
      })
    })

    test('without a word where they say the same, or where there is no column', async () => {
      const { user_id, event_time, ...rest } = { ...sent, platform: 'ios' }
      const { body, told } = await send('mobileEvent', rest)
      expect(body.customer_user_id).toBeUndefined()
      expect(body.eventTime).toBeUndefined()
      expect(told).not.toContain('value_conflict')
      const same = await send('mobileEvent', { ...rest, user_id: 'primary-key-1', event_time: envelope.timestamp })
      expect(same.told).not.toContain('value_conflict')
    })

    test('but what an admin maps wins, and the column that goes nowhere is told', async () => {
      const mapping = { customer_user_id: { '@path': '$.userId' } }
      const { body, told } = await send('mobileEvent', { ...sent, platform: 'ios' }, mapping)
      expect(body).toMatchObject({ customer_user_id: 'primary-key-1' })
      expect(told).toMatch(/value_conflict: [^"]*The mapping decided/)
    })
  })

  test('takes an event of that name for an event', async () => {
    const context = { library: { name: 'analytics-node', version: '1.0' }, device: { type: 'ios' } }
    const event = { ...row({ appsflyer_id: known.af_id }), context }
    expect(await bodyOf(event, defaultMapping('mobileEvent'))).toMatchObject({ eventName: 'new' })
  })
})

describe('a value that a field does not know costs the field', () => {
  test.each([
    ['att_status', 'invalid_tracking_dropped'],
    ['revenue_unit', 'amount_unit_unclear'],
    ['app_type', undefined],
  ] as const)('%s', async (field, code) => {
    const mapping = { ...defaultMapping('mobileEvent'), [field]: 'perhaps', platform: 'ios' }
    const result = (await sendOne(server.url, order(), { mapping })).at(-1)
    expect(server.take()).toHaveLength(1)
    if (code !== undefined) expect(JSON.stringify(result)).toContain(code)
  })
})

describe('a row goes out by one action', () => {
  const shared = { event_name: 'Order Completed', af_id: '1415211453000-6513894', user_id: 'u-1', revenue: '5' }
  const added = presets.filter(({ name }) => name?.startsWith('Added Rows'))

  test.each([
    ['ios', '/inappevent/id123456789'],
    ['web', '/v2.0/s2s/inapps/app/web/website-www.example.com'],
  ])('of its platform, though several mappings take it: %s', async (platform, path) => {
    for (const { partnerAction, mapping = {} } of added) {
      await sendOne(server.url, row({ ...shared, platform }), { action: partnerAction, mapping }).catch(() => [])
    }
    expect(server.take().map((request) => request.path)).toEqual([path])
  })

  test('the other says why', async () => {
    const { mapping = {} } = added.find(({ partnerAction }) => partnerAction === 'webEvent') ?? {}
    const sent = sendOne(server.url, row({ ...shared, platform: 'ios' }), { action: 'webEvent', mapping })
    await expect(sent).rejects.toThrow(/platform of the row is an app’s.*Send Mobile Event/)
  })

  test.each(['mobileEvent', 'webEvent', 'webVisit'])('a deleted row by none: %s, as it is', async (action) => {
    const event = row({ ...shared, platform: 'android', page_url: 'https://www.example.com/' }, 'deleted')
    await sendOne(server.url, event, { action }).catch(() => [])
    expect(server.take()).toEqual([])
  })
})

describe('an amount is the one that the event has, whatever Segment makes of it', () => {
  test.each<[string, JSONObject, string | undefined]>([
    ['blank text: the total', { revenue: '  ', total: 48 }, '48'],
    ['a blank that is none to Segment', { revenue: '\u00a0', total: 48 }, '48'],
    ['digits that a double does not hold', { revenue: '123456789012345.67' }, '123456789012345.67'],
    ['text', { revenue: '48.50' }, '48.5'],
    ['nothing to pay', { revenue: 0 }, '0'],
  ])('%s', async (_what, properties, revenue) => {
    const context = { library: { name: 'analytics-swift', version: '1.0' }, device: { type: 'ios' } }
    await sendOne(server.url, { ...order(properties), context })
    const { eventValue = '{}' } = JSON.parse(server.take()[0]?.body ?? '{}')
    expect(JSON.parse(eventValue).af_revenue).toBe(revenue)
  })

  test.each([true, false, '0x1F4', '0b11', '1e3', '48,50', '$48'])('%p is refused', async (revenue) => {
    await expect(sendOne(server.url, order({ revenue }))).rejects.toThrow(/plain amount/)
    expect(server.take()).toEqual([])
  })
})

test('event values in a text that is no object are told', async () => {
  const { event_values: _, ...mapping } = defaultMapping('mobileEvent')
  const results = await sendOne(server.url, order(), { mapping: { ...mapping, event_values_json: 'plan: gold' } })
  expect(JSON.stringify(results)).toContain('event_values_unreadable')
})

describe('what is told of money', () => {
  const told = async (properties: JSONObject, mapping: JSONObject = {}, event = 'Order Completed') => {
    const sent = { ...order(properties), event }
    const results = await sendOne(server.url, sent, { mapping: { ...defaultMapping('mobileEvent'), ...mapping } })
    return JSON.stringify(results.at(-1))
  }
  const products = [{ product_id: 'p1', price: 4850 }]

  test('prices beside a revenue in cents go out as they are, and that is said', async () => {
    const said = await told({ revenue: 4850, products }, { revenue_unit: 'cents' })
    expect(said).toMatch(/amount_unit_unclear: .* prices went out as they are/)
    expect(await told({ revenue: 48.5, products })).not.toContain('amount_unit_unclear')
  })

  test('a revenue of nothing beside a total of something', async () => {
    expect(await told({ revenue: 0, total: 55 })).toMatch(/revenue_conflict: .* The other is total\./)
    expect(await told({ revenue: 0, total: 0 })).not.toContain('revenue_conflict')
    expect(await told({ revenue: 50, total: 55 })).not.toContain('revenue_conflict')
  })

  test('revenue of what is no payment, in words that have a place in Segment', async () => {
    const said = await told({ revenue: 60 }, {}, 'Checkout Started')
    expect(said).toMatch(/revenue_without_payment: The event carries revenue.*narrow the trigger/)
    expect(said).not.toMatch(/where|column/)
  })

  test('an amount that is not mapped, by the name of its property', async () => {
    const said = await told({ revenue: '', order_total: 55 })
    expect(said).toMatch(/amount_not_mapped: .*: order_total\. Map the field Revenue to it\./)
  })
})

describe('options under either name of the destination', () => {
  const id = { appsFlyerId: '1415211453000-6513894' }
  const both = (first: unknown, second: unknown) =>
    ({ AppsFlyer: first, 'AppsFlyer (Actions)': second }) as unknown as SegmentEvent['integrations']

  test.each([
    [id, true],
    [id, false],
    [true, id],
    [false, id],
    [0, id],
    [null, id],
    [id, []],
  ])('%j, %j', async (first, second) => {
    await sendOne(server.url, { ...order({ products: false }), integrations: both(first, second) } as SegmentEvent)
    expect(JSON.parse(server.take()[0]?.body ?? '{}')).toMatchObject({ appsflyer_id: id.appsFlyerId })
  })
})

test.each([
  [0, 0],
  [3, 3],
  ['denied', 2],
  ['not_determined', 0],
])('trackingStatus %j is att %i, though another name says something else', async (trackingStatus, att) => {
  const device = { type: 'ios', trackingStatus, attTrackingStatus: 'restricted' }
  const context = { library: { name: 'analytics-swift', version: '1.0' }, device } as unknown as SegmentEvent['context']
  await sendOne(server.url, { ...order(), ...(context && { context }) })
  expect(JSON.parse(server.take()[0]?.body ?? '{}')).toMatchObject({ att })
})
