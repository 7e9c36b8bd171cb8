import { findingOf, iosCall, iosRow, see, webCall } from '../prepare-fixtures'

const valuesOf = (properties: object, event = 'Level Finished') => see(iosCall(properties, { event })).values

test.each<[string, object, object]>([
  ['revenue', { revenue: '48.00' }, { af_revenue: '48' }],
  ['currency', { currency: 'eur' }, { af_currency: 'EUR' }],
  ['price', { price: 5 }, { af_price: 5 }],
  ['quantity', { quantity: 3 }, { af_quantity: 3 }],
  ['product_id', { product_id: 'p' }, { af_content_id: 'p' }],
  ['sku where there is no product_id', { sku: 's', product_id: ' ' }, { af_content_id: 's', product_id: ' ' }],
  ['category', { category: 'c' }, { af_content_type: 'c' }],
  ['all others, as they are', { plan: 'gold', n: 0, deep: { a: [1] } }, { plan: 'gold', n: 0, deep: { a: [1] } }],
  ["AppsFlyer's own names, as they are", { af_price: 1, price: 2 }, { af_price: 1, price: 2 }],
  ["AppsFlyer's own names, unless blank", { af_price: null, price: 2 }, { af_price: 2 }],
  ["AppsFlyer's own money", { af_revenue: 3, af_currency: 'USD' }, { af_revenue: '3', af_currency: 'USD' }],
])('shared parameters: %s', (_what, properties, values) => expect(valuesOf(properties)).toEqual(values))

describe('an amount that cannot be read is left out and told by name, whatever parameter it would be', () => {
  test.each<[string, object, 'price_list_dropped' | 'quantity_list_dropped', string]>([
    ['Level Finished', { price: '$19.99' }, 'price_list_dropped', 'price'],
    ['Product Viewed', { Price: true }, 'price_list_dropped', 'Price'],
    ['Product Viewed', { value: '12,50 €' }, 'price_list_dropped', 'value'],
    ['Product Added', { price: { amount: 5 } }, 'price_list_dropped', 'price'],
    ['Checkout Started', { total: '$12' }, 'price_list_dropped', 'total'],
    ['Order Completed', { revenue: 5, currency: 'USD', total: '1,234.50' }, 'price_list_dropped', 'total'],
    ['Level Finished', { af_price: [1, '$2'] }, 'price_list_dropped', 'af_price'],
    ['Level Finished', { quantity: 'two' }, 'quantity_list_dropped', 'quantity'],
    ['Level Finished', { afQuantity: false }, 'quantity_list_dropped', 'afQuantity'],
  ])('%s %j', (event, properties, code, name) => {
    const seen = see(iosCall(properties, { event }))
    expect(Object.keys(seen.values).filter((key) => /price|quantity/i.test(key))).toEqual([])
    const found = findingOf(seen, code)
    expect(found).toMatchObject({ field: `event_values.${name}`, message: expect.stringContaining(`It is ${name}.`) })
  })

  test.each([0, -5, '19.99', ' 7 ', [1, '2.50'], '[1, 2]'])('%j can be read', (af_price) => {
    const seen = see(iosCall({ af_price }, { event: 'Level Finished' }))
    expect(seen.values).toHaveProperty('af_price')
    expect(seen.codes).not.toContain('price_list_dropped')
  })

  test('a column of a row that nobody takes for a parameter keeps its value', () => {
    expect(see(iosRow({ event_name: 'level_up', price: '$3' })).values).toEqual({ price: '$3' })
  })
})

test.each(['constructor', 'toString', 'hasOwnProperty', '__defineGetter__'])('a property %s is kept', (key) => {
  expect(valuesOf({ [key]: 'x', price: 1 })).toEqual({ [key]: 'x', af_price: 1 })
})

test('a parameter that is set already keeps its value; its twin is filled', () => {
  expect(valuesOf({ order_id: 'o', af_receipt_id: 'r' }, 'Order Completed')).toEqual({
    af_order_id: 'o',
    af_receipt_id: 'r',
  })
})

