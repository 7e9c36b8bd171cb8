import fc from 'fast-check'
import { mobileEntryBytes } from '../../../src/core/request/to-mobile-body'
import { findingOf, iosCall, iosRow, see, webCall } from '../prepare-fixtures'

const bytes = (text: string) => Buffer.byteLength(text)
const order = { order_id: 'o-1', revenue: 20, currency: 'USD' }
const traits = { email: 'jane@example.com', phone: '+12133734253', firstName: 'Jane', lastName: 'Doe' }
const products = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ product_id: `p${index}`, quantity: index + 1, price: index }))

test('what fits is not trimmed: exactly 1,024 bytes go, one more does not', () => {
  const small = bytes(see(iosCall({ filler: '' })).request?.body ?? '')
  const exact = see(iosCall({ filler: 'x'.repeat(1_024 - small) }))
  expect(bytes(exact.request?.body ?? '')).toBe(1_024)
  expect(exact.codes).toEqual([])
  const more = see(iosCall({ filler: 'x'.repeat(1_025 - small) }))
  expect(more).toMatchObject({ outcome: 'send', codes: ['event_values_trimmed'], values: {} })
})

test('event values that are not af_* go first, the largest first, and are named', () => {
  const properties = { a: 'x'.repeat(50), b: 'x'.repeat(400), c: 'x'.repeat(300), price: 5, ...order }
  const seen = see(iosCall(properties, { event: 'Order Completed' }))
  const fitting = { af_revenue: '20', af_currency: 'USD', af_price: 5, af_order_id: 'o-1' }
  expect(seen.values).toEqual({ ...fitting, a: properties.a, c: properties.c })
  const finding = findingOf(seen, 'event_values_trimmed')
  expect(finding).toMatchObject({ severity: 'degrade', field: 'event_values' })
  expect(finding.message).toContain('Left out: af_receipt_id, b.')
})

test('text of many bytes weighs what it weighs in the request', () => {
  // Each is the larger one in bytes, the shorter one in characters.
  for (const heavy of ['語'.repeat(130), '"'.repeat(130), '\u0001'.repeat(70), '😀'.repeat(100)]) {
    const light = 'x'.repeat(250)
    const seen = see(iosCall({ heavy, light, rest: 'x'.repeat(100) }))
    expect(seen.values).toEqual({ light, rest: 'x'.repeat(100) })
  }
})

test('an order id stays, whatever the event', () => {
  const seen = see(iosCall({ order_id: 'x'.repeat(100), small: 'y', other: 'z'.repeat(900) }))
  expect(seen.values).toEqual({ order_id: 'x'.repeat(100), small: 'y' })
})

test('then product lists shrink to their first elements, all by the same', () => {
  const seen = see(iosCall({ products: products(60), note: 'x', ...order }, { event: 'Order Completed' }))
  const { af_content_id, af_quantity, af_price } = seen.values
  const kept = Array.isArray(af_content_id) ? af_content_id.length : 0
  expect(kept).toBeGreaterThan(5)
  expect(kept).toBeLessThan(60)
  const first = products(kept)
  expect(af_content_id).toEqual(first.map(({ product_id }) => product_id))
  expect(af_quantity).toEqual(first.map(({ quantity }) => quantity))
  expect(af_price).toEqual(first.map(({ price }) => price))
  expect(seen.values).toMatchObject({ af_revenue: '20', af_currency: 'USD', af_order_id: 'o-1' })
  expect(findingOf(seen, 'event_values_trimmed').message).toMatch(
    /Left out: af_receipt_id, note, user_agent\. Product lists were cut/,
  )
  // As many as fit.
  expect(bytes(seen.request?.body ?? '')).toBeGreaterThan(1_024 - 40)
})

