import fc from 'fast-check'
import { listedCurrencies } from '../../../spec/appsflyer/events/currencies'
import { anyJson } from '../prepare-arbitraries'

/** Records as people have them, odd values in some places: enough of them get through to say much about the bodies. */

export type Arbitrary = fc.Arbitrary<unknown>
export type Parts = Readonly<Record<string, Arbitrary>>
export type Columns = Readonly<Record<string, unknown>>

/** Now and then something else stands there. */
export const mostly = (usual: Arbitrary, weight = 40): Arbitrary =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: anyJson })
/** Any of the parts may be missing, but not these. */
export const some = (parts: Parts, ...needed: readonly string[]) =>
  fc.record<Columns>({ ...parts }, { requiredKeys: [...needed] })
/** A part in a quarter of the records. */
export const atTimes = (part: fc.Arbitrary<Columns>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant<Columns>({}) }, part)
export const merged = (...parts: readonly fc.Arbitrary<Columns>[]) =>
  fc.tuple(...parts).map((list) => Object.assign({}, ...list) as Columns)
export const asText = (value: Arbitrary) => value.map((structure) => JSON.stringify(structure))

export const digits = (min: number, max: number) => fc.stringMatching(new RegExp(`^[1-9]\\d{${min - 1},${max - 1}}$`))
export const hash = fc.oneof(fc.stringMatching(/^[0-9a-f]{64}$/), fc.stringMatching(/^[0-9A-F]{64}$/))
export const uuid = fc.oneof(
  fc.uuid(),
  fc.uuid().map((id) => id.toUpperCase()),
  fc.uuid().map((id) => id.replaceAll('-', '')),
  fc.constant('00000000-0000-0000-0000-000000000000'),
)
export const flag = fc.constantFrom<unknown>(true, false, 'true', 'no', 1, '0')
export const name = fc.oneof(
  fc.constantFrom('Jane', 'María', ' Łukasz ', '花子', 'O’Neil', 'null'),
  fc.string({ maxLength: 12 }),
)
export const word = fc.oneof(
  fc.constantFrom('gold', 'Schuhe', '靴', 'a"b\\c', '1.0', '👟 new', ''),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 10 }),
)

export const appsflyerId = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(digits(13, 13), digits(7, 19)).map(([first, second]) => `${first}-${second}`) },
  fc.constantFrom('1700000000000-123', 'abc', '1700000000000'),
)
export const webId = fc.uuid().map((id) => `${id}-p`)
export const browserId = fc.oneof({ weight: 9, arbitrary: webId }, appsflyerId)
export const userId = fc.oneof(
  digits(1, 12),
  digits(1, 9).map(Number),
  fc.uuid(),
  fc.constantFrom('user-1', 'ü#/?', 'x'.repeat(64)),
)
const clocks: readonly ((at: Date) => unknown)[] = [
  (at) => at.toISOString(),
  (at) => at.toISOString().replace('Z', '+05:30'),
  (at) => at.toISOString().slice(0, 19).replace('T', ' '),
  (at) => at.toISOString().slice(0, 10),
  (at) => at.toISOString().replace('Z', '123456 UTC').replace('T', ' '),
  (at) => at.getTime(),
  (at) => Math.floor(at.getTime() / 1_000),
  (at) => at.getTime() / 1_000,
  (at) => at.getTime() * 1_000,
]
export const time = fc
  .tuple(
    fc.date({ min: new Date('2023-12-01'), max: new Date('2024-02-01'), noInvalidDate: true }),
    fc.constantFrom(...clocks),
  )
  .map(([at, written]) => written(at))
export const ip = fc.oneof(
  { weight: 3, arbitrary: fc.ipV4() },
  fc.ipV6(),
  fc.tuple(fc.ipV4(), fc.ipV4()).map((list) => list.join(', ')),
  fc.constantFrom(
    '203.0.113.7:443',
    '::ffff:203.0.113.7',
    '[2001:db8::1]:443',
    '10.0.0.1, 2001:db8::1',
    '2001:db8::1%eth0',
  ),
  fc.constantFrom('2001:DB8::203.0.113.7', '64:ff9b::203.0.113.7', '203.0.113.007', '0xcb.0.113.7', '3405803783'),
)
export const userAgent = fc.oneof(
  fc.constantFrom(
    'Example/1.0',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15',
    'Ü/1 👟',
  ),
  fc.constant(`${'x'.repeat(1_023)}👟`),
)
const odderUrls = [
  ...[
    'https://example.com',
    'HTTPS://Example.COM:443/a/../b',
    'https://user:pw@example.com/',
    'http://localhost:3000/',
  ],
  ...[
    'https://example.com/ümlaut?q=語',
    'https://bücher.example/',
    'https://x.example/ bad',
    'https://[2001:db8::1]/a',
  ],
  ...['https://x.example/a|b', 'https://x.example/?filter={"a":[1]}', 'https://x.example/?a[]=1&b=x^y', '//x.example'],
  ...['https://x.example/?q=100%', 'https://x.example/%zz', 'https://x.example/#a#b', 'https://x.example/\\a`'],
  ...['https://x.example/?mail=jane@example.com', 'https://x.example/{id}/[x]', 'https://x_y.example/'],
  ...['https://a{b}.example/', 'https://1.2.3.4/', 'https://x.example/%E9', 'https://x.example/?a=%u2713'],
]
export const url = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom(...odderUrls),
  fc.string({ unit: 'grapheme', maxLength: 15 }).map((path) => `https://example.com/${path}`),
  fc.string({ maxLength: 15 }).map((query) => `https://example.com/?${query}`),
)
export const referrer = fc.oneof(url, fc.constantFrom('android-app://com.example.app', 'example.org', '/home'))