describe('product arrays have equal lengths and no holes', () => {
  test.each<[string, unknown[], object]>([
    ['a missing quantity is 1', [{ product_id: 'a' }], { af_content_id: ['a'], af_quantity: [1] }],
    [
      'where one has no price there are no prices: none is invented',
      [
        { product_id: 'a', price: '2.50' },
        { sku: 'b', quantity: 3 },
      ],
      { af_content_id: ['a', 'b'], af_quantity: [1, 3] },
    ],
    [
      'numbers are ids as well, and come in texts',
      [{ product_id: 7, quantity: '2', price: '1' }],
      { af_content_id: ['7'], af_quantity: [2], af_price: [1] },
    ],
    [
      'an unusable product_id gives way to the sku',
      [
        { product_id: {}, sku: 's' },
        { product_id: '', sku: 't' },
      ],
      { af_content_id: ['s', 't'], af_quantity: [1, 1] },
    ],
    ['no products', [], {}],
  ])('%s', (_what, products, values) => {
    for (const event of ['Order Completed', 'Checkout Started', 'Level Finished']) {
      expect(valuesOf({ products }, event)).toEqual(values)
      expect(valuesOf({ products: JSON.stringify(products) }, event)).toEqual(values)
    }
  })

  test('a product without an id is left out, and counted', () => {
    const products = [{ name: 'x' }, { product_id: 'a', quantity: 2 }, null, 'text', { sku: ' ' }]
    const seen = see(iosCall({ products }, { event: 'Order Completed' }))
    expect(seen.values).toEqual({ af_content_id: ['a'], af_quantity: [2] })
    expect(findingOf(seen, 'product_without_id').message).toContain('Left out: 4.')
  })

  test('personal data in an id leaves the lists parallel', () => {
    const products = [
      { product_id: 'jane@example.com', price: 1 },
      { product_id: 'b', price: 2 },
    ]
    expect(valuesOf({ products })).toEqual({
      af_content_id: ['removed', 'b'],
      af_quantity: [1, 1],
      af_price: [1, 2],
    })
  })

  test("beside a list of the record's own, the products keep their name", () => {
    const products = [{ product_id: 'a', quantity: 2 }]
    expect(valuesOf({ af_content_id: ['x', 'y'], products })).toEqual({ af_content_id: ['x', 'y'], products })
  })

  test('what is no list stays', () => {
    expect(valuesOf({ products: 'all' })).toEqual({ products: 'all' })
    expect(valuesOf({ products: { a: 1 } })).toEqual({ products: { a: 1 } })
  })
})

test.each([
  [20, '-20'],
  [-20, '-20'],
  ['20.50', '-20.5'],
  ['-20.50', '-20.5'],
  [0, '0'],
  ['-0.00', '0'],
])('a refund of %j is %j', (revenue, refund) => {
  expect(valuesOf({ revenue }, 'Order Refunded')['af_revenue']).toBe(refund)
  const web = see(webCall({ revenue, currency: 'USD' }, { event: 'order_cancelled' }))
  expect(web.body).toMatchObject({ event_revenue: Number(refund), event_revenue_currency: 'USD' })
})

test('web: parameters of AppsFlyer at the top, all others under custom_parameters', () => {
  const seen = see(webCall({ price: 5, plan: 'gold', af_level: 3 }))
  expect(seen.values).toEqual({ af_price: 5, af_level: 3, custom_parameters: { plan: 'gold' } })
})

test('a visit has no name and no money: both stay among the event values', () => {
  const seen = see(webCall({ revenue: 5, currency: 'USD', plan: 'gold' }, { type: 'page', name: 'Home' }))
  expect(seen.body).not.toHaveProperty('event_name')
  expect(seen.body).not.toHaveProperty('event_revenue')
  expect(seen.values).toEqual({ custom_parameters: { revenue: 5, currency: 'USD', plan: 'gold' } })
})

test("a row's columns keep their names, unless its event is one of Segment's spec", () => {
  const columns = { price: 5, order_id: 'o', products: '[{"sku":"a"}]' }
  expect(see(iosRow(columns)).values).toEqual(columns)
  expect(see(iosRow({ ...columns, event_name: 'order_completed', total: '25' })).values).toEqual({
    af_revenue: '25',
    af_price: '25',
    price: 5,
    af_order_id: 'o',
    af_receipt_id: 'o',
    af_content_id: ['a'],
    af_quantity: [1],
  })
})
