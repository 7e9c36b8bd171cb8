import fc from 'fast-check'
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

test('custom values go, the largest first, only as many as needed, and are named', () => {
  const properties = { a: 'x'.repeat(50), b: 'x'.repeat(400), c: 'x'.repeat(300), price: 5, coupon_text: 'y' }
  const seen = see(iosCall(properties))
  expect(seen.values).toEqual({ a: properties.a, c: properties.c, af_price: 5, coupon_text: 'y' })
  const finding = findingOf(seen, 'event_values_trimmed')
  expect(finding).toMatchObject({ severity: 'degrade', field: 'event_values' })
  expect(finding.message).toMatch(/ Left out: b\.$/)
})

describe('what is said twice goes before anything else', () => {
  /** Fills the body to the last byte with the order ids in it, and then some. */
  const over = (properties: object, excess: number, event = 'Order Completed') => {
    const room = 1_024 - bytes(see(iosCall({ ...properties, filler: '' }, { event })).request?.body ?? '')
    return see(iosCall({ ...properties, filler: 'x'.repeat(room + excess) }, { event }))
  }

  test('the receipt id that repeats the order id', () => {
    const { values, ...seen } = over(order, 1)
    expect(values).toMatchObject({ af_order_id: 'o-1', filler: expect.any(String) })
    expect(values).not.toHaveProperty('af_receipt_id')
    expect(seen.findings.at(-1)?.message).toMatch(/ Left out: af_receipt_id\.$/)
  })

  test('a receipt id of its own stays, and so do order ids that differ', () => {
    const ids = { af_order_id: 'a', af_receipt_id: 'b', orderId: 'c', order_id: 'd' }
    expect(over(ids, 1, 'x').values).toEqual(ids)
    expect(over(ids, 1, 'x').findings.at(-1)?.message).toMatch(/ Left out: filler\.$/)
  })

  test('as many repeats as needed, the one that is needed least first', () => {
    const ids = { transaction_id: '7', order_id: 7, af_receipt_id: '7', af_order_id: '7' }
    const kept = (excess: number) => Object.keys(over(ids, excess, 'x').values)
    expect(kept(1)).toEqual(['order_id', 'af_receipt_id', 'af_order_id', 'filler'])
    expect(kept(30)).toEqual(['order_id', 'af_order_id', 'filler'])
    expect(kept(65)).toEqual(['af_order_id', 'filler'])
    expect(kept(500)).toEqual(['af_order_id'])
  })
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
  const seen = see(iosCall({ products: products(60), coupon: 'x', ...order }, { event: 'Order Completed' }))
  const { af_content_id, af_quantity, af_price } = seen.values
  const kept = Array.isArray(af_content_id) ? af_content_id.length : 0
  expect(kept).toBeGreaterThan(5)
  expect(kept).toBeLessThan(60)
  const first = products(kept)
  expect(af_content_id).toEqual(first.map(({ product_id }) => product_id))
  expect(af_quantity).toEqual(first.map(({ quantity }) => quantity))
  expect(af_price).toEqual(first.map(({ price }) => price))
  expect(seen.values).toMatchObject({ af_revenue: '20', af_currency: 'USD', af_order_id: 'o-1' })
  const told = `Left out: af_receipt_id, coupon. Fields left out: user_agent. Product lists were cut to their first ${kept} elements.`
  expect(findingOf(seen, 'event_values_trimmed').message).toContain(told)
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

const manyOwn = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`af_own_${index}_id`, 'x'.repeat(30)]))

test.each<[string, object]>([
  ['a customer user id', iosRow({ user_id: 'x'.repeat(1_000) })],
  ['an order id', iosCall({ order_id: 'x'.repeat(1_000) })],
  ['an order id said twice', iosCall({ order_id: 'x'.repeat(1_000), af_order_id: 'x'.repeat(1_000) })],
  ['many ids', iosCall(manyOwn)],
])('too large even then: %s', (_what, record) => {
  const seen = see(record)
  expect(seen).toMatchObject({ outcome: 'reject', request: null })
  expect(findingOf(seen, 'body_too_large').message).toContain('1024 bytes')
})

describe("AppsFlyer's own parameters that are no ids and no money", () => {
  test('one that fits no request goes alone: the products, the person and custom values stay', () => {
    const properties = { ...order, products: products(1), af_description: 'x'.repeat(900), note: 'y' }
    const seen = see(iosCall(properties, { event: 'Order Completed' }, { traits: { email: traits.email } }))
    const lists = { af_content_id: ['p0'], af_quantity: [1], af_price: [0] }
    expect(seen.values).toEqual({
      ...lists,
      ...{ af_revenue: '20', af_currency: 'USD', af_order_id: 'o-1', af_receipt_id: 'o-1', note: 'y' },
    })
    expect(findingOf(seen, 'event_values_trimmed').message).toMatch(/ Left out: af_description\.$/)
  })

  test('the largest first, only as many as needed', () => {
    const own = { af_a: 'x'.repeat(150), af_b: 'x'.repeat(400), af_c: { deep: 'x'.repeat(300) }, af_d: 1 }
    const seen = see(iosRow({ ...own, af_content_id: 'sku', af_price: 3 }))
    expect(seen.values).toEqual({ af_a: own.af_a, af_c: own.af_c, af_d: 1, af_content_id: 'sku', af_price: 3 })
  })

  test('one that fits where other things go stays', () => {
    const seen = see(iosRow({ af_description: 'x'.repeat(500), af_content_list: ['y'.repeat(300)], note: 'z' }))
    expect(seen.values).toEqual({ af_description: 'x'.repeat(500) })
  })
})