test('ids, hashes, consent, revenue, currency and order id are never trimmed', () => {
  const manual = { gdpr_applies: true, ad_user_data_enabled: true, ad_personalization_enabled: false }
  const plain = iosCall(order, { event: 'Order Completed' }, { traits, userAgent: undefined })
  const integrations = { AppsFlyer: { appsFlyerId: '1700000000000-1234567', consent_data: { manual } } }
  const context = plain.context
  const { body } = see({ ...plain, integrations, context: { ...context, traits: { email: traits.email } } })
  const full = { ...plain.properties, products: products(40), coupon: 'x'.repeat(500) }
  const seen = see({
    ...plain,
    integrations,
    properties: full,
    context: { ...context, traits: { email: traits.email } },
  })
  const { eventValue: _all, ...rest } = body
  expect(seen.body).toMatchObject(rest)
  expect(seen.values).toMatchObject({ af_revenue: '20', af_currency: 'USD', af_order_id: 'o-1' })
})

test.each<[string, object]>([
  ['a customer user id', iosRow({ user_id: 'x'.repeat(1_000) })],
  ['an order id', iosCall({ order_id: 'x'.repeat(1_000) })],
  ['an id of the content', iosRow({ af_content_id: 'x'.repeat(1_000) })],
])('too large even then: %s', (_what, record) => {
  const seen = see(record)
  expect(seen).toMatchObject({ outcome: 'reject', request: null })
  expect(findingOf(seen, 'body_too_large').message).toContain('1024 bytes')
})

const agent =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148'

test('an ordinary purchase with one product, e-mail, phone and names keeps its product', () => {
  const context = { traits, app: { version: '7.1.0', namespace: 'com.example.shop' }, userAgent: agent }
  const properties = { ...order, products: products(1), coupon: 'VIP10', shipping: 'express', note: 'x'.repeat(80) }
  const seen = see(iosCall(properties, { event: 'Order Completed' }, context))
  expect(seen.values).toMatchObject({ af_revenue: '20', af_content_id: ['p0'], af_quantity: [1], af_price: [0] })
  expect(seen.body).toMatchObject({
    email_hashed: expect.any(String),
    phone_number_hashed: expect.any(String),
    phone_number_e164_hashed: expect.any(String),
  })
})

test('each step is tried before the next begins', () => {
  const context = { traits, app: { version: '7.1.0' }, userAgent: agent }
  const app = { app_store: 'GooglePlay' }
  const steps: string[] = []
  let filled = 0
  for (; filled < 1_000; filled += 10) {
    const properties = { ...order, af_content_id: ['a', 'b'], af_level: 'x'.repeat(filled), small: 'y'.repeat(20) }
    const seen = see(iosCall(properties, { event: 'Order Completed', ...app }, context))
    if (seen.request === null) break
    const message = seen.findings.find(({ code }) => code === 'event_values_trimmed')?.message ?? ''
    steps.push(/Left out: ([^.]*)\./.exec(message)?.[1] ?? '')
  }
  const order_ = ['af_receipt_id', 'small', 'app_version', 'user_agent', 'first_name', 'last_name', 'af_content_id']
  for (const left of steps.filter((step) => step !== '' && !step.includes('af_level'))) {
    const names = left.split(', ')
    expect(order_.slice(0, names.length)).toEqual(names)
  }
  expect(new Set(steps).size).toBeGreaterThan(4)
})

test('a purchase is not lost for a description, nor its product', () => {
  const properties = { ...order, products: products(1), af_description: 'x'.repeat(2_000) }
  const seen = see(iosCall(properties, { event: 'Order Completed' }))
  expect(seen).toMatchObject({ outcome: 'send', codes: ['event_renamed', 'event_values_trimmed'] })
  expect(seen.body['ua']).toBe('Example/1.0')
  expect(seen.values).toMatchObject({ af_revenue: '20', af_content_id: ['p0'], af_receipt_id: 'o-1' })
  expect(findingOf(seen, 'event_values_trimmed').message).toContain('Left out: af_description.')
  expect(see(iosRow({ custom_data: { a: 'x'.repeat(1_000) } })).outcome).toBe('send')
})

