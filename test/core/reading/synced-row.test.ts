import { ids, iosRow, see } from '../prepare-fixtures'

/** As Segment's Reverse ETL hands a row over. */
function synced(row: object, changes: object = {}) {
  const envelope = { type: 'track', event: 'new', userId: 'row-1', timestamp: '2024-01-15T11:59:00.000Z', context: {} }
  return { ...envelope, messageId: 'message-1', properties: row, ...changes }
}

const webRow = { EVENT_NAME: 'Order Completed', Platform: 'Web', user_id: 'u9', revenue: 5, currency: 'USD' }

test.each(['new', 'updated'])('a call named %s that has columns for properties is the row', (event) => {
  for (const row of [
    iosRow({ user_id: 'u9', revenue: 5, currency: 'USD' }),
    iosRow({ platform: 'windows', idfa: null }),
  ])
    expect(see(synced(row, { event }))).toEqual(see(row))
})

test('its message id is the de-duplication id where no column has one', () => {
  expect(see(synced(webRow)).body).toMatchObject({
    user_id: { customer_user_id: 'u9' },
    customer_dedup_id: 'message-1',
  })
  expect(see(synced({ ...webRow, dedup_id: 'd' })).body).toMatchObject({ customer_dedup_id: 'd' })
})

test('a deleted one is not sent, nor one that is not meant for AppsFlyer', () => {
  expect(see(synced(iosRow(), { event: 'deleted' })).codes).toEqual(['deleted_row'])
  expect(see(synced(iosRow(), { integrations: { AppsFlyer: false } })).codes).toEqual(['excluded_by_source'])
})

test.each<[string, object]>([
  ['of a library', { context: { library: { name: 'analytics-swift' }, device: { type: 'ios' } } }],
  ['of a device', { context: { device: { type: 'ios' } } }],
  ['without a column for the event', { properties: { platform: 'ios' }, context: { os: { name: 'iOS' } } }],
])('an event that is called "new" stays one: %s', (_what, changes) => {
  const integrations = { AppsFlyer: { appsFlyerId: ids.appsflyerId } }
  const event = { ...synced({ event_name: 'x' }, { integrations }), ...changes }
  expect(see(event).body).toMatchObject({ eventName: 'new' })
})
