import fc from 'fast-check'
import { specEvents } from '../../src/core/mapping/spec-events'
import { nowMs } from './workspace'

/** Calls as Segment's libraries and servers make them: each part there or not. */

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 ]{0,14}[a-z]$/)
const uuid = fc.uuid({ version: 4 })
const zeros = '00000000-0000-0000-0000-000000000000'
const amount = fc.oneof(
  fc.double({ min: 0.00001, max: 1_000_000, noNaN: true }),
  fc.integer({ min: -1000, max: 100_000 }),
  fc.constantFrom('48', '48.50', ' 12.345678 ', '-5', '$48', '1,234.50', '', null),
)
const currency = fc.constantFrom('USD', 'eur', 'GBP', 'ZWG', 'euro', '', null)
const email = fc.constantFrom('john_smith@gmail.com', ' Jane.Doe@Example.com ', 'not an address', '', null)
const phone = fc.constantFrom('+12133734253', '(213) 373-4253', '+49 30 901820', '12', '', null)
const name = fc.constantFrom('John', ' Müller ', '', null)
const country = fc.constantFrom('US', 'DE', 'United States', null)
const url = fc.constantFrom(
  'https://www.example.com/cart?ref=mail',
  'https://www.example.com/?email=john_smith@gmail.com',
  'not a url',
)
const appsflyerId = fc.constantFrom('1415211453000-6513894', '1600000000000-1234567890123456789', 'odd', '')
const hex = 'a'.repeat(64)

const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 })

const product = fc.record(
  {
    product_id: fc.oneof(word, fc.integer({ min: 1, max: 999 })),
    sku: word,
    quantity: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom('2', 'two', null)),
    price: amount,
    name: word,
  },
  { requiredKeys: [] },
)
const products = fc.oneof(
  fc.array(product, { maxLength: 4 }),
  fc.array(product, { maxLength: 3 }).map((list) => JSON.stringify(list)),
  fc.constantFrom('none', null),
)

const values = fc.dictionary(
  fc.oneof(word, fc.constantFrom('af_content', 'buyer_email', 'contact_phone', 'first name', 'title')),
  fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null), fc.jsonValue({ maxDepth: 2 }), email, fc.constant(hex)),
  { maxKeys: 5 },
)

const specProperties = fc.record(
  {
    revenue: amount,
    total: amount,
    value: amount,
    currency,
    price: amount,
    quantity: fc.integer({ min: 1, max: 9 }),
    product_id: word,
    sku: word,
    category: word,
    order_id: fc.oneof(word, fc.integer({ min: 1 })),
    query: word,
    method: word,
    rating: fc.integer({ min: 1, max: 5 }),
    products,
    email,
    phone,
    firstName: name,
    last_name: name,
    appsflyer_id: appsflyerId,
    af_revenue: amount,
    url,
    referrer: url,
    name: word,
    text: fc.string({ maxLength: 300, unit: 'grapheme' }),
  },
  { requiredKeys: [] },
)

const properties = fc.tuple(specProperties, values).map(([spec, other]) => ({ ...other, ...spec }))

const traits = fc.record(
  {
    email,
    phone,
    firstName: name,
    first_name: name,
    lastName: name,
    address: fc.record({ country }, { requiredKeys: [] }),
    appsflyer_id: appsflyerId,
  },
  { requiredKeys: [] },
)

const device = fc.record(
  {
    type: fc.constantFrom(
      ...['ios', 'iOS', 'android', 'Android', 'iPadOS', 'Tablet', 'web', 'Web', 'Desktop', 'steam', 'Roku', 'webOS'],
    ),
    id: fc.oneof(uuid, fc.constant('not-a-uuid')),
    advertisingId: fc.oneof(uuid, fc.constant(zeros), fc.constant('not-a-uuid')),
    adTrackingEnabled: fc.constantFrom(true, false, 'true', '0'),
    attTrackingStatus: fc.constantFrom('authorized', 'denied', 'restricted', 'notDetermined', 3, 0),
    model: word,
  },
  { requiredKeys: [] },
)

const externalIds = fc.array(
  fc.record({ type: fc.constantFrom('appsflyer_id', 'AppsFlyer', 'ga_client_id'), id: appsflyerId }),
  { maxLength: 3 },
)

