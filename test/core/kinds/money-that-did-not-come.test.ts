import { findingOf, ids, iosApp, iosCall, iosRow, see, webCall } from '../prepare-fixtures'

/**
 * Amounts beside which the record says that nothing was paid, or that it was paid back: App Store Server Notifications
 * (notificationType), Google Play's (notificationType by name), RevenueCat's and Adapty's events, Stripe's (event types,
 * Charge, PaymentIntent and Invoice objects), Shopify's and WooCommerce's orders.
 */

const stream = (settings: object) => ({ configuration: { streams: [{ stream: 's', ...settings }] }, stream: 's' })
const paid = { revenue: 9.99, currency: 'USD' }
const code = 'revenue_without_payment'

describe('an event whose name is no payment', () => {
  test.each([
    ...['EXPIRED', 'DID_CHANGE_RENEWAL_STATUS', 'DID_CHANGE_RENEWAL_PREF', 'CONSUMPTION_REQUEST', 'PRICE_INCREASE'],
    ...['GRACE_PERIOD_EXPIRED', 'DID_FAIL_TO_RENEW', 'REFUND_DECLINED', 'RENEWAL_EXTENDED', 'RENEWAL_EXTENSION_FAILED'],
    ...['SUBSCRIPTION_ON_HOLD', 'SUBSCRIPTION_IN_GRACE_PERIOD', 'SUBSCRIPTION_PAUSED', 'SUBSCRIPTION_CANCELED'],
    ...[
      'CANCELLATION',
      'EXPIRATION',
      'BILLING_ISSUE',
      'PRODUCT_CHANGE',
      'SUBSCRIPTION_EXTENDED',
      'UNCANCELLATION',
      'INVOICE_ISSUANCE',
    ],
    ...['subscription_expired', 'billing_issue_detected', 'subscription_renewal_cancelled', 'trial_expired'],
    ...['payment_refused', 'payment_denied', 'purchase_error', 'payment_not_completed', 'subscription_ended'],
    ...['customer.subscription.deleted', 'paid_subscription_expired', 'cancellation_completed'],
    ...['charge.failed', 'charge.pending', 'invoice.payment_failed', 'invoice.upcoming', 'payment_intent.canceled'],
    ...[
      'checkout.session.expired',
      'orders/cancelled',
      'Subscription Cancelled',
      'paymentDeclined',
      'purchase_attempt',
    ],
    ...['Checkout Started', 'Product Added', 'begin_checkout', 'af_add_to_cart', 'purchase_started', 'paywall_viewed'],
  ])('%s', (event_name) => {
    const seen = see(iosRow({ event_name, ...paid }))
    // A shop's cancelled order is a refund: it has a minus.
    const isRefund = String(seen.values['af_revenue']).startsWith('-')
    expect(seen.codes.includes(code)).toBe(!isRefund)
    expect(seen.values['af_revenue']).toBe(isRefund ? '-9.99' : '9.99')
  })
  test.each([
    ...['INITIAL_PURCHASE', 'RENEWAL', 'NON_RENEWING_PURCHASE', 'DID_RENEW', 'SUBSCRIBED', 'DID_RECOVER'],
    ...['charge.succeeded', 'invoice.paid', 'checkout.session.completed', 'payment_intent.succeeded', 'orders/paid'],
    ...['subscription_started', 'subscription_renewed', 'billing_issue_resolved', 'Order Completed'],
    ...['Trial Started', 'af_start_trial', 'in_app_purchase', 'donation', 'ad_impression', 'lead', 'ride_requested'],
    ...[
      'one_click_purchase',
      'click_and_collect_order',
      'tap_payment',
      'extended_warranty_purchased',
      'cancellation_fee',
    ],
    ...['overdue_invoice_settled', 'abandoned_cart_purchase', 'view_through_purchase', 'rental_extended'],
    ...['ad_clicked', 'magazine_issue_bought', 'deposit', 'REFUND_REVERSED', 'Signed Up', 'Viewed Offers Screen'],
  ])('%s may be one', (event_name) => expect(see(iosRow({ event_name, ...paid })).codes).not.toContain(code))
  test('without revenue, or with a minus, there is nothing to tell', () => {
    for (const revenue of [null, 0, '0.00', -9.99])
      expect(see(iosRow({ event_name: 'EXPIRED', revenue, currency: 'USD' })).codes).not.toContain(code)
  })
  test('its own name counts, whatever the stream calls it', () => {
    const seen = see(iosRow({ event_name: 'EXPIRED', ...paid }), stream({ event_name: 'af_purchase' }))
    expect(seen.body['eventName']).toBe('af_purchase')
    expect(seen.codes).toContain(code)
  })
  test('the message names the mapped column', () => {
    const columns = [{ column: 'notification_type', field: 'event_name' }]
    const seen = see(iosRow({ event_name: null, notification_type: 'EXPIRED', ...paid }), stream({ columns }))
    expect(findingOf(seen, code)).toMatchObject({ field: 'event_name' })
    expect(findingOf(seen, code).message).toContain('{"column": "notification_type", "in": [...]}')
  })
  test('in a Segment call, and on the web', () => {
    expect(see(iosCall(paid, { event: 'Subscription Expired' })).codes).toContain(code)
    expect(see(webCall(paid, { event: 'Payment Failed' })).codes).toContain(code)
  })
})

