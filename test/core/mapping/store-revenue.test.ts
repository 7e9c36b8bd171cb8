import { configure, iosRow, rokuApp, rokuRow, see } from '../prepare-fixtures'

const on = { configuration: { store_revenue_measured_by_appsflyer: true } }
const twice = 'store_revenue_twice'
const sale = { event_name: 'af_purchase', revenue: 48, currency: 'USD' }

test.each<[string, object, boolean]>([
  ['a purchase with revenue', iosRow(sale), true],
  ['a subscription', iosRow({ ...sale, event_name: 'af_subscribe' }), true],
  ['a refund', iosRow({ ...sale, event_name: 'af_refund' }), true],
  ['a purchase without revenue', iosRow({ event_name: 'af_purchase' }), false],
  ['revenue of another kind', iosRow({ ...sale, event_name: 'ad_impression' }), false],
])('%s, where AppsFlyer measures the stores', (_name, row, isTold) => {
  expect(see(row, on).codes.includes(twice)).toBe(isTold)
})

test('what AppsFlyer measures itself lacks no revenue', () => {
  const bare = { event_name: 'af_purchase', price: '48.00' }
  expect(see(iosRow(bare)).codes).toContain('purchase_without_revenue')
  expect(see(iosRow(bare), on).codes).toEqual([])
  const devices = { configuration: { ...on.configuration, apps: [rokuApp] } }
  expect(see(rokuRow({ ...bare, revenue: null }), devices).codes).toContain('purchase_without_revenue')
})

test('nothing is said where it does not, nor of devices', () => {
  expect(see(iosRow(sale)).codes).not.toContain(twice)
  expect(configure().store_revenue_measured_by_appsflyer).toBe(false)
  const devices = { configuration: { ...on.configuration, apps: [rokuApp] } }
  expect(see(rokuRow(sale), devices).codes).not.toContain(twice)
})