describe('optional context, then the hashes of names, one after the other', () => {
  const agent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
  const row = {
    ...{ email: traits.email, first_name: 'Jane', last_name: 'Doe', user_agent: agent, idfa: undefined },
    ...{ app_store: 'a-store', app_version: '1.2.3', custom_data: { tier: 'gold' }, custom: 'c' },
  }
  const fieldsInOrder = ['app_store', 'app_version_name', 'custom_data', 'ua', 'first_name_hashed', 'last_name_hashed']
  const named = ['app_store', 'app_version', 'custom_data', 'user_agent', 'first_name', 'last_name']
  const whole = bytes(see(iosRow({ ...row, af_content_list: [''] })).request?.body ?? '')

  /** How many of the fields are gone, when the body is too large by so much. */
  const gone = (excess: number) => {
    const seen = see(iosRow({ ...row, af_content_list: ['y'.repeat(1_024 - whole + excess)] }))
    const left = fieldsInOrder.filter((field) => seen.body[field] !== undefined)
    expect(left).toEqual(fieldsInOrder.slice(fieldsInOrder.length - left.length))
    return { count: fieldsInOrder.length - left.length, seen }
  }

  test('each step is tried before the next, and none goes too far', () => {
    const counts = Array.from({ length: 520 }, (_, excess) => gone(excess).count)
    expect(counts).toEqual(counts.toSorted((a, b) => a - b))
    expect(new Set(counts)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]))
    // Custom values go before, lists after: the list stays as long as there is a name's hash to leave out.
    const last = counts.indexOf(6)
    expect(gone(0).seen.values).toHaveProperty('custom', 'c')
    expect(gone(1).seen.values).not.toHaveProperty('custom')
    expect(gone(last).seen.values).toHaveProperty('af_content_list')
  })

  test('they are named as the fields they are', () => {
    for (const excess of [60, 100, 200, 300, 400]) {
      const { count, seen } = gone(excess)
      const fields = named.slice(0, count).join(', ')
      expect(findingOf(seen, 'event_values_trimmed').message).toMatch(` Left out: custom. Fields left out: ${fields}.`)
      expect(bytes(seen.request?.body ?? '')).toBeLessThanOrEqual(1_024)
    }
  })

  test('custom data alone is not the end of a record', () => {
    const seen = see(iosRow({ custom_data: { a: 'x'.repeat(1_000) }, revenue: 1 }))
    expect(seen).toMatchObject({ outcome: 'send', codes: expect.arrayContaining(['event_values_trimmed']) })
    expect(seen.body).not.toHaveProperty('custom_data')
    expect(seen.body).toMatchObject({ ua: 'Example/1.0' })
  })
})

describe('product lists', () => {
  const long = (count: number) => Array.from({ length: count }, (_, index) => `${index}`.padEnd(30, 'x'))

  test('keep their first element at least', () => {
    const seen = see(iosRow({ af_content_list: ['a'.repeat(500), 'b'.repeat(500)] }))
    expect(seen.values).toEqual({ af_content_list: ['a'.repeat(500)] })
    expect(findingOf(seen, 'event_values_trimmed').message).toMatch(/cut to their first element\.$/)
  })

  test('stay when it is another list that is too long', () => {
    const lists = { af_content_id: ['a', 'b'], af_quantity: [1, 2], af_price: [3, 4] }
    const seen = see(iosRow({ ...lists, af_levels: ['x'.repeat(900)] }))
    expect(seen.values).toEqual(lists)
    const more = see(iosRow({ af_content_list: long(40), af_levels: ['x'.repeat(900)] }))
    expect(Object.keys(more.values)).toEqual(['af_content_list'])
  })

  test('go as the last, all of them', () => {
    const lists = { af_content_id: ['a'.repeat(900)], af_quantity: [1], af_price: [3] }
    const seen = see(iosRow({ ...lists, revenue: 5, currency: 'EUR' }))
    expect(seen.values).toEqual({ af_revenue: '5', af_currency: 'EUR' })
    expect(findingOf(seen, 'event_values_trimmed').message).toContain('Left out: af_content_id, af_quantity, af_price.')
  })
})

test('an ordinary purchase with one product, e-mail, phone and names keeps its product', () => {
  const agent =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148'
  const context = { traits, userAgent: agent, app: { version: '4.12.0', namespace: 'com.example.shop' } }
  const properties = { ...order, total: 22.5, coupon: 'SUMMER', products: products(1), shipping: 2.5, tax: 1.2 }
  const seen = see(iosCall(properties, { event: 'Order Completed' }, context))
  expect(seen.outcome).toBe('send')
  expect(seen.values).toMatchObject({ af_content_id: ['p0'], af_quantity: [1], af_order_id: 'o-1', af_revenue: '20' })
  for (const hash of ['email_hashed', 'phone_number_hashed', 'phone_number_e164_hashed']) {
    expect(seen.body).toHaveProperty(hash)
  }
})

test('a hundred thousand values are trimmed in a moment', () => {
  for (const prefix of ['', 'af_']) {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`${prefix}${index}`, index]))
    for (const id of ['o-1', 'x'.repeat(1_100)]) {
      const start = performance.now()
      see(iosCall({ ...many, order_id: id }))
      expect(performance.now() - start).toBeLessThan(5_000)
    }
  }
})

test('a purchase with the whole person and a real user agent is not lost', () => {
  const agent =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148'
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