describe('a row that says so in a column', () => {
  const bought = { event_name: 'af_purchase', ...paid }
  test.each([
    [{ status: 'failed' }, '{"column": "status", "is_not": "failed"}'],
    [{ status: 'requires_payment_method' }, '"is_not": "requires_payment_method"'],
    [{ STATUS: 'Pending' }, '{"column": "STATUS", "is_not": "pending"}'],
    [{ payment_status: 'unpaid' }, '"is_not": "unpaid"'],
    [{ financial_status: 'voided' }, '{"column": "financial_status", "is_not": "voided"}'],
    [{ order_state: 'canceled' }, '"is_not": "canceled"'],
    [{ paid: false }, '{"column": "paid", "is_not": false}'],
    [{ captured: 'f' }, '{"column": "captured", "is_not": false}'],
    [{ refunded: true }, '{"column": "refunded", "is_not": true}'],
    [{ is_refunded: 1 }, '"is_not": true'],
    [{ disputed: 'true' }, '"is_not": true'],
    [{ status: 'CANCELLED_BY_CUSTOMER' }, '"is_not": "cancelled_by_customer"'],
    [{ status: 'open', amount_paid: 0 }, '{"column": "amount_paid", "is_not": 0}'],
    [{ PAID_FLAG: 'N' }, '"is_not": false'],
    [{ status: 'wc-failed' }, '"is_not": "wc-failed"'],
    [{ transaction_type: 'REFUND' }, '"is_not": "refund"'],
    [{ 'order"status': 'failed' }, '{"column": "order\\"status", "is_not": "failed"}'],
    [{ date_cancelled: '2024-01-15' }, '"is_set": false'],
    [{ payload: '{"success":false}' }, '{"column": "payload.success", "is_not": false}'],
    [{ cancelled_at: '2024-01-15T10:00:00Z' }, '{"column": "cancelled_at", "is_set": false}'],
    [{ refunded_at: 1_705_312_800 }, '{"column": "refunded_at", "is_set": false}'],
    [{ revocationDate: 1_705_312_800_000 }, '"is_set": false'],
    [{ is_deleted: true }, '"is_not": true'],
    [{ deleted_at: '2024-01-15 10:00:00' }, '"is_set": false'],
    [{ data: { object: { status: 'failed' } } }, '{"column": "data.object.status", "is_not": "failed"}'],
    [{ data: '{"object":{"paid":false}}' }, '{"column": "data.object.paid", "is_not": false}'],
    [{ inAppOwnershipType: 'FAMILY_SHARED' }, '"is_not": "family_shared"'],
    [{ 'order.v2': { payment_status: 'failed' } }, '["order.v2"].payment_status'.replaceAll('"', '\\"')],
  ])('%j', (columns, condition) => {
    const seen = see(iosRow({ ...bought, ...columns }))
    expect(findingOf(seen, code).message).toContain(condition)
    const [column] = Object.keys(columns)
    const where = [JSON.parse(/\{"column".*\}/.exec(findingOf(seen, code).message)?.[0] ?? 'null') as object]
    const filtered = see(iosRow({ ...bought, ...columns }), stream({ where }))
    expect([column, filtered.outcome, filtered.codes]).toEqual([column, 'skip', ['filtered_out']])
  })
  test.each([{ amount_refunded: 5 }, { refund_total: '5.00' }, { financial_status: 'partially_refunded' }])(
    'a part that went back, %j, is told, and the payment is not to be kept out',
    (columns) => {
      const { message } = findingOf(see(iosRow({ ...bought, ...columns })), code)
      expect(message).toContain('cancel_purchase')
      expect(message).not.toContain('"column"')
    },
  )
  test.each([
    [{ amount: 1_099, amount_captured: 500 }],
    [{ total: '20.00', amount_paid: '5.00' }],
    [{ financial_status: 'partially_paid' }],
  ])('a part that came in, %j, is told: the amount that was paid is to be mapped', (columns) => {
    const { message } = findingOf(see(iosRow({ ...bought, ...columns })), code)
    expect(message).toContain('Map the amount that was')
    expect(message).not.toContain('cancel_purchase')
  })
  test('what was captured is nothing to tell where it is the revenue', () => {
    const columns = [{ column: 'amount_captured', field: 'revenue' }]
    const row = iosRow({ event_name: 'af_purchase', currency: 'USD', amount: 10.99, amount_captured: 5 })
    expect(see(row, stream({ columns })).codes).not.toContain(code)
  })
  test('a filter against one status leaves the others to be told; one that names what it wants does not', () => {
    const row = iosRow({ ...bought, status: 'refunded', paid: false })
    const told = see(row, stream({ where: [{ column: 'status', is_not: 'failed' }] }))
    expect(findingOf(told, code).message).toContain('"is_not": "refunded"')
    const chosen = see(row, stream({ where: [{ column: 'status', in: ['paid', 'refunded'] }] }))
    expect(findingOf(chosen, code).message).toContain('"paid"')
  })
  test.each([
    { status: 'succeeded' },
    { status: 'paid_pending_shipment' },
    { refunded_at: 'never' },
    { canceled_at: 'false' },
    { message: { deleted: true } },
    { status: 'active' },
    { status: 'processing' },
    { state: 'CA' },
    { paid: true, captured: 't', refunded: false, amount_refunded: 0, cancelled_at: null, deleted_at: '' },
    { cancelled_at: '0000-00-00 00:00:00' },
    { shipment: { status: 'pending' } },
    { customer: { state: 'disabled', deleted: true } },
    { subscription_status: 'cancelled' },
    { success: true },
    { refunded: 'N/A' },
  ])('%j says nothing of the kind', (columns) =>
    expect(see(iosRow({ ...bought, ...columns })).codes).not.toContain(code),
  )
  test('a payment that went back has a minus, and nothing to tell', () => {
    const seen = see(iosRow({ event_name: 'cancel_purchase', ...paid, status: 'refunded' }))
    expect([seen.values['af_revenue'], seen.codes]).toEqual(['-9.99', []])
  })
  test.each([
    [{ status: 'failed' }, '{"column": "status", "is_not": "failed"}'],
    [{ refund_status: 'PENDING' }, '"is_not": "pending"'],
    [{ refund_status: 'canceled' }, '"is_not": "canceled"'],
    [{ data: { object: { status: 'requires_action' } } }, '{"column": "data.object.status"'],
  ])('a refund that was not made, %j, is told', (columns, condition) => {
    for (const event_name of ['cancel_purchase', 'Order Refunded']) {
      const row = iosRow({ event_name, ...paid, ...columns })
      const { message } = findingOf(see(row), 'refund_in_doubt')
      expect(message).toContain(condition)
      const where = [JSON.parse(/\{"column".*\}/.exec(message)?.[0] ?? 'null') as object]
      expect(see(row, stream({ where })).codes).toEqual(['filtered_out'])
    }
  })
  test.each([{ status: 'succeeded' }, { status: 'canceled' }, { refund_status: 'refunded' }, { status: 'voided' }])(
    'a refund beside %j is one',
    (columns) => {
      const seen = see(iosRow({ event_name: 'cancel_purchase', ...paid, ...columns }))
      expect([seen.values['af_revenue'], seen.codes]).toEqual(['-9.99', []])
    },
  )
  test.each(['af_purchase_sandbox', 'test_purchase', 'purchase.test'])('%s is a test by its name', (event_name) =>
    expect(findingOf(see(iosRow({ event_name, ...paid })), 'test_record').field).toBe('event_name'),
  )
  test.each(['test_drive_booked', 'ab_test_viewed', 'contest_purchase', 'latest_order_paid'])(
    '%s is none',
    (event_name) => expect(see(iosRow({ event_name, ...paid })).codes).not.toContain('test_record'),
  )
  test('an order whose status is test', () => {
    const { message } = findingOf(see(iosRow({ ...bought, status: 'TEST' })), 'test_record')
    expect(message).toContain('{"column": "status", "is_not": "test"}')
  })
  test('of two columns of one name in a Segment event the message names the right one', () => {
    const call = iosCall({ ...paid, status: 'failed' }, { event: 'Order Completed', status: 'sent' })
    const { message } = findingOf(see(call), code)
    expect(message).toContain('{"column": "properties.status", "is_not": "failed"}')
    expect(see(call, stream({ where: [{ column: 'properties.status', is_not: 'failed' }] })).codes).toEqual([
      'filtered_out',
    ])
  })
  test('among the properties of a Segment call', () => {
    const seen = see(iosCall({ ...paid, status: 'failed' }, { event: 'Order Completed' }))
    expect(findingOf(seen, code).message).toContain('{"column": "status", "is_not": "failed"}')
  })
})

