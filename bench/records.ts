/** The two records that the figures of `prepare` are about. */

/** A purchase as a mobile app sends it through Segment, with everything that is hashed. */
export const segmentPurchase = {
  type: 'track',
  event: 'Order Completed',
  messageId: '0f0e9a7c-6b53-4b8e-9c0e-1a2b3c4d5e6f',
  userId: 'user-1002',
  timestamp: '2026-11-21T11:00:00.500Z',
  context: {
    device: {
      type: 'ios',
      id: '95C9BD22-4A4C-41C8-9548-ED07C5C8C145',
      advertisingId: '9876F1AA-2983-3855-27BB-2C626772EFAB',
      adTrackingEnabled: true,
      attTrackingStatus: 'authorized',
    },
    os: { name: 'iOS', version: '17.5.1' },
    app: { version: '7.1.0', namespace: 'com.example.shop' },
    ip: '203.0.113.17',
    traits: { email: 'Jane.Doe@example.com', phone: '+14155550142', firstName: 'Jane', lastName: 'Doe' },
  },
  integrations: { AppsFlyer: { appsFlyerId: '1770986158309-7523597' } },
  properties: {
    order_id: 'O-1086',
    revenue: 178.52,
    currency: 'USD',
    products: [{ product_id: 'SKU-3', price: 12.5, quantity: 2 }],
    coupon: 'VIP10',
  },
}

/** A warehouse row of twenty columns. */
export const warehouseRow = {
  event_name: 'af_purchase',
  event_time: '2026-11-21 11:00:00.500',
  platform: 'android',
  appsflyer_id: '1770986158309-7523597',
  customer_user_id: 'user-1002',
  gaid: '9c9a82fb-d5de-4cd1-90c3-527441c11828',
  email: 'jane.doe@example.com',
  phone_number: '+14155550142',
  ip_address: '203.0.113.17',
  revenue: '178.52',
  currency: 'USD',
  os_version: '14',
  app_version: '7.1.0',
  order_id: 'O-1086',
  store: 'Berlin',
  items: 3,
  coupon: 'VIP10',
  is_gift: false,
  channel: 'app',
  loyalty_level: 4,
}
