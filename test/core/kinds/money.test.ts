import { androidApp, findingOf, ids, iosCall, iosRow, see, webApp } from '../prepare-fixtures'

/** A row of the Android app with nothing to find fault with. */
const row = (columns: object) => ({
  platform: 'android',
  event_name: 'af_purchase',
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
const money = ({ values }: ReturnType<typeof see>) => [values['af_revenue'], values['af_currency']]

describe("AppsFlyer's own names mean its fields (mobile v3 OpenAPI; S2S web, Request body)", () => {
  test.each<[string, object, string, string]>([
    ['event values as JSON text', { eventValue: '{"af_revenue":"29.99","af_currency":"EUR"}' }, '29.99', 'EUR'],
    ['event values as an object', { eventValue: { af_revenue: 29.99, af_currency: 'EUR' } }, '29.99', 'EUR'],
    [
      'JSON text written as JSON once more',
      { event_value: JSON.stringify('{"af_revenue":5,"af_currency":"EUR"}') },
      '5',
      'EUR',
    ],
    ['event_values', { event_values: { AF_REVENUE: '5', AF_CURRENCY: 'eur' } }, '5', 'EUR'],
    ['eventCurrency beside af_revenue', { eventValue: '{"af_revenue":"5"}', eventCurrency: 'BRL' }, '5', 'BRL'],
    ['the names of the web', { event_revenue: '9.99', event_revenue_currency: 'EUR' }, '9.99', 'EUR'],
    ['raw data in words', { 'Event Revenue': '9.99', 'Event Revenue Currency': 'EUR' }, '9.99', 'EUR'],
    ['Snowflake', { AF_REVENUE: '12.50', AF_CURRENCY: 'EUR' }, '12.5', 'EUR'],
    ['dashes', { 'af-revenue': '12.50', 'event-currency': 'EUR' }, '12.5', 'EUR'],
    ['camel case', { afRevenue: 12.5, currencyCode: 'EUR' }, '12.5', 'EUR'],
    [
      'an amount of the row wins over one within',
      { revenue: 7, currency: 'EUR', event_values: { af_revenue: 5, af_currency: 'USD' } },
      '7',
      'EUR',
    ],
  ])('%s', (_title, columns, revenue, currency) => {
    const seen = see(row(columns))
    expect(money(seen)).toEqual([revenue, currency])
    expect(seen.body['eventCurrency']).toBe(currency)
    expect(Object.keys(seen.values)).toEqual(['af_revenue', 'af_currency'])
  })

  test('the properties of an event as well, and an advertising id is none of its values', () => {
    const seen = see(iosCall({ AF_REVENUE: 5, eventCurrency: 'EUR', idfa: ids.idfa, customer_dedup_id: 'd' }))
    expect(seen.values).toEqual({ af_revenue: '5', af_currency: 'EUR' })
  })

  test('a whole web body (S2S web, Request body)', () => {
    const body = {
      platform: 'web',
      user_id: { customer_user_id: 'u1' },
      event_name: 'purchase',
      event_revenue: 5,
      event_revenue_currency: 'EUR',
      event_value: { af_order_id: 'O1', custom_parameters: { plan: 'gold' } },
    }
    expect(see(body).body).toMatchObject({
      event_name: 'af_purchase',
      event_revenue: 5,
      event_revenue_currency: 'EUR',
      user_id: { customer_user_id: 'u1' },
      event_value: { af_order_id: 'O1', custom_parameters: { plan: 'gold' } },
    })
  })

  test.each(['null', 'N/A', '', '{}', null])('event values %j are none', (event_values) => {
    expect(see(row({ event_name: 'x', event_values }))).toMatchObject({ outcome: 'send', values: {} })
  })

  test.each(["{'af_revenue': 5}", 'af_revenue=5', 5, [{ af_revenue: 5 }]])(
    'event values %j are told',
    (event_values) => {
      expect(see(row({ event_values })).codes).toEqual(
        expect.arrayContaining(['event_values_unreadable', 'purchase_without_revenue']),
      )
    },
  )
})

test.each(['', ' ', null, 'N/A', 'null'])('af_revenue %j beside a total is not the money', (af_revenue) => {
  const columns = { event_name: 'order completed', af_revenue, af_currency: af_revenue, total: 30, currency: 'USD' }
  const values = { af_revenue: '30', af_currency: 'USD', af_price: 30 }
  expect(see(row(columns)).values).toEqual(values)
  expect(see(row({ ...columns, af_revenue: null, event_values: { af_revenue } })).values).toEqual(values)
  const { event_name: event, ...properties } = columns
  expect(see(iosCall(properties, { event })).values).toEqual(values)
})

describe('one amount has one currency', () => {
  test.each<[string, object, string, string, boolean]>([
    [
      "the row's and af_currency, beside af_revenue",
      { currency: 'EUR', event_values: { af_revenue: 5, af_currency: 'USD' } },
      '5',
      'USD',
      true,
    ],
    [
      "the row's and af_currency, beside revenue",
      { currency: 'EUR', revenue: 5, event_values: { af_currency: 'USD' } },
      '5',
      'EUR',
      true,
    ],
    ['two whole pairs', { currency: 'EUR', revenue: 5, af_revenue: 6, af_currency: 'USD' }, '5', 'EUR', true],
    ['the same twice', { currency: 'EUR', event_values: { af_revenue: 5, af_currency: 'eur' } }, '5', 'EUR', false],
  ])('%s', (_title, columns, revenue, currency, isTold) => {
    const seen = see(row(columns))
    expect(money(seen)).toEqual([revenue, currency])
    expect(seen.codes.includes('currency_conflict')).toBe(isTold)
  })

  test.each<[string, object, object, string]>([
    ['GA4: event_value_in_usd beside a local currency', { event_value_in_usd: 9.99 }, {}, 'USD'],
    ['Adapty: price_usd', { price_usd: 9.99 }, {}, 'USD'],
    ['Qonversion: price.in_usd, a path', { price: { in_usd: 9.99, value: 8 } }, { column: 'price.in_usd' }, 'USD'],
    ['in cents', { price_usd_cents: 999 }, { unit: 'cents' }, 'USD'],
    ['camel case', { revenueUSD: 9.99 }, {}, 'USD'],
    ['in capitals', { PRICE_IN_USD: 9.99 }, {}, 'USD'],
    ['in euro', { price_eur: 9.99 }, {}, 'EUR'],
    ['a listed currency behind in', { price_in_cad: 9.99 }, {}, 'CAD'],
    ['RevenueCat: price_in_purchased_currency', { price_in_purchased_currency: 9.99 }, {}, 'JPY'],
    ['a word that is a code as well', { price_all: 9.99 }, {}, 'JPY'],
    ['a word that is a code as well, two', { amount_top: 9.99 }, {}, 'JPY'],
  ])('the column says it: %s', (_title, columns, changes, currency) => {
    const [column] = Object.keys(columns)
    const mapping = stream({ columns: [{ column, field: 'revenue', ...changes }] })
    const seen = see(row({ currency: 'JPY', ...columns }), mapping)
    expect(money(seen)).toEqual(['9.99', currency])
    expect(seen.codes.includes('currency_from_column')).toBe(currency !== 'JPY')
  })

  test('a constant of the configuration wins over the name of the column', () => {
    const mapping = {
      columns: [{ column: 'price_usd', field: 'revenue' }],
      constants: [{ field: 'currency', value: 'EUR' }],
    }
    expect(money(see(row({ price_usd: 5 }), stream(mapping)))).toEqual(['5', 'EUR'])
  })

  test.each<[unknown, string]>([
    ['$', 'invalid_currency'],
    ['US$', 'invalid_currency'],
    ['dollar', 'invalid_currency'],
    [{ code: 'EUR' }, 'invalid_currency'],
    [840, 'invalid_currency'],
    ['', 'currency_defaulted'],
    [null, 'currency_defaulted'],
    ['N/A', 'currency_defaulted'],
    ['(not set)', 'currency_defaulted'],
    ['VED', 'unknown_currency'],
  ])('currency %j: %s', (currency, code) => {
    const seen = see(row({ revenue: 5, currency }), { configuration: { defaults: { currency: 'USD' } } })
    expect(seen.codes).toContain(code)
    expect(seen.outcome).toBe(code === 'invalid_currency' ? 'reject' : 'send')
  })

  test('none at all is told (AppsFlyer takes its own default)', () => {
    expect(see(row({ revenue: 5000 })).codes).toEqual(['revenue_without_currency'])
  })
})

describe('a unit belongs to its column', () => {
  test.each<[string, object, object, string]>([
    [
      'Stripe: amount in the smallest unit',
      { amount: 1099, currency: 'usd' },
      { column: 'amount', unit: 'minor' },
      '10.99',
    ],
    ['Stripe: JPY has none smaller', { amount: 1099, currency: 'jpy' }, { column: 'amount', unit: 'minor' }, '1099'],
    [
      'Google Play: priceAmountMicros',
      { price_amount_micros: '9990000', currency: 'EUR' },
      { column: 'price_amount_micros', unit: 'micro' },
      '9.99',
    ],
    ['App Store: price in thousandths', { price: 12990, currency: 'USD' }, { column: 'price', unit: 'milli' }, '12.99'],
    ['in cents', { cents: 999, currency: 'USD' }, { column: 'cents', unit: 'cents' }, '9.99'],
    [
      'a path',
      { data: { object: { amount: 999 } }, currency: 'USD' },
      { column: 'data.object.amount', unit: 'cents' },
      '9.99',
    ],
    ['a column named revenue', { revenue: 999, currency: 'USD' }, { column: 'revenue', unit: 'cents' }, '9.99'],
    [
      'not to the revenue that stands in',
      { amount: null, revenue: 9.99, currency: 'USD' },
      { column: 'amount', unit: 'cents' },
      '9.99',
    ],
    [
      'nor behind a placeholder',
      { amount: 'N/A', revenue: 9.99, currency: 'USD' },
      { column: 'amount', unit: 'cents' },
      '9.99',
    ],
    [
      'nor to the total',
      { event_name: 'order completed', amount: 'N/A', total: 9.99, currency: 'USD' },
      { column: 'amount', unit: 'cents' },
      '9.99',
    ],
  ])('%s', (_title, columns, mapping, revenue) => {
    const seen = see(row(columns), stream({ columns: [{ field: 'revenue', ...mapping }] }))
    expect(seen.values['af_revenue']).toBe(revenue)
  })

  test.each(['price_amount_micros', 'amountCents', 'amount.minor', 'price_milliunits'])(
    '%s without a unit is told',
    (column) => {
      const [root = '', inner] = column.split('.')
      const columns = { currency: 'USD', [root]: inner === undefined ? 999 : { [inner]: 999 } }
      expect(see(row(columns), stream({ columns: [{ column, field: 'revenue' }] })).codes).toContain(
        'amount_unit_unclear',
      )
    },
  )
})

describe('value and total', () => {
  const cases: [string, object, object][] = [
    ['GA4 purchase', { event_name: 'purchase', value: 30 }, { af_revenue: '30' }],
    ['GA4 refund', { event_name: 'refund', value: 30 }, { af_revenue: '-30' }],
    ['GA4 add_to_cart', { event_name: 'add_to_cart', value: 30 }, { af_price: 30 }],
    ['GA4 view_item', { event_name: 'VIEW_ITEM', VALUE: '30' }, { af_price: '30' }],
    ['GA4 begin_checkout', { event_name: 'begin_checkout', value: 30 }, { af_price: 30 }],
    ['Segment v1 Completed Order', { event_name: 'Completed Order', total: 30 }, { af_revenue: '30', af_price: 30 }],
    [
      'Order Completed, both',
      { event_name: 'order_completed', total: 30, revenue: 25 },
      { af_revenue: '25', af_price: 30 },
    ],
    [
      'Order Completed, revenue a placeholder',
      { event_name: 'order_completed', total: 30, revenue: 'null' },
      { af_revenue: '30', af_price: 30 },
    ],
    ['Checkout Started', { event_name: 'Checkout Started', value: 30 }, { af_price: 30 }],
    ['Product Added', { event_name: 'Product Added', price: 30, quantity: 2 }, { af_price: 30, af_quantity: 2 }],
  ]
  test.each(cases)('%s, as a row', (_title, columns, values) => {
    const seen = see(row({ currency: 'USD', ...columns }))
    expect(seen.values).toEqual({ af_currency: 'USD', ...values })
  })
  test.each(cases)('%s, as an event', (_title, { event_name, ...columns }: { event_name?: string }, values) => {
    const seen = see(iosCall({ currency: 'USD', ...columns }, { event: event_name }))
    expect(seen.values).toEqual({ af_currency: 'USD', ...values })
  })

  test.each<[string, object]>([
    ['an event of no spec', { event_name: 'level_up', value: 5, currency: 'USD' }],
    ['a purchase of its own name', { total_price: '243.00' }],
    ['Google Play', { event_name: 'renewal', price_amount_micros: 9990000 }],
    ['Shopify', { event_name: 'purchase', total_price: '243.00' }],
    ['WooCommerce', { order_total: '243.00' }],
    ['Stripe', { event_name: 'invoice.paid', amount_paid: 1099 }],
    ['Qonversion', { event_name: 'subscription_renewed', proceeds_usd: 5 }],
    ['Adapty', { event_name: 'subscription_renewed', PRICE_LOCAL: 5 }],
    ['RevenueCat', { event_name: 'RENEWAL', price_in_purchased_currency: 5 }],
    ['Purchasely', { event_name: 'SUBSCRIPTION_RENEWED', plan_price_in_customer_currency: 5 }],
  ])('an amount that nobody mapped is told: %s', (_title, columns) => {
    const seen = see(row(columns))
    expect(seen.outcome).toBe('send')
    expect(seen.codes).toContain('amount_not_mapped')
    expect(seen.values['af_revenue']).toBeUndefined()
  })

  const both = { revenue: 20, total: 25, currency: 'USD' }
  test.each<[string, object, string]>([
    ['Order Completed', { event_name: 'Order Completed' }, '25'],
    ['a row in capitals', { EVENT_NAME: 'ORDER_COMPLETED', event_name: null, TOTAL: 25, total: null }, '25'],
    ["AppsFlyer's name", { event_name: 'af_purchase' }, '25'],
    ['a refund', { event_name: 'Order Refunded' }, '-25'],
    ['a renewal', { event_name: 'RENEWAL' }, '25'],
    ['no sale', { event_name: 'Product Added' }, '20'],
    ['an event of no spec', { event_name: 'level_up' }, '20'],
    ['without a total', { event_name: 'af_purchase', total: null }, '20'],
    ['af_revenue beside it', { event_name: 'af_purchase', revenue: null, af_revenue: 20 }, '25'],
  ])('revenue_from total: %s', (_title, columns, revenue) => {
    const seen = see(row({ ...both, ...columns }), { configuration: { revenue_from: 'total' } })
    expect(seen.values['af_revenue']).toBe(revenue)
  })
  test('revenue_from total: an event, also renamed, and under the name of its stream', () => {
    const configuration = { revenue_from: 'total', event_names: { rename: [{ from: 'order completed', to: 'first' }] } }
    expect(see(iosCall(both, { event: 'Order Completed' }), { configuration }).values['af_revenue']).toBe('25')
    const named = stream({ event_name: 'af_purchase' }, { revenue_from: 'total' })
    expect(see(row({ ...both, event_name: null }), named).values['af_revenue']).toBe('25')
  })
  test('revenue_from total: a column of the configuration wins all the same', () => {
    const mapping = stream({ columns: [{ column: 'net', field: 'revenue' }] }, { revenue_from: 'total' })
    expect(see(row({ ...both, net: 19 }), mapping).values['af_revenue']).toBe('19')
  })
})

describe('money that goes back is negative, or told', () => {
  test.each(['Order Refunded', 'ORDER_CANCELLED', 'refund', 'cancel_purchase', 'CANCEL_PURCHASE', 'cancelPurchase'])(
    '%s',
    (event_name) => {
      for (const revenue of [20, '-20', '20.00'])
        expect(see(row({ event_name, revenue, currency: 'USD' })).values['af_revenue']).toBe('-20')
    },
  )
  test.each(['af_cancel_purchase', 'af_refund', 'subscription_refunded', 'order.refund'])('%s', (event_name) => {
    expect(see(row({ event_name, revenue: 20, currency: 'USD' })).values['af_revenue']).toBe('-20')
  })
  test('by the name of the stream, by a rename, and by the name it had before', () => {
    const columns = { revenue: 20, currency: 'USD' }
    const rename = (from: string, to: string) => ({ configuration: { event_names: { rename: [{ from, to }] } } })
    const seen = [
      see(row({ ...columns, event_name: 'paid' }), stream({ event_name: 'cancel_purchase' })),
      see(row({ ...columns, event_name: 'order_back' }), rename('order_back', 'cancel_purchase')),
      see(row({ ...columns, event_name: 'order_refunded' }), rename('Order Refunded', 'my_event')),
      see(row({ ...columns, event_name: 'order_refunded' }), { configuration: { event_names: { style: 'as_is' } } }),
    ]
    expect(seen.map(({ values }) => values['af_revenue'])).toEqual(['-20', '-20', '-20', '-20'])
  })
  test.each([
    ['App Store, REVOKE', 'REVOKE'],
    ['Google Play, subscription revoked', 'SUBSCRIPTION_REVOKED'],
    ['Google Play, voided purchase', 'voided_purchase'],
    ['Stripe, charge.refunded', 'charge.refunded'],
    ['Stripe, a dispute', 'charge.dispute.created'],
    ['a chargeback', 'Chargeback'],
    ['Shopify, refunds/create', 'refunds/create'],
    ['a shop', 'order_returned'],
    ['AppsFlyer-like', 'af_purchase_refund'],
    ['a partial refund', 'partial refund'],
  ])('%s: a positive amount is told, a negative one is right', (_title, event_name) => {
    expect(see(row({ event_name, revenue: 20, currency: 'USD' })).codes).toContain('refund_positive')
    const right = see(row({ event_name, revenue: -20, currency: 'USD' }))
    expect([right.values['af_revenue'], right.codes]).toEqual(['-20', []])
  })
  test.each([
    'REFUND_REVERSED',
    'REFUND_DECLINED',
    'refund_requested',
    'refund failed',
    'RENEWAL',
    'subscription_paused',
  ])('%s takes nothing back', (event_name) => {
    const seen = see(row({ event_name, revenue: 20, currency: 'USD' }))
    expect(seen.values['af_revenue']).toBe('20')
    expect(seen.codes).not.toContain('refund_positive')
  })
  test.each([
    'Order Completed',
    'order refunded',
    'af_purchase',
    'INITIAL_PURCHASE',
    'DID_RENEW',
    'invoice.paid',
    'Subscription Started',
    'payment_intent.succeeded',
    'subscription_renewed',
    'in_app_purchase',
    'af_subscribe',
  ])('%s without an amount is told', (event_name) =>
    expect(see(row({ event_name })).codes).toContain('purchase_without_revenue'),
  )
  test.each([
    'Product Viewed',
    'purchase_failed',
    'subscription_expired',
    'Checkout Started',
    'DID_FAIL_TO_RENEW',
    'Trial Started',
    'level_up',
  ])('%s needs none', (event_name) => expect(see(row({ event_name })).codes).not.toContain('purchase_without_revenue'))
})

describe('products', () => {
  const one = { af_content_id: ['a'], af_quantity: [2], af_price: [15] }
  test.each<[string, object, object]>([
    ['Segment', { products: [{ product_id: 'a', price: 15, quantity: 2 }] }, one],
    ['GA4', { items: [{ item_id: 'a', price: 15, quantity: 2 }] }, one],
    ['JSON text', { products: '[{"product_id":"a","price":"15.00","quantity":"2"}]' }, one],
    ['each one JSON text', { products: ['{"product_id":"a","price":15,"quantity":2}'] }, one],
    ['in capitals', { PRODUCTS: [{ PRODUCT_ID: 'a', PRICE: 15, QUANTITY: '2.0' }] }, one],
    ['RudderStack: camel case', { products: [{ productId: 'a', price: 15, quantity: 2 }] }, one],
    ['a sku alone', { products: [{ sku: 'a' }] }, { af_content_id: ['a'], af_quantity: [1] }],
    [
      'an id through a column of floating point',
      { products: [{ product_id: '1234567.0' }] },
      { af_content_id: ['1234567'], af_quantity: [1] },
    ],
    [
      'a missing price: no list of prices',
      { products: [{ sku: 'a', price: 5 }, { sku: 'b' }] },
      { af_content_id: ['a', 'b'], af_quantity: [1, 1] },
    ],
    [
      'a price in words: no list of prices',
      { products: [{ sku: 'a', price: 'free' }] },
      { af_content_id: ['a'], af_quantity: [1] },
    ],
    [
      'a quantity in words: no list of quantities',
      { products: [{ sku: 'a', quantity: 'two' }] },
      { af_content_id: ['a'] },
    ],
    [
      'one without an id is left out',
      { products: [{ name: 'x' }, { sku: 'a' }] },
      { af_content_id: ['a'], af_quantity: [1] },
    ],
  ])('%s', (_title, properties, values) => {
    const total = { revenue: 30, currency: 'USD' }
    const expected = { af_revenue: '30', af_currency: 'USD', ...values }
    expect(see(iosCall({ ...total, ...properties }, { event: 'Order Completed' })).values).toEqual(expected)
    expect(see(row({ ...total, ...properties, event_name: 'purchase' })).values).toEqual(expected)
  })

  test.each<[string, object, object]>([
    ['orderId', { orderId: 'O1' }, { af_order_id: 'O1', af_receipt_id: 'O1' }],
    ['ORDER_ID', { ORDER_ID: 'O1' }, { af_order_id: 'O1', af_receipt_id: 'O1' }],
    ['transaction_id (GA4)', { transaction_id: 'O1' }, { af_order_id: 'O1', af_receipt_id: 'O1' }],
    ['through floating point', { order_id: '1234567.0' }, { af_order_id: '1234567', af_receipt_id: '1234567' }],
    ['a number', { order_id: 1234567 }, { af_order_id: 1234567, af_receipt_id: 1234567 }],
    ["AppsFlyer's own stays", { AF_ORDER_ID: 'O1', af_receipt_id: 'R1' }, { af_order_id: 'O1', af_receipt_id: 'R1' }],
    ['coupon', { coupon: 'SAVE' }, { af_coupon_code: 'SAVE' }],
    ['Coupon Code', { 'Coupon Code': 'SAVE' }, { af_coupon_code: 'SAVE' }],
  ])('order: %s', (_title, columns, values) => {
    const seen = see(row({ event_name: 'order completed', revenue: 5, currency: 'USD', ...columns }))
    expect(seen.values).toEqual({ af_revenue: '5', af_currency: 'USD', ...values })
  })
})

test.each(['abc', 'hV+W6YPx+Oi+lEaStvcZ/VQymCbLYumAFe/uji4HHdQ=', 123])(
  'an optional hash %j that is none costs itself, not the purchase',
  (email_hashed) => {
    const seen = see(row({ revenue: 5, currency: 'USD', email_hashed }), {
      configuration: { apps: [androidApp, webApp] },
    })
    expect(seen.outcome).toBe('send')
    expect(seen.codes).toEqual(['invalid_hash_dropped'])
    expect(seen.body['email_hashed']).toBeUndefined()
  },
)

test.each(['mapped_only', 'level'])('an amount that %s withholds is told all the same', (names) => {
  const configuration = { privacy: { event_values: [names] } }
  const seen = see(iosRow({ event_name: 'af_purchase', amount_paid: 48 }), { configuration })
  expect(findingOf(seen, 'amount_not_mapped').field).toBe('event_values.amount_paid')
})

test.each<[object, string | undefined]>([
  [{ price: { value: 12.5, currency: 'EUR' } }, 'price.value'],
  [{ event_properties: { price_usd: 9.99, store: 'app_store' } }, 'event_properties.price_usd'],
  [{ data: { object: { amount: 1_099 } } }, 'data.object.amount'],
  [{ payload: '{"order":{"total":"30.00"}}' }, 'payload.order.total'],
  [{ order: { item_count: 3, tax_rate: 19, id: 7 } }, undefined],
  [{ order: { amount: 0 } }, undefined],
  [{ order: { amount: 'much' } }, undefined],
  [{ items: [{ price: 5 }] }, undefined],
  [{ amount_paid: 48, price: { value: 12.5 } }, 'amount_paid'],
  [{ a: { b: { c: { d: { amount: 5 } } } } }, undefined],
])('a sale without revenue: %j leads to %s', (columns, place) => {
  const seen = see(iosRow({ event_name: 'subscription_renewed', ...columns }))
  expect(seen.codes).toContain('purchase_without_revenue')
  const hint = seen.findings.find(({ code }) => code === 'amount_not_mapped')
  expect(hint?.field).toBe(place === undefined ? undefined : `event_values.${place}`)
  if (place !== undefined) expect(hint?.message).toContain(`{"column": "${place}", "field": "revenue"}`)
})

describe('an amount that is not written in the unit of its column', () => {
  const inMinor = stream({ columns: [{ column: 'total_cents', field: 'revenue', unit: 'minor' }] })

  test.each([
    ['$12', 'USD', 'Its unit is minor, which has no fractions: send 4800 for 48.00,'],
    ['12.00', 'USD', 'send 4800 for 48.00,'],
    ['12.50', 'EUR', 'send 4800 for 48.00,'],
    [12.5, 'EUR', 'send 4800 for 48.00,'],
    ['12.50', 'KWD', 'send 48000 for 48.000,'],
    ['1,200', 'JPY', 'send one such as 48,'],
  ])('%j in minor units of %s is rejected, with advice in that unit', (total_cents, currency, advice) => {
    const seen = see(row({ total_cents, currency }), inMinor)
    expect(seen.outcome).toBe('reject')
    const { message } = findingOf(seen, 'invalid_revenue')
    expect(message).toContain(advice)
    expect(message).not.toContain('Send one such as 48.00')
  })

  test('what the advice says is sent, and is what was meant', () => {
    const seen = see(row({ total_cents: '4800', currency: 'USD' }), inMinor)
    expect(seen.values['af_revenue']).toBe('48')
  })

  test.each([
    ['cents', 'send 4800 for 48.00,'],
    ['milli', 'send 48000 for 48.00,'],
    ['micro', 'send 48000000 for 48.00,'],
  ])('and in %s', (unit, advice) => {
    const columns = [{ column: 'amount', field: 'revenue', unit }]
    const seen = see(row({ amount: '12.50', currency: 'USD' }), stream({ columns }))
    expect(seen.outcome).toBe('reject')
    expect(findingOf(seen, 'invalid_revenue').message).toContain(advice)
  })
})

describe('an amount that is written as people write it, and not mapped', () => {
  test.each([
    ['Bestellung', { Betrag: '108,10' }, 'Betrag'],
    ['Bestellung', { Betrag: '1.234,50 €' }, 'Betrag'],
    ['order completed', { order: { total: '$48.00' } }, 'order.total'],
    ['level', { prix: '12,50' }, 'prix'],
  ])('%s with %j is told, and that its form is not taken', (event_name, columns, place) => {
    const seen = see(row({ event_name, ...columns }))
    const { field, message } = findingOf(seen, 'amount_not_mapped')
    expect(field).toBe(`event_values.${place}`)
    expect(message).toContain('Its amount is not a plain one')
  })

  test.each([{ Betrag: '108.10' }, { Betrag: 48 }])('of %j, which is plain, only that it is not mapped', (columns) => {
    const seen = see(row({ event_name: 'Bestellung', ...columns }))
    expect(findingOf(seen, 'amount_not_mapped').message).not.toContain('plain')
  })

  test.each([{ price: 'free' }, { Betrag: '0,00' }, { payment: '2026-11-28' }])('%j is no amount', (columns) => {
    expect(see(row({ event_name: 'level', ...columns })).codes).not.toContain('amount_not_mapped')
  })
})