describe('a row that is a change of an earlier one', () => {
  const bought = { event_name: 'af_purchase', ...paid }
  test.each([
    [{ METADATA$ACTION: 'INSERT', METADATA$ISUPDATE: true }, '{"column": "METADATA$ISUPDATE", "is_not": true}'],
    [{ METADATA_ACTION: 'INSERT', METADATA_ISUPDATE: 'TRUE' }, '"is_not": true'],
    [{ __op: 'u' }, '{"column": "__op", "is_not": "u"}'],
    [{ _change_type: 'update_postimage' }, '"is_not": "update_postimage"'],
    [{ rowkind: '+U' }, '"is_not": "+u"'],
    [{ __$operation: 4 }, '"is_not": "4"'],
    [{ header__change_oper: 'U' }, '"is_not": "u"'],
    [{ _op: 'update' }, '"is_not": "update"'],
    [{ cdc_operation: 'UPDATE' }, '"is_not": "update"'],
    [{ _metadata_change_type: 'update' }, '"is_not": "update"'],
  ])('%j', (columns, condition) => {
    const seen = see(iosRow({ ...bought, ...columns }))
    expect(seen.codes).toEqual(['updated_row'])
    expect(findingOf(seen, 'updated_row').message).toContain(condition)
  })
  test.each([
    [{ _meta: { op: 'u' } }, '{"column": "_meta.op", "is_not": "u"}'],
    [{ _metadata: '{"op":"u"}' }, '{"column": "_metadata.op", "is_not": "u"}'],
    [{ datastream_metadata: { change_type: 'UPDATE-INSERT' } }, '"datastream_metadata.change_type", "is_not"'],
    [{ 'datastream_metadata.change_type': 'UPDATE' }, '"is_not": "update"'],
    [{ op: 'u', after: { id: 1 }, before: { id: 1 } }, '{"column": "op", "is_not": "u"}'],
    [{ op: 'u', ts_ms: 1_705_312_800_000 }, '"is_not": "u"'],
    [{ payload: { op: 'u', after: { id: 1 } } }, '{"column": "payload.op", "is_not": "u"}'],
  ])('%j', (columns, condition) => {
    const seen = see(iosRow({ ...bought, ...columns }))
    const { message } = findingOf(seen, 'updated_row')
    expect(message).toContain(condition)
    const where = [JSON.parse(/\{"column".*\}/.exec(message)?.[0] ?? 'null') as object]
    expect(see(iosRow({ ...bought, ...columns }), stream({ where })).codes).toEqual(['filtered_out'])
  })
  test.each([
    ...[{ METADATA$ISUPDATE: false }, { __op: 'c' }, { __op: 'r' }, { _change_type: 'insert' }, { op: 'u' }],
    ...[{ change_type: 'update' }, { operation: 'update' }, { _meta: { op: 'c' } }, { order: { op: 'u' } }],
  ])('%j is none', (columns) => expect(see(iosRow({ ...bought, ...columns })).codes).not.toContain('updated_row'))
})

