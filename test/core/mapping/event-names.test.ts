import { findingOf, iosCall, iosRow, see, webCall } from '../prepare-fixtures'

const shared = { price: 10, product_id: 'p', sku: 's', category: 'shoes' }
const product = { af_price: 10, af_content_id: 'p', sku: 's', af_content_type: 'shoes' }
const products = [
  { product_id: 'a', quantity: 2, price: 10 },
  { sku: 'b', price: 5 },
]
const lists = { af_content_id: ['a', 'b'], af_quantity: [2, 1], af_price: [10, 5] }
const order = { af_order_id: 'o', af_receipt_id: 'o' }

/** Spec event, its properties, the AppsFlyer event, its values. */
const table: [string, object, string, object][] = [
  ['Products Searched', { query: 'red' }, 'af_search', { af_search_string: 'red' }],
  [
    'Product List Viewed',
    { category: 'shoes', products },
    'af_list_view',
    { af_content_type: 'shoes', af_content_list: ['a', 'b'] },
  ],
  ['Product Viewed', shared, 'af_content_view', product],
  ['Product Added', { ...shared, quantity: 2 }, 'af_add_to_cart', { ...product, af_quantity: 2 }],
  ['Wishlist Product Added to Cart', { ...shared, quantity: 2 }, 'af_add_to_cart', { ...product, af_quantity: 2 }],
  ['Product Added to Wishlist', shared, 'af_add_to_wishlist', product],
  ['Product Removed', shared, 'remove_from_cart', product],
  ['Checkout Started', { value: 20, total: 25 }, 'af_initiated_checkout', { af_price: 20, total: 25 }],
  ['Checkout Started', { total: 25 }, 'af_initiated_checkout', { af_price: 25 }],
  ['Checkout Started', { products }, 'af_initiated_checkout', lists],
  ['Payment Info Entered', {}, 'af_add_payment_info', {}],
  [
    'Order Completed',
    { revenue: 20, total: 25, order_id: 'o' },
    'af_purchase',
    { af_revenue: '20', af_price: 25, ...order },
  ],
  ['Order Completed', { total: 25, order_id: 'o' }, 'af_purchase', { af_revenue: '25', af_price: 25, ...order }],
  ['Order Completed', { revenue: 20, products }, 'af_purchase', { af_revenue: '20', ...lists }],
  ['Order Refunded', { revenue: 20, order_id: 'o' }, 'cancel_purchase', { af_revenue: '-20', ...order }],
  ['Order Refunded', { total: '25.00', order_id: 'o' }, 'cancel_purchase', { af_revenue: '-25', ...order }],
  ['Order Cancelled', { total: -25 }, 'cancel_purchase', { af_revenue: '-25' }],
  ['Order Cancelled', { revenue: 0 }, 'cancel_purchase', { af_revenue: '0' }],
  ['Promotion Viewed', { creative: 'banner' }, 'af_ad_view', { af_adrev_ad_type: 'banner' }],
  ['Promotion Clicked', { creative: 'banner' }, 'af_ad_click', { af_adrev_ad_type: 'banner' }],
  ['Product Shared', { share_message: 'look' }, 'af_share', { af_description: 'look' }],
  ['Cart Shared', { share_message: 'look' }, 'af_share', { af_description: 'look' }],
  ['Product Reviewed', { rating: 5, product_id: 'p' }, 'af_rate', { af_rating_value: 5, af_content_id: 'p' }],
  ['Signed Up', { method: 'apple' }, 'af_complete_registration', { af_registration_method: 'apple' }],
  ['Signed In', { method: 'apple' }, 'af_login', { af_registration_method: 'apple' }],
  ['Trial Started', { revenue: 0.5 }, 'af_start_trial', { af_revenue: '0.5' }],
  ['Subscription Started', { revenue: 9.99 }, 'af_subscribe', { af_revenue: '9.99' }],
]

test.each(table)('%s with %j is %s with %j', (event, properties, name, values) => {
  const seen = see(iosCall(properties, { event }))
  expect(seen.body['eventName']).toBe(name)
  expect(seen.values).toEqual(values)
  expect(findingOf(seen, 'event_renamed')).toMatchObject({ severity: 'note', field: 'event_name' })
})