export const eventName = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ...['Order Completed', 'Product Added', 'Signed Up', 'af_purchase', 'level_finished', 'Order Refunded'],
      ...['Product Viewed', 'Products Searched', 'Subscription-Renewed', 'a@b=c+d-e', 'Уровень', '👟'.repeat(40)],
    ),
  },
  fc.string({ minLength: 1, maxLength: 120 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 70 }),
)
export const amount = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -99_999, max: 999_999 }).map((cents) => cents / 100) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 999_999 }).map((cents) => (cents / 100).toFixed(2)) },
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.constantFrom<unknown>(0, '-0.00', '48', '.5', '+3', '1234567890123.123456', 1e-7, '0005', 1e21),
)
export const currency = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...listedCurrencies) },
  fc.constantFrom('usd', 'XCG', 'VED', 'ZWG', 'zzz', ' EUR '),
)
export const product = some(
  {
    product_id: fc.oneof(word, digits(1, 9).map(Number)),
    sku: word,
    name: word,
    category: word,
    price: mostly(amount),
    quantity: mostly(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant('2'))),
  },
  'product_id',
  'price',
)
export const partners = fc.oneof(
  fc.subarray(['googleadwords_int', 'twitter_int', 'Apple Search Ads', 'facebook'], { minLength: 1 }),
  fc.constantFrom<unknown>('all', ['all'], 'googleadwords_int,adcolony_int', '["adcolony_int"]', [], [''], ['a', '']),
)
const tcf = fc.record({
  policy_version: fc.constantFrom<unknown>(4, '4', 2.0),
  gdpr_applies: fc.constantFrom<unknown>(-1, 0, 1, '1', true),
  cmp_sdk_id: fc.constantFrom<unknown>(7, '300'),
  cmp_sdk_version: fc.integer({ min: 0, max: 99 }),
  tcstring: fc.constantFrom('CPokAsAPokAsABEACBENC7', ''),
})
const manual = some(
  { gdpr_applies: flag, ad_user_data_enabled: flag, ad_personalization_enabled: flag },
  'ad_user_data_enabled',
  'ad_personalization_enabled',
)
export const consent = fc.oneof(
  fc.record({ tcf: mostly(tcf) }),
  fc.record({ manual: mostly(manual) }),
  fc.record({ tcf, manual }),
  asText(fc.record({ tcf })),
  manual,
)
export const version = fc.constantFrom<unknown>('17.4.1', '14', 14, 13.5, '17.4 (21E219)', 'iOS 16_2', 'Android 13')
export const att = fc.constantFrom<unknown>(
  ...[0, 1, 2, 3, 3, 3, '3', 'authorized', 'ATTrackingManager.AuthorizationStatus.denied'],
)
export const appSetId = fc.oneof(
  fc.record({ scope: fc.constantFrom<unknown>(1, 2, 'app', '2'), id: fc.oneof(fc.uuid(), uuid) }),
  asText(fc.record({ scope: fc.constant(1), id: fc.uuid() })),
)
export const values: fc.Arbitrary<Columns> = fc.oneof(
  { weight: 6, arbitrary: fc.dictionary(word, fc.oneof(word, fc.integer(), flag), { maxKeys: 3 }) },
  some({ af_content_id: word, af_content_list: fc.array(word, { maxLength: 4 }), plan: word, order_id: digits(1, 9) }),
  fc.record({ note: fc.constantFrom('x'.repeat(300), 'ü'.repeat(600), '"'.repeat(400)) }),
  fc.record({ deep: fc.record({ er: fc.array(fc.record({ sku: word }), { maxLength: 3 }) }), anything: anyJson }),
)