describe('an amount in another unit than it seems', () => {
  const mapped = (column: string, unit?: string) =>
    stream({ event_name: 'af_purchase', columns: [{ column, field: 'revenue', ...(unit && { unit }) }] })
  const charge = { amount: 4_800, currency: 'usd', livemode: true, balance_transaction: 'txn_1' }
  test.each([
    [iosRow({ revenue: null, ...charge }), 'amount', 'minor'],
    [iosRow({ data: { object: charge } }), 'data.object.amount', 'minor'],
    [iosRow({ amount_paid: 4_800, currency: 'eur', hosted_invoice_url: null, livemode: true }), 'amount_paid', 'minor'],
    [iosRow({ transaction: { price: 9_990, inAppOwnershipType: 'PURCHASED' } }), 'transaction.price', 'milli'],
    [iosRow({ price: 9_990, currency: 'USD', transactionReason: 'RENEWAL' }), 'price', 'milli'],
  ])('%j', (record, column, unit) => {
    const message = findingOf(see(record, mapped(column)), 'amount_unit_unclear').message
    expect(message).toContain(`writes such amounts in ${unit}.`)
    expect(see(record, mapped(column, unit)).codes).not.toContain('amount_unit_unclear')
    expect(see(record, mapped(column, 'major')).codes).not.toContain('amount_unit_unclear')
  })
  test.each([
    [iosRow({ amount: 4_800, currency: 'USD' }), 'amount'],
    [iosRow({ ...charge, amount: '48.00' }), 'amount'],
    [iosRow({ price: 9.99, currency: 'USD', transactionReason: 'RENEWAL' }), 'price'],
  ])('nothing says so: %j', (record, column) =>
    expect(see(record, mapped(column)).codes).not.toContain('amount_unit_unclear'),
  )
  test.each(['ISK', 'UGX'])('%s at Stripe', (currency) => {
    const seen = see(iosRow({ amount: 100_000, currency }), mapped('amount', 'minor'))
    expect(findingOf(seen, 'amount_unit_unclear').message).toContain(currency)
    expect(see(iosRow({ amount: 100_000, currency }), mapped('amount', 'cents')).codes).toEqual([])
  })
  test("RevenueCat's price is in dollars", () => {
    const event = { price: 9.99, price_in_purchased_currency: 1_500, currency: 'JPY' }
    const dollars = see(iosRow({ event }), {
      ...stream({
        event_name: 'af_purchase',
        columns: [
          { column: 'event.price', field: 'revenue' },
          { column: 'event.currency', field: 'currency' },
        ],
      }),
    })
    expect(dollars.values).toMatchObject({ af_revenue: '9.99', af_currency: 'USD' })
    expect(dollars.codes).toEqual(['currency_from_column'])
  })
  test('a price of one of several', () => {
    const row = iosRow({ unit_price: 5, quantity: '3', currency: 'USD' })
    expect(see(row, mapped('unit_price')).codes).toEqual(['revenue_per_unit'])
    expect(see({ ...row, quantity: 1 }, mapped('unit_price')).codes).toEqual([])
    expect(see({ ...row, line_total: 15 }, mapped('line_total')).codes).toEqual([])
    expect(see({ ...row, line_total: 5 }, mapped('unit_price')).codes).toEqual([])
    for (const column of ['price_usd', 'sale_price', 'Item Price', 'priceEach'])
      expect(see(iosRow({ [column]: 5, qty: 3, currency: 'USD' }), mapped(column)).codes).toEqual(['revenue_per_unit'])
  })
})