test('a purchase with the whole person and a real user agent is not lost', () => {
  const call = iosCall({ ...order, products: products(3) }, { event: 'Order Completed' }, { traits, userAgent: agent })
  const seen = see(call)
  expect(seen.outcome).toBe('send')
  expect(seen.values).toMatchObject({ af_revenue: '20', af_currency: 'USD', af_order_id: 'o-1' })
})

test('the web takes what mobile does not, up to a mebibyte', () => {
  expect(see(webCall({ a: 'x'.repeat(900), b: 'x'.repeat(900) })).codes).toEqual([])
  const seen = see(webCall({ a: 'x'.repeat(600_000), b: 'x'.repeat(700_000) }))
  expect(seen.codes).toEqual(['event_values_trimmed', 'value_long'])
  expect(seen.values).toEqual({ custom_parameters: { a: 'x'.repeat(600_000) } })
  expect(
    see(webCall({}, {}, { page: { url: 'https://example.com/', referrer: 'x'.repeat(1_100_000) } })),
  ).toMatchObject({
    outcome: 'reject',
    codes: ['body_too_large'],
  })
})

test('a value of more than 1,000 characters is told, of those that are sent', () => {
  expect(findingOf(see(webCall({ a: 'x'.repeat(1_001) })), 'value_long').field).toBe('event_values.a')
  expect(see(webCall({ a: 'x'.repeat(1_000) })).codes).toEqual([])
  expect(see(iosCall({ a: 'x'.repeat(1_001) })).codes).toEqual(['event_values_trimmed'])
})

const values = fc.dictionary(
  fc.oneof(fc.string({ minLength: 1, maxLength: 12 }), fc.constantFrom('af_x', 'af_content_id', 'a', 'b', 'order_id')),
  fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.array(fc.integer(), { maxLength: 80 }), fc.double()),
  { maxKeys: 12 },
)

test('whatever the values: a request that fits, of values that were there', () => {
  fc.assert(
    fc.property(values, fc.array(fc.record({ sku: fc.string(), price: fc.nat() })), (given, list) => {
      const configuration = { privacy: { personal_data_in_event_values: 'keep' } }
      const seen = see(iosCall({ ...given, products: list, ...order }, { event: 'Order Completed' }), { configuration })
      if (seen.request === null) return expect(seen.codes).toContain('body_too_large')
      expect(bytes(seen.request.body)).toBeLessThanOrEqual(1_024)
      expect(seen.values).toMatchObject({ af_revenue: '20', af_currency: 'USD', af_order_id: 'o-1' })
      const lists = ['af_content_id', 'af_quantity', 'af_price'].map((key) => seen.values[key]).filter(Array.isArray)
      if (given['af_content_id'] === undefined) expect(new Set(lists.map((each) => each.length)).size).toBeLessThan(2)
    }),
    { numRuns: 300 },
  )
})

test('what is left out is larger than what of its kind is kept', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 400 }), { minLength: 1, maxLength: 10 }), (lengths) => {
      const given = Object.fromEntries(lengths.map((length, index) => [`k${index}`, 'x'.repeat(length)]))
      const kept = Object.values(see(iosCall(given)).values).map((value) => String(value).length)
      const dropped = lengths.toSorted((a, b) => a - b).slice(kept.length)
      expect(Math.max(0, ...kept)).toBeLessThanOrEqual(Math.min(...dropped, Number.POSITIVE_INFINITY))
    }),
  )
})

test('what an event value weighs is what it adds to the body', () => {
  const values = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
  )
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), values, (key, value) => {
      const bytes = Buffer.byteLength(JSON.stringify(JSON.stringify({ [key]: value, a: 1 })))
      const without = Buffer.byteLength(JSON.stringify(JSON.stringify({ a: 1 })))
      fc.pre(key !== 'a' && key !== '__proto__')
      expect(mobileEntryBytes(key, value)).toBe(bytes - without)
    }),
  )
})
