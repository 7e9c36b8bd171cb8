import type { Chance, Person } from './shop-people'

/** Segment events of the example shop, from its apps and its site. */

type Json = Record<string, unknown>

interface Product {
  readonly product_id: string
  readonly name: string
  readonly category: string
  readonly price: number
}

const products: readonly [Product, ...Product[]] = [
  { product_id: 'SKU-1', name: 'Trail shoe', category: 'shoes', price: 89.9 },
  { product_id: 'SKU-2', name: 'Rain jacket', category: 'jackets', price: 129 },
  { product_id: 'SKU-3', name: 'Wool socks', category: 'socks', price: 12.5 },
  { product_id: 'SKU-4', name: 'Headlamp', category: 'gear', price: 39.95 },
]

const userAgents = {
  ios: 'ExampleShop/7.1 (iPhone; iOS 17.5.1)',
  android: 'ExampleShop/7.1 (Android 14; Pixel 8)',
  web: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/129.0',
} as const

export type Platform = keyof typeof userAgents

function basket(chance: Chance): Json[] {
  return Array.from({ length: chance.integer(1, 3) }, () => {
    const product = { ...chance.pick(products), quantity: chance.integer(1, 2) }
    return chance.happens(0.03) ? { name: product.name, price: product.price } : product
  })
}

function orderProperties(chance: Chance): Json {
  const revenue = chance.integer(1_200, 24_000) / 100
  return {
    order_id: `O-${chance.digits(8)}`,
    revenue: chance.happens(0.2) ? revenue.toFixed(2) : revenue,
    total: revenue,
    currency: chance.pick(['USD', 'USD', 'EUR', 'gbp']),
    products: basket(chance),
    coupon: chance.pick(['SUMMER', 'NONE', 'VIP10']),
  }
}

const tracks: readonly [
  readonly [name: string, properties: (chance: Chance) => Json],
  ...(readonly [string, (chance: Chance) => Json])[],
] = [
  ['Order Completed', orderProperties],
  ['Order Completed', orderProperties],
  ['Product Viewed', (chance) => ({ ...chance.pick(products), currency: 'USD' })],
  ['Product Added', (chance) => ({ ...chance.pick(products), quantity: 1, currency: 'USD' })],
  ['Products Searched', (chance) => ({ query: chance.pick(['shoes', 'rain', 'light']) })],
  ['Checkout Started', (chance) => ({ value: chance.integer(20, 200), currency: 'USD', products: basket(chance) })],
  ['Signed Up', (chance) => ({ method: chance.pick(['email', 'apple', 'google']) })],
  ['Trial Started', () => ({ plan: 'pro' })],
  ['Loyalty Level Reached', (chance) => ({ level: chance.integer(1, 5) })],
]

function envelope(person: Person, platform: Platform, timestamp: string, chance: Chance): Json {
  const device =
    platform === 'web'
      ? {}
      : {
          device: {
            type: platform,
            id: person.vendorId,
            advertisingId: person.optedOut ? '00000000-0000-0000-0000-000000000000' : person.advertisingId,
            adTrackingEnabled: !person.optedOut,
            ...(platform === 'ios' && { attTrackingStatus: person.optedOut ? 'denied' : 'authorized' }),
          },
          os: platform === 'ios' ? { name: 'iOS', version: '17.5.1' } : { name: 'Android', version: '14' },
          app: { version: '7.1.0', namespace: 'com.example.shop' },
        }
  return {
    messageId: chance.uuid(),
    userId: person.id,
    timestamp,
    context: {
      ...device,
      ip: platform === 'web' && chance.happens(0.3) ? '2001:db8::8a2e:370:7334' : person.ip,
      userAgent: userAgents[platform],
      traits: { email: person.email, phone: person.phone, firstName: person.firstName, lastName: person.lastName },
      ...(platform === 'web' && {
        page: { url: 'https://www.example.com/checkout', referrer: 'https://www.google.com/' },
      }),
    },
    ...(platform !== 'web' && { integrations: { AppsFlyer: { appsFlyerId: person.appsflyerId } } }),
  }
}

export function makeTrack(person: Person, platform: Platform, timestamp: string, chance: Chance): Json {
  const [event, properties] = chance.pick(tracks)
  return { type: 'track', event, ...envelope(person, platform, timestamp, chance), properties: properties(chance) }
}

export function makeScreen(person: Person, platform: 'ios' | 'android', timestamp: string, chance: Chance): Json {
  const name = chance.pick(['Home', 'Cart', 'Profile'])
  return { type: 'screen', name, ...envelope(person, platform, timestamp, chance), properties: { tab: 'shop' } }
}

export function makePage(person: Person, timestamp: string, chance: Chance): Json {
  const path = chance.pick(['/', '/shoes', '/sale?utm_source=newsletter'])
  const properties = { title: 'Example shop', path, url: `https://www.example.com${path}` }
  return { type: 'page', name: 'Shop', ...envelope(person, 'web', timestamp, chance), properties }
}

export function makeIdentify(person: Person, timestamp: string): Json {
  return { type: 'identify', userId: person.id, timestamp, traits: { email: person.email, plan: 'pro' } }
}