test('digits of JSON within a text are kept', () => {
  const seen = see(iosRow({ event_values: '{"order_id":12345678901234567890}' }))
  expect(seen.values).toEqual({ order_id: '12345678901234567890' })
})

describe('a default currency', () => {
  test("that is none of AppsFlyer's is told", () => {
    const configuration = { defaults: { currency: 'XCG' } }
    expect(see(iosRow({ revenue: 1 }), { configuration }).codes).toEqual(['currency_defaulted', 'unknown_currency'])
  })
})

describe('which app', () => {
  const two = { apps: [iosApp, { ...iosApp, app_id: 'id222222222' }] }
  test('of two of a platform the first is a guess, unless the record or the stream says one', () => {
    expect(see(iosRow(), { configuration: two }).codes).toEqual(['app_guessed'])
    expect(see(iosRow({ app_id: 'id222222222' }), { configuration: two }).codes).toEqual([])
    const named = { configuration: { ...two, streams: [{ stream: 's', app_id: 'id222222222' }] }, stream: 's' }
    expect(see(iosRow(), named).codes).toEqual([])
  })
  test.each(['id999999999', 999_999_999, 'com.example.other', 'website-www.example.org'])(
    "another app's id, %s, loses to the stream's, and that is told",
    (app_id) => {
      const seen = see(iosRow({ app_id }), stream({ app_id: iosApp.app_id }))
      expect([seen.request?.appId, seen.codes]).toEqual([iosApp.app_id, ['foreign_app_id']])
    },
  )
  test.each(['app1a2b3c4d', 580_111, '1354745'])("an id of another service's, %s, is none of an app", (app_id) =>
    expect(see(iosRow({ app_id }), stream({ app_id: iosApp.app_id })).codes).toEqual([]),
  )
  test('a package of none of the configured apps is told, one with the name of its store behind it is the same', () => {
    const row = iosRow({ platform: 'android', idfa: null, advertising_id: ids.gaid, os_version: '14' })
    const app = (app_id: string) => ({
      configuration: { apps: [{ platform: 'android', app_id, key: 'k'.repeat(20) }] },
    })
    const bundle = { ...row, bundle_identifier: 'com.example.app' }
    expect(see(bundle, app('com.example.app')).codes).toEqual([])
    expect(see(bundle, app('com.example.app-amazon')).codes).toEqual([])
    expect(see(bundle, app('com.example.other')).codes).toEqual(['app_guessed'])
  })
})

test('the page of a row on mobile is an event value', () => {
  const seen = see(iosRow({ page_url: 'https://shop.example.com/cart', referrer: 'https://www.example.com/' }))
  expect(seen.values).toEqual({ page_url: 'https://shop.example.com/cart', referrer: 'https://www.example.com/' })
})

describe('a no to tracking on the web', () => {
  const call = webCall({}, {}, { traits: { email: 'jane@example.com' }, device: { adTrackingEnabled: false } })
  const policy = (opted_out_users: string) => ({ configuration: { privacy: { opted_out_users } } })
  test('withholds the hashes of the person', () => {
    const seen = see(call)
    expect(JSON.stringify(seen.body)).not.toContain('email_hashed')
    expect(seen.codes).toContain('personal_hashes_withheld')
  })
  test('keeps the event back where the configuration says so', () => {
    expect(see(call, policy('skip')).codes).toEqual(['opted_out_skipped'])
    expect(see({ ...call, type: 'page' }, policy('skip')).codes).toEqual(['opted_out_skipped'])
  })
  test.each(['send', 'strip_advertising_ids'])('%s sends the hashes', (opted_out_users) =>
    expect(JSON.stringify(see(call, policy(opted_out_users)).body)).toContain('hashed'),
  )
})