test.each([...new Set(table.map(([event, , name]) => `${event}|${name}`))])(
  '%s: any case, blanks or underscores, on the web too',
  (pair) => {
    const [event = '', name = ''] = pair.split('|')
    const spellings = [event.toLowerCase(), event.toUpperCase(), event.replaceAll(' ', '_'), ` ${event}  `]
    for (const spelling of [...spellings, event.replaceAll(' ', '  ')]) {
      expect(see(iosCall({}, { event: spelling })).body['eventName']).toBe(name)
      expect(see(webCall({}, { event: spelling })).body['event_name']).toBe(name)
    }
  },
)

test.each(['Level Finished', 'level-completed', 'Order Complete', 'af_tutorial_completion', 'constructor', 'Заказ'])(
  '%j goes out as it is',
  (event) => {
    const seen = see(iosCall({}, { event }))
    expect(seen.body['eventName']).toBe(event)
    expect(seen.codes).toEqual([])
  },
)

describe('names by configuration', () => {
  const rename = [{ from: 'order completed', to: 'first_purchase' }]
  const named = (event_names: object, event = 'Order Completed') =>
    see(iosCall({ order_id: 'o' }, { event }), { configuration: { event_names } })

  test('as_is: the name stays, the parameters are named all the same', () => {
    const seen = named({ style: 'as_is' })
    expect(seen.body['eventName']).toBe('Order Completed')
    expect(seen.values).toEqual(order)
    expect(seen.codes).toEqual(['purchase_without_revenue'])
  })

  test.each(['appsflyer', 'as_is'])('rename wins over the style %s', (style) => {
    const seen = named({ style, rename }, 'Order_Completed')
    expect(seen.body['eventName']).toBe('first_purchase')
    expect(seen.values).toEqual(order)
    expect(seen.codes).toEqual(['event_renamed', 'purchase_without_revenue'])
  })

  test("the stream's name is that of every record", () => {
    const configuration = { streams: [{ stream: 's', event_name: 'af_purchase' }] }
    for (const record of [iosCall(), iosRow(), iosCall({}, { type: 'screen', name: 'Cart' })]) {
      expect(see(record, { configuration, stream: 's' }).body['eventName']).toBe('af_purchase')
      expect(see(record, { configuration, stream: 't' }).body['eventName']).not.toBe('af_purchase')
    }
  })
})

describe('names in the form of their endpoint', () => {
  test('web: @ = + - become _', () => {
    const seen = see(webCall({}, { event: 'a@b=c+d-e' }))
    expect(seen.body['event_name']).toBe('a_b_c_d_e')
    expect(seen.codes).toEqual(['event_name_sanitised'])
    expect(see(iosCall({}, { event: 'a@b=c+d-e' })).body['eventName']).toBe('a@b=c+d-e')
  })

  test.each([
    [webCall, 64, 64, 0],
    [webCall, 65, 64, 1],
    [iosCall, 45, 45, 0],
    [iosCall, 46, 46, 1],
    [iosCall, 100, 100, 1],
    [iosCall, 101, 100, 1],
  ])('%p of %i characters has %i', (call, length, sent, findings) => {
    const { body, codes } = see(call({}, { event: 'é'.repeat(length) }))
    expect(body['eventName'] ?? body['event_name']).toBe('é'.repeat(sent))
    expect(codes).toEqual(Array(findings).fill('event_name_long'))
  })

  test('a character is a UTF-16 unit, the stricter reading, and no pair is cut in two', () => {
    expect(see(webCall({}, { event: '😀'.repeat(64) })).body['event_name']).toBe('😀'.repeat(32))
    expect(see(webCall({}, { event: `x${'😀'.repeat(64)}` })).body['event_name']).toBe(`x${'😀'.repeat(31)}`)
    expect(see(iosCall({}, { event: '😀'.repeat(23) })).codes).toEqual(['event_name_long'])
    expect(see(webCall({}, { userId: '😀'.repeat(33) })).codes).toEqual(['customer_user_id_too_long'])
  })

  test('personal data becomes "removed"', () => {
    const seen = see(iosCall({}, { event: 'Mail from jane@example.com' }))
    expect(seen.body['eventName']).toBe('Mail from removed')
    expect(seen.codes).toEqual(['personal_data_removed'])
  })
})
