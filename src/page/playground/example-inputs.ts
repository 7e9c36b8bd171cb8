export interface ExampleInput {
  readonly name: string
  readonly text: string
  /** The stream of the example configuration that its rows are of. */
  readonly stream?: string
}

const minuteMs = 60_000
const dayMs = 86_400_000

const iosContext = {
  device: {
    type: 'ios',
    id: '6D92078A-8246-4BA4-AE5B-76104861E7DC',
    advertisingId: '9876F1AA-2983-3855-27BB-2C626772EFAB',
    adTrackingEnabled: true,
    attTrackingStatus: 'authorized',
  },
  os: { name: 'iOS', version: '17.5.1' },
  app: { version: '7.1.0', namespace: 'com.example.shop' },
  ip: '192.0.2.44',
  userAgent: 'ExampleShop/7.1 (iPhone; iOS 17.5.1)',
}

const integrations = { AppsFlyer: { appsFlyerId: '1415211453000-6513894' } }

/** Inputs to begin with, their times set against the clock so that only the late one is late. */
export function exampleInputs(nowMs: number): readonly [ExampleInput, ...ExampleInput[]] {
  const justNow = new Date(nowMs - minuteMs).toISOString()
  const purchase = {
    type: 'track',
    event: 'Order Completed',
    userId: 'u-1001',
    timestamp: justNow,
    properties: {
      order_id: 'O-20481',
      revenue: 48,
      currency: 'USD',
      products: [{ product_id: 'SKU-1', name: 'Trail shoe', category: 'shoes', price: 48, quantity: 1 }],
    },
    context: { ...iosContext, traits: { email: 'Ana@Example.com', phone: '(213) 373-4253' } },
    integrations,
  }
  const row = {
    event_name: 'af_purchase',
    event_time: justNow,
    platform: 'ios',
    app_id: '123456789',
    appsflyer_id: '1415211453000-6513894',
    revenue: '48.00',
    currency: 'USD',
    email: 'ana@example.com',
  }
  const visit = {
    type: 'page',
    name: 'Shoes',
    userId: 'u-1001',
    timestamp: justNow,
    context: {
      page: { url: 'https://www.example.com/shoes?utm_source=newsletter', referrer: 'https://www.example.org/' },
      ip: '192.0.2.44',
      userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/129.0',
    },
    properties: { title: 'Shoes' },
  }
  const orders = [
    'order_id,appsflyer_id,order_total,currency,ordered_at,gaid',
    ...['48.00,USD', '12.50,EUR', '$9.90,USD'].map(
      (money, index) => `O-${index + 1},1415211453000-6513894,${money},${justNow},38400000-8cf0-11bd-b23e-10b96e40000d`,
    ),
  ].join('\n')
  const long = {
    ...purchase,
    properties: {
      ...purchase.properties,
      note: 'Leave it with the neighbour on the left. '.repeat(12),
      gift_message: 'Many happy returns! '.repeat(12),
      coupon: 'SUMMER',
    },
  }
  const late = { ...purchase, timestamp: new Date(nowMs - 3 * dayMs).toISOString() }
  return [
    { name: 'Good purchase', text: pretty(purchase) },
    { name: 'iOS id without prefix', text: pretty(row) },
    { name: 'Revenue “$48.00”', text: pretty({ ...row, app_id: 'id123456789', revenue: '$48.00' }) },
    { name: 'Web visit', text: pretty(visit) },
    { name: 'Late event', text: pretty(late) },
    { name: 'Too large', text: pretty(long) },
    { name: 'CSV of a stream', text: orders, stream: 'orders' },
    { name: 'Several lines', text: [purchase, row, visit].map((value) => JSON.stringify(value)).join('\n') },
  ]
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