const context = fc.record(
  {
    ip: fc.constantFrom('203.0.113.7', '2001:db8::1', '::ffff:203.0.113.7', 'not an ip'),
    userAgent: fc.constantFrom('Mozilla/5.0 (iPhone)', 'okhttp/4.9', ''),
    device,
    os: fc.record(
      { name: fc.constantFrom('iOS', 'android', 'Windows'), version: fc.constantFrom('17.4.1', 14, '') },
      { requiredKeys: [] },
    ),
    app: fc.record({ version: fc.constantFrom('2.0', 3), namespace: word }, { requiredKeys: [] }),
    page: fc.record({ url, referrer: url }, { requiredKeys: [] }),
    traits,
    externalIds,
    location: fc.record({ country }, { requiredKeys: [] }),
    library: fc.constant({ name: 'analytics.js', version: '2.11.1' }),
  },
  { requiredKeys: [] },
)

const integration = fc.record(
  {
    appsFlyerId: appsflyerId,
    consent_data: fc.constantFrom(
      { manual: { gdpr_applies: true, ad_user_data_enabled: 'true', ad_personalization_enabled: 'false' } },
      {
        tcf: { policy_version: 4, gdpr_applies: 1, cmp_sdk_id: '5', cmp_sdk_version: 2, tcstring: 'CPexample' },
      },
    ),
    sharing_filter: fc.constantFrom(['googleadwords_int'], ['a_int', 'b_int'], 'all', 'a_int,b_int', []),
  },
  { requiredKeys: [] },
)

const timestamp = fc.oneof(
  fc
    .date({ min: new Date(nowMs - 3 * 86_400_000), max: new Date(nowMs + 86_400_000), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc.constantFrom('2026-03-14 09:30:00', 1_773_480_600, 1_773_480_600_123, 'yesterday', ''),
)

const eventName = fc.oneof(
  fc.constantFrom(...specEvents.keys()),
  word,
  fc.constantFrom('Application Installed', 'Application Opened'),
  fc.constantFrom('Level-Up = 5', 'hello john_smith@gmail.com', 'x'.repeat(120)),
)

const shared = {
  messageId: uuid,
  timestamp: some(timestamp),
  originalTimestamp: some(timestamp),
  userId: fc.option(fc.oneof(word, fc.constantFrom('john_smith@gmail.com', 'u'.repeat(70))), { nil: null }),
  anonymousId: uuid,
  context,
  properties,
  traits: some(traits),
  integrations: some(fc.record({ All: fc.constant(true), AppsFlyer: some(integration) })),
}

const tracks = fc.record({ type: fc.constant('track' as const), event: eventName, ...shared })
const screens = fc.record({ type: fc.constant('screen' as const), name: some(word), ...shared })
const pages = fc.record({ type: fc.constant('page' as const), name: some(word), ...shared })
export const calls = fc.oneof({ weight: 4, arbitrary: tracks }, screens, pages)

/** Rows of a warehouse: some columns by their usual names, some by other names, in the types warehouses have. */
export const rows = fc
  .tuple(
    fc.record(
      {
        event_name: eventName,
        name: word,
        event_time: timestamp,
        platform: fc.constantFrom('ios', 'android', 'Android'),
        appsflyer_id: appsflyerId,
        af_id: appsflyerId,
        customer_user_id: word,
        user_id: fc.integer({ min: 1 }),
        idfa: uuid,
        gaid: uuid,
        Email: email,
        phone_number: phone,
        first_name: name,
        country,
        ip_address: fc.constantFrom('203.0.113.7', '2001:db8::1'),
        os: fc.constantFrom('17.4.1', 'ios'),
        revenue: amount,
        Currency: currency,
        att: fc.constantFrom('denied', 3, '0'),
        ad_tracking_enabled: fc.constantFrom(true, 'FALSE', 1),
        consent_data: fc.constantFrom(
          '{"manual":{"gdpr_applies":true,"ad_user_data_enabled":true,"ad_personalization_enabled":false}}',
          { manual: { gdpr_applies: 'true', ad_user_data_enabled: 1, ad_personalization_enabled: false } },
        ),
        custom_data: fc.constantFrom('{"tier":"gold"}', { tier: 'gold' }),
        sharing_filter: fc.constantFrom('a_int,b_int', '["a_int"]', ['a_int', 'b_int']),
        products,
        order_id: fc.integer({ min: 1 }),
        _airbyte_raw_id: uuid,
      },
      { requiredKeys: [] },
    ),
    values,
  )
  // Two spellings of one column would be a riddle: which of them counts is not what is compared.
  .map(([usual, { 'first name': _second, ...other }]) => ({ ...other, ...usual }))
