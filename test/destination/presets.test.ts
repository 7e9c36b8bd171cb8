import { createTestEvent, type JSONObject, type Preset, type SegmentEvent } from '@segment/actions-core'
import { presets } from '../../destination/presets'
import { bodySchemas } from '../../spec/appsflyer/bodies/body-schemas'
import type { Endpoint } from '../../spec/appsflyer/events/contract'
import { contracts } from '../../spec/appsflyer/events/contracts'
import { LocalServer } from './local-server'
import { destinationAt, subscribed } from './workspace'

const server = new LocalServer()
beforeAll(() => server.open())
afterAll(() => server.close())
beforeEach(() => server.take())

const appsflyerId = '1415211453000-6513894'
const order: JSONObject = {
  order_id: 'A-1',
  revenue: 48.5,
  total: 52,
  currency: 'EUR',
  products: [
    { product_id: 'p1', quantity: 2, price: 20 },
    { sku: 's2', price: 8.5 },
  ],
}
const library = { library: { name: 'analytics-swift', version: '1.0' } }
const iphone = {
  ...library,
  device: {
    type: 'ios',
    id: 'AEBE52E7-03EE-455A-B3C4-E57283966239',
    advertisingId: 'dd0d7c6d-2e1f-4b4b-9a3c-7d9a7bb1a111',
  },
  os: { name: 'iOS', version: '17.4.1' },
}
const browser = {
  library: { name: 'analytics.js', version: '2.0' },
  page: { url: 'https://www.example.com/cart', referrer: 'https://www.example.com/' },
}
const steamDeck = { ...library, ip: '203.0.113.7', device: { type: 'steam', model: 'Deck' }, os: { version: '3.5' } }
const visitor = {
  AppsFlyer: { appsFlyerId: '9999999-f848-4963-a091-568f0bf9a361' },
} as unknown as { All?: boolean }
const integrations = { AppsFlyer: { appsFlyerId: appsflyerId } } as unknown as { All?: boolean }

function call(event: Partial<SegmentEvent>): SegmentEvent {
  const base = { userId: 'u-1', messageId: 'm-1', timestamp: '2026-03-14T09:30:00.123Z', integrations, traits: {} }
  return createTestEvent({ ...base, ...event })
}

function track(event: string, properties: JSONObject = {}, context: JSONObject = iphone): SegmentEvent {
  return call({ type: 'track', event, properties, context })
}

function row(event: string, properties: JSONObject): SegmentEvent {
  return { type: 'track', event, userId: 'pk-7', properties, context: {} }
}

const warehouseRow = {
  event_name: 'Order Completed',
  event_time: '2026-03-14 09:30:00',
  platform: 'android',
  appsflyer_id: appsflyerId,
  gaid: '9C9A82FB-D5DE-4CD1-90C3-527441C11828',
  email: 'john_smith@gmail.com',
  revenue: '48.50',
  currency: 'eur',
  order_id: 7,
  tier: 'gold',
}

const webRow = {
  event_name: 'Order Completed',
  event_time: '',
  platform: 'web',
  customer_user_id: 'u-1',
  revenue: '48.50',
  currency: 'EUR',
  page_url: 'https://www.example.com/thanks',
}

const loudRow: JSONObject = Object.fromEntries(
  Object.entries(webRow).map(([column, value]) => [column.toUpperCase(), column === 'platform' ? 'WEB' : value]),
)
const { platform: _platform, ...webColumns } = webRow

/** What an admin sees who turns every preset on and sends this event: one request, of this preset. */
const table: readonly (readonly [preset: string, event: SegmentEvent])[] = [
  ['Order Completed', track('Order Completed', order)],
  ['Order Refunded', track('Order Refunded', order)],
  ['Product Added', track('Product Added', { product_id: 'p1', quantity: 2, price: 20, currency: 'EUR' })],
  ['Product Viewed', track('Product Viewed', { product_id: 'p1', price: 20, category: 'shoes' })],
  ['Products Searched', track('Products Searched', { query: 'red shoes' })],
  ['Checkout Started', track('Checkout Started', { ...order, value: 50 })],
  ['Signed Up', track('Signed Up', { method: 'email' })],
  ['Signed In', track('Signed In', { method: 'apple' })],
  ['Trial Started', track('Trial Started', { revenue: 0, currency: 'EUR' })],
  ['Subscription Started', track('Subscription Started', { revenue: 9.99, currency: 'EUR' })],
  ['All Other App Events', track('Level Reached', { level: 5 })],
  ['All Other App Events', track('updated', { level: 5 })],
  ['App Installs and Opens', track('Application Opened', { from_background: false })],
  ['First Opens (PC, Console, TV)', track('Application Installed', { steam_id: '765' }, steamDeck)],
  ['Sessions (PC, Console, TV)', track('Application Opened', { steam_id: '765' }, steamDeck)],
  ['All Other App Events', track('Level Reached', { level: 5, steam_id: '765' }, steamDeck)],
  ['User IDs (PBA)', call({ type: 'identify', context: browser, integrations: visitor })],
  ['Screens', call({ type: 'screen', name: 'Home', properties: {}, context: iphone })],
  ['Screens', call({ type: 'page', name: 'Home', properties: {}, context: iphone })],
  ['Web Purchases', track('Order Completed', order, browser)],
  ['All Other Web Events', track('Signed Up', { method: 'email' }, browser)],
  ['Page Visits', call({ type: 'page', name: 'Cart', properties: {}, context: browser })],
  ['Audience Entered (Engage)', track('Audience Entered', { audience_key: 'big_spenders', big_spenders: true })],
  ['Audience Exited (Engage)', track('Audience Exited', { audience_key: 'big_spenders', big_spenders: false })],
  ['Rows of App Events (Reverse ETL)', row('new', warehouseRow)],
  ['Rows of App Events (Reverse ETL)', row('updated', warehouseRow)],
  ['Rows of Web Events (Reverse ETL)', row('new', webRow)],
  ['Rows of Web Events (Reverse ETL)', row('new', loudRow)],
  ['Rows of Web Events (Reverse ETL)', row('new', { ...webColumns, Platform: 'Website' })],
]