describe('the currency that stands beside an amount by its name', () => {
  test.each([
    ['presentment_amount', 'presentment_currency'],
    ['amount_local', 'local_currency'],
    ['price_in_purchased_currency', 'purchased_currency'],
    ['total_price_set_presentment_money_amount', 'total_price_set_presentment_money_currency_code'],
    ['total.amount', 'total.currency_code'],
    ['gross_revenue_billing', 'currency_billing'],
    ['LOCAL_AMOUNT', 'LOCAL_CURRENCY'],
    ['settlementAmount', 'settlementCurrency'],
    ['charge_amount_cents', 'charge_currency'],
    ['store_price', 'store_currency_iso'],
  ])('%s is in %s', (amount, currency) => {
    const columns = [{ column: amount, field: 'revenue', unit: 'major' }]
    const row = iosRow({ [amount]: 5, [currency]: 'EUR', currency: 'USD' })
    const seen = see(row, stream({ event_name: 'af_purchase', columns }))
    expect(seen.values).toMatchObject({ af_revenue: '5', af_currency: 'EUR' })
    expect(seen.codes).toContain('currency_from_column')
  })
  test.each([
    ['amount', 'local_currency'],
    ['presentment_amount', 'shop_currency'],
    ['order_total', 'total_currency'],
  ])('%s is not in %s, which is told where nothing else names one', (amount, currency) => {
    const columns = [{ column: amount, field: 'revenue' }]
    const row = iosRow({ [amount]: 5, [currency]: 'EUR' })
    const configuration = {
      streams: [{ stream: 's', event_name: 'af_purchase', columns }],
      defaults: { currency: 'USD' },
    }
    const seen = see(row, { configuration, stream: 's' })
    expect(seen.values).toMatchObject({ af_currency: 'USD' })
    expect(findingOf(seen, 'currency_not_mapped').field).toBe(`event_values.${currency}`)
  })
})

describe('messages name the column', () => {
  const columns = [
    { column: 'order.total', field: 'revenue' },
    { column: 'iso', field: 'currency' },
    { column: 'af', field: 'appsflyer_id' },
  ]
  test.each([
    [{ order: { total: '$5' }, iso: 'EUR', af: ids.appsflyerId }, 'invalid_revenue', 'The column is order.total.'],
    [{ order: { total: 5 }, iso: 'euros', af: ids.appsflyerId }, 'invalid_currency', 'The column is iso.'],
    [
      { order: { total: 5 }, iso: '', af: ids.appsflyerId },
      'revenue_without_currency',
      'Its column is iso, which says nothing here.',
    ],
    [
      { iso: 'EUR', af: ids.appsflyerId },
      'purchase_without_revenue',
      'Its column is order.total, which says nothing here.',
    ],
    [
      { order: { total: 5 }, iso: 'EUR', af: null },
      'missing_appsflyer_id',
      'Its column is af, which says nothing here.',
    ],
  ] as const)('%j, mapped', (data, finding, text) => {
    const row = { ...iosRow(), appsflyer_id: null, ...data }
    const seen = see(row, stream({ event_name: 'af_purchase', columns }))
    expect(findingOf(seen, finding).message).toContain(text)
  })
  test('of usual names, too', () => {
    const seen = see(iosRow({ 'Event Revenue': '$5', revenue: null, currency: 'USD' }))
    expect(seen.codes).toEqual(['invalid_revenue'])
    expect(see(iosRow({ cuid: 'N/A' })).codes).toEqual(['placeholder_ignored'])
    expect(findingOf(see(iosRow({ user_id: 'N/A' })), 'placeholder_ignored').message).toContain(
      'The column is user_id.',
    )
  })
  test('both of two that say different things', () => {
    const seen = see(iosRow({ revenue: 48, af_revenue: 50, currency: 'USD' }))
    expect(findingOf(seen, 'revenue_conflict').message).toContain('The columns are revenue and af_revenue.')
    const call = see(iosCall({ revenue: 48, af_revenue: 50, currency: 'USD' }))
    expect(findingOf(call, 'revenue_conflict').message).toContain('af_revenue')
  })
  test('and none that holds personal data', () => {
    const seen = see(
      iosRow({ 'jane@example.com': '$5' }),
      stream({ columns: [{ column: 'jane@example.com', field: 'revenue' }] }),
    )
    expect(findingOf(seen, 'invalid_revenue').message).not.toContain('jane')
  })
  test('the name of an event that is no payment', () => {
    const seen = see(iosRow({ event_name: null, event: 'EXPIRED', ...paid }))
    expect(findingOf(seen, code).message).toContain('{"column": "event", "in": [...]}')
    expect(findingOf(see(iosCall(paid, { event: 'Payment Failed' })), code).message).toContain(
      '{"column": "event", "in"',
    )
  })
})

test("a refund's amount comes first where nothing is mapped (GA4's export)", () => {
  const row = iosRow({ event_name: 'refund', event_value_in_usd: 3, ecommerce: { refund_value: 3, quantity: 1 } })
  expect(findingOf(see(row), 'amount_not_mapped').message).toContain('"ecommerce.refund_value"')
})

test.each(['GUEST_USER', 'notloggedin', 'Not Logged In', '(guest)', 'anonymous-user'])(
  '%s is the id of nobody',
  (user_id) => expect(see(iosRow({ user_id })).codes).toEqual(['user_id_of_nobody']),
)

test('an AppsFlyer id that a spreadsheet made a number of is gone', () =>
  expect(see(iosRow({ appsflyer_id: '1.76E+12' })).codes).toEqual(['invalid_number_dropped', 'missing_appsflyer_id']))

