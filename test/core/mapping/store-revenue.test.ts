import { configure, iosCall, iosRow, rokuApp, rokuRow, see } from '../prepare-fixtures'

const on = { configuration: { store_revenue_measured_by_appsflyer: true } }
const twice = 'store_revenue_twice'
const sale = { event_name: 'af_purchase', revenue: 48, currency: 'USD' }

test.each<[string, object, boolean]>([
  ['a purchase with revenue', iosRow(sale), true],
  ['a subscription', iosRow({ ...sale, event_name: 'af_subscribe' }), true],
  ['a refund', iosRow({ ...sale, event_name: 'af_refund' }), true],
  ['a purchase without revenue', iosRow({ event_name: 'af_purchase' }), false],
  ['a name of your own', iosRow({ ...sale, event_name: 'coins_bought' }), true],
  ['another', iosRow({ ...sale, event_name: 'remove_ads', platform: 'android', idfa: null }), true],
  ['no purchase', iosRow({ ...sale, event_name: 'purchase_failed' }), false],
  ['sold elsewhere', iosRow({ ...sale, store: 'STRIPE' }), false],
  ['sold elsewhere, of a call', iosCall({ revenue: 48, currency: 'USD', store: 'rc_billing' }), false],
  ['sold by the store', iosRow({ ...sale, store: 'APP_STORE' }), true],
  ['of a shop of that name', iosRow({ ...sale, store: 'Berlin' }), true],
  ['an advertisement', iosRow({ ...sale, event_name: 'af_ad_revenue' }), false],
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

test('a purchase that the configuration calls otherwise is one, and an advertisement that it calls a purchase none', () => {
  const renames = { 'Order Completed': 'money_in', ad_impression: 'af_purchase', iap_ok: 'af_purchase' }
  const circumstances = {
    configuration: {
      ...on.configuration,
      event_names: { rename: Object.entries(renames).map(([from, to]) => ({ from, to })) },
    },
  }
  const isTold = (event_name: string) => see(iosRow({ ...sale, event_name }), circumstances).codes.includes(twice)
  expect(['Order Completed', 'iap_ok', 'ad_impression'].map(isTold)).toEqual([true, true, false])
})

test('an amount of such an event is not advised to be mapped, but for an advertisement', () => {
  const row = { amount_paid: 48 }
  expect(see(iosRow({ ...row, event_name: 'coins_bought' }), on).codes).toEqual([])
  expect(see(iosRow({ ...row, event_name: 'ad_impression' }), on).codes).toEqual(['amount_not_mapped'])
})

test("AppsFlyer measures the stores of Apple and Google, and not Microsoft's", () => {
  const windows = { platform: 'windows', app_id: '9NBLGGH4NNS1', key: 'k' }
  const there = { configuration: { ...on.configuration, apps: [windows] } }
  expect(see(iosRow({ ...sale, platform: 'windows', idfa: null }), there).codes).not.toContain(twice)
})

test('nothing is said where it does not, nor of devices', () => {
  expect(see(iosRow(sale)).codes).not.toContain(twice)
  expect(configure().store_revenue_measured_by_appsflyer).toBe(false)
  const devices = { configuration: { ...on.configuration, apps: [rokuApp] } }
  expect(see(rokuRow(sale), devices).codes).not.toContain(twice)
})