function subscription({ partnerAction, mapping = {}, ...rest }: Preset): JSONObject {
  return { partnerAction, mapping, subscribe: 'subscribe' in rest ? rest.subscribe : 'type = "track"' }
}

/** The apps of the settings that an ordinary workspace does not have. */
const family = {
  pba_bundle_id: 'shop',
  pba_web_dev_key: 'web-dev-key',
  device_app_id: 'steam-480',
  device_dev_key: 'the-dev-key',
}

const automatic = presets.filter(({ type }) => type === 'automatic')

test.each(table)('%s: one request, which the contract takes', async (name, event) => {
  const all = automatic.map((preset) => ({ ...subscription(preset), name: preset.name ?? '' }))
  await destinationAt(server.url).onEvent(event, { ...subscribed(all), ...family })
  const fromAll = server.take()
  expect(fromAll).toHaveLength(1)

  const own = automatic.filter((preset) => preset.name === name).map(subscription)
  await destinationAt(server.url).onEvent(event, { ...subscribed(own), ...family })
  expect(server.take()).toEqual([{ ...fromAll[0], headers: expect.anything() }])

  const { path = '', body = '' } = fromAll[0] ?? {}
  const endpoint = Object.values(contracts).find(
    ({ endpoint, path: template }) =>
      new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path) &&
      !(endpoint === 'mobile_v2' && !body.includes('af_events_api')),
  )
  expect(endpoint && bodySchemas[endpoint.endpoint].safeParse(JSON.parse(body)).error).toBeUndefined()
  expect({
    endpoint: endpoint?.endpoint satisfies Endpoint | undefined,
    path,
    body: JSON.parse(body),
  }).toMatchSnapshot()
})

test.each(
  presets
    .filter(({ name }) => name?.includes('Linked Audiences'))
    .map((preset) => [preset.name ?? '', preset] as const),
)('%s sends the audience under a name of its own', async (name, preset) => {
  const event = track('Audience Entered', { audience_key: 'big_spenders', big_spenders: true })
  await destinationAt(server.url).onEvent(event, subscribed([subscription(preset)]))
  const [received] = server.take()
  const body = JSON.parse(received?.body ?? '{}')
  expect(body).toMatchObject({
    eventName: name.startsWith('Audience Entered') ? 'audience_entered' : 'audience_exited',
    eventValue: '{"audience":"big_spenders"}',
  })
})

test.each([
  ['Added Rows of App Events', warehouseRow],
  ['Added Rows of Web Events', webRow],
])('%s sends a row of the data graph as the row of a warehouse', async (name, columns) => {
  const [preset] = presets.filter((candidate) => candidate.name === name)
  const rows = presets.find(({ name: other }) => other === `${name.slice('Added '.length)} (Reverse ETL)`)
  expect(preset).toMatchObject({
    type: 'specificEvent',
    eventSlug: 'warehouse_entity_added_track',
    mapping: rows?.mapping,
  })
  const own = preset === undefined ? [] : [subscription(preset)]
  await destinationAt(server.url).onEvent(row('Entity Added', columns), subscribed(own))
  expect(JSON.parse(server.take()[0]?.body ?? '{}')).toMatchObject({
    [name.includes('Web') ? 'event_name' : 'eventName']: 'af_purchase',
  })
})

test.each([
  [{}, 'm-7'],
  [{ dedup_id: 'order-7' }, 'order-7'],
  [{ MESSAGE_ID: 'order-7' }, 'order-7'],
])('a row of the web has an id by which a retry counts once: %j', async (columns, id) => {
  const event = { ...row('new', { ...webRow, ...columns }), messageId: 'm-7' }
  await destinationAt(server.url).onEvent(event, subscribed(automatic.map(subscription)))
  expect(JSON.parse(server.take()[0]?.body ?? '{}')).toMatchObject({ customer_dedup_id: id })
})

test('a deleted row fits no preset', async () => {
  const all = automatic.map(subscription)
  await destinationAt(server.url).onEvent(row('deleted', warehouseRow), subscribed(all))
  expect(server.take()).toEqual([])
})

test('every preset that applies by itself is in the table', () => {
  expect(new Set(table.map(([name]) => name))).toEqual(new Set(automatic.map(({ name }) => name)))
})