test("an amount in an object of its own is in that object's currency", () => {
  const order = { currency: 'USD', total_price_set: { presentment_money: { amount: '550.00', currency_code: 'CAD' } } }
  const columns = [{ column: 'total_price_set.presentment_money.amount', field: 'revenue' }]
  const seen = see(iosRow(order), stream({ event_name: 'af_purchase', columns }))
  expect(seen.values).toMatchObject({ af_revenue: '550', af_currency: 'CAD' })
  expect(seen.codes).toContain('currency_from_column')
})

test('a mapped page on mobile is an event value', () => {
  const columns = [{ column: 'q', field: 'event_url' }]
  expect(see(iosRow({ q: 'https://www.example.com/a' }), stream({ columns })).values).toEqual({
    event_url: 'https://www.example.com/a',
  })
})

test.each([
  ['https://e.com/reset?access_token=abcdef&a=1', 'https://e.com/reset?access_token=removed&a=1'],
  [
    'https://shop.example.com/1/orders/2/authenticate?key=secret',
    'https://shop.example.com/1/orders/2/authenticate?key=removed',
  ],
])('what lets its bearer in is taken out of an address among the event values: %s', (link, clean) => {
  const seen = see(iosRow({ link }))
  expect([seen.values, seen.codes]).toEqual([{ link: clean }, ['personal_data_removed']])
})

describe('found by trying to break it', () => {
  const bought = { event_name: 'af_purchase', ...paid }
  const conditionIn = (message: string) => /\{"column".*\}/.exec(message)?.[0]

  test.each([
    'failed for max@example.com',
    'declined card 4111 1111 1111 1111',
    'failed: Jane Roe, 12 High Street',
    'cancelled Jane',
  ])('a status that holds more than a status, %j, is not quoted', (status) => {
    const { message } = findingOf(see(iosRow({ ...bought, status })), code)
    expect(message).toContain('The column is status.')
    expect(message).not.toContain(status)
  })
  test.each([
    { payment_status: 'REFUND_SUCCEEDED' },
    { status: 'paid_refunded' },
    { status: 'refund_completed' },
    { status: 'refund approved' },
    { status: 'chargeback_settled' },
    { refund_status: 'completed' },
    { refund_status: 'succeeded' },
    { refund_status: 'fully_refunded' },
    { status: 'insufficient_funds' },
    { status: 'timed_out' },
    { chargeback_at: '2026-11-27' },
    { payment_status: 'open' },
    { state: 'trial' },
    { status: 'trialing' },
    { is_trial: true },
    { period_type: 'TRIAL' },
    { status: 'storniert' },
    { status: 'remboursé' },
    { status: 'reembolsado' },
    { is_family_share: true },
    { data: { transactionInfo: { inAppOwnershipType: 'FAMILY_SHARED' } } },
    { PAYLOAD: JSON.stringify(JSON.stringify({ status: 'FAILED' })) },
  ])('%j is told, with a filter that works', (columns) => {
    const row = iosRow({ ...bought, ...columns })
    const condition = conditionIn(findingOf(see(row), code).message)
    expect(see(row, stream({ where: [JSON.parse(condition ?? 'null')] })).codes).toEqual(['filtered_out'])
  })
  test.each([{ post_payment_credit_notes_amount: 5 }, { refund_status: 'partially_refunded' }])(
    'a part that went back, %j, is told',
    (columns) => expect(findingOf(see(iosRow({ ...bought, ...columns })), code).message).toContain('cancel_purchase'),
  )
  test.each([
    { cancelled_at: '1970-01-01 00:00:00' },
    { cancelled_at: '0001-01-01T00:00:00Z' },
    { cancelled_at: '9999-12-31' },
    { order_status: 'pending_shipment' },
    { order_status: 'Payment received - pending fulfilment' },
    { amount_paid: 9.99, amount: 999 },
    { total_paid: '9.99', total: '12.00', gift_card: 2.01 },
    { refund_status: 'none' },
    { refund_status: 'not_refunded' },
    { status: 'no refund' },
  ])('%j is no reason to tell', (columns) => expect(see(iosRow({ ...bought, ...columns })).codes).not.toContain(code))
  test.each([
    'ride_ended',
    'auction_ended',
    'cancellation_insurance',
    'refund_protection_purchase',
    'test_prep_purchase',
  ])('%s is an ordinary name', (event_name) => expect(see(iosRow({ event_name, ...paid })).codes).toEqual([]))
  test.each(['subscription_ended', 'trial_ended', 'INVOICE_ISSUANCE', 'invoice.finalized', 'subscription_deferred'])(
    '%s is no payment',
    (event_name) => expect(see(iosRow({ event_name, ...paid })).codes).toContain(code),
  )
  test.each([
    { object: 'refund', status: 'canceled' },
    { refund_state: 'voided' },
    { amount_refunded: 5, amount: 9.99 },
    { revocationType: 'REFUND_PRORATED' },
  ])('a refund beside %j is in doubt', (columns) =>
    expect(see(iosRow({ event_name: 'cancel_purchase', ...paid, ...columns })).codes).toEqual(['refund_in_doubt']),
  )
  test('a refund of all of it, or of the part that is mapped, is in none', () => {
    const row = { event_name: 'cancel_purchase', ...paid, amount: 9.99 }
    expect(see(iosRow({ ...row, amount_refunded: 9.99 })).codes).toEqual([])
    const columns = [{ column: 'refund_total', field: 'revenue' }]
    expect(see(iosRow({ ...row, revenue: null, refund_total: 5 }), stream({ columns })).codes).toEqual([])
  })
  test('a payment of which a part went back, called a refund, says to map the part', () => {
    const seen = see(iosRow({ event_name: 'charge.refunded', ...paid, amount: 9.99, amount_refunded: 5 }))
    expect(findingOf(seen, 'refund_positive').message).toContain('Only a part went back')
  })

  describe('filters find what they were made of', () => {
    const call = (properties: unknown, top: object = {}) => ({
      ...iosCall({}, { event: 'Order Completed', ...top }),
      properties,
    })
    const money = { revenue: 9.99, currency: 'USD' }
    test.each([
      ['properties as a text', call(JSON.stringify({ ...money, status: 'failed' }))],
      ['another spelling at the top', call({ ...money, STATUS: 'failed' }, { status: 'sent' })],
      ["the call's own type", call({ ...money, Type: 'refund' })],
      ['values within the properties', call({ ...money, event_values: { status: 'failed' } })],
      ['keys with dots', call({ ...money, 'order.v2': { payment_status: 'failed' } })],
      ['a row with properties', iosRow({ ...bought, status: 'sent', properties: { status: 'failed' } })],
      ['a row with properties as a text', iosRow({ ...bought, properties: '{"status":"failed"}' })],
      ['a store for tests', iosRow({ ...bought, store: 'Test Store' })],
    ])('%s', (_title, record) => {
      const seen = see(record)
      const told = seen.findings.find((found) => found.code === code || found.code === 'test_record')
      const where = [JSON.parse(conditionIn(told?.message ?? '') ?? 'null') as object]
      expect(see(record, stream({ where })).codes).toEqual(['filtered_out'])
    })
    test.each([
      { payload: { 'a".b': { payment_status: 'failed' } } },
      { amount_paid: '+0' },
      { $: { payment_status: 'failed' } },
    ])('none is given where none would: %j', (columns) =>
      expect(conditionIn(findingOf(see(iosRow({ ...bought, ...columns })), code).message)).toBeUndefined(),
    )
  })

  test.each([
    ['amount', { amount: 9, amount_currency: 'GBP', currency: 'USD' }, 'GBP'],
    ['price', { price: 9, price_currency: 'GBP', currency: 'USD' }, 'GBP'],
    ['value', { value: 9, value_currency_code: 'GBP', currency: 'USD' }, 'GBP'],
    ['local_amount', { local_amount: 9, local_currency: '', local_currency_code: 'GBP', currency: 'USD' }, 'GBP'],
    ['usd_amount', { usd_amount: 9, currency: 'EUR' }, 'USD'],
    ['price_in_all', { price_in_all: 9, currency: 'EUR' }, 'EUR'],
    ['price_in_top', { price_in_top: 9, currency: 'EUR' }, 'EUR'],
  ])('%s of %j is in its own currency, also among the properties of an event', (column, columns, currency) => {
    const mapping = stream({ event_name: 'af_purchase', columns: [{ column, field: 'revenue' }] })
    expect(see(iosRow(columns), mapping).values).toMatchObject({ af_revenue: '9', af_currency: currency })
    expect(see(iosCall(columns), mapping).values).toMatchObject({ af_revenue: '9', af_currency: currency })
  })
  test.each(['first_name', 'email', 'last_name'])(
    'a name or an address as long as a book, in %s, is borne',
    (field) => {
      const long = `${'x'.repeat(16_000)}${field === 'email' ? '@example.com' : ''}`
      const seen = see(iosRow({ [field]: long, event_name: 'note joe@example.com x' }))
      expect(seen.outcome).toBe('send')
      expect(JSON.stringify(seen.body)).not.toContain('joe@')
    },
  )
  test('a person in the name of a column is not shown', () => {
    const row = iosRow({
      phone: '2133734253',
      country: 'US',
      event_name: 'af_purchase',
      amount_local: { 2133734253: 5 },
    })
    expect(findingOf(see(row), 'amount_not_mapped').message).not.toContain('2133734253')
    const named = iosRow({
      first_name: 'Max',
      last_name: 'Muster',
      ...paid,
      currency: null,
      currency_Max_Muster: 'EUR',
    })
    expect(JSON.stringify(see(named).findings)).not.toMatch(/max|muster/i)
  })
  test.each(['first_name', 'phone', 'street'])("a %s under another name stays a person's", (column) => {
    const mapping = stream({ event_values: [{ name: 'note', column }] })
    const seen = see(iosRow({ [column]: column === 'phone' ? '2133734253' : 'Jane', country: 'US' }), mapping)
    expect(JSON.stringify(seen.body)).not.toMatch(/Jane|2133734253/)
    expect(seen.codes).toContain('personal_data_removed')
  })
})
