import { hashOfUser } from '../../../src/memory/installs/hash-of-user'
import { sightingColumns, sightingOf } from '../../../src/memory/installs/sighting-of'

const row = {
  event_source: 'SDK',
  event_time: '2026-11-20 10:11:12.345',
  install_time: '2026-11-01 00:00:00',
  appsflyer_id: '1415211453000-6513894',
  customer_user_id: ' user-1 ',
  app_id: 'com.example.app',
  platform: 'android',
  advertising_id: '9c9a82fb-d5de-4cd1-90c3-527441c11828',
  os_version: '15',
}

test.each(['guest', 'Anonymous', '0', 'not logged in'])(
  'a row of the user %s is none of a user',
  (customer_user_id) => {
    expect(sightingOf({ ...row, customer_user_id }, {})).toBe('no_user')
  },
)

test('a row of the SDK is a sighting', () => {
  expect(sightingOf(row, {})).toEqual({
    appId: 'com.example.app',
    userHash: hashOfUser('user-1'),
    appsflyerId: '1415211453000-6513894',
    source: 'sdk',
    seenAtMs: Date.UTC(2026, 10, 20, 10, 11, 12, 345),
    installedAtMs: Date.UTC(2026, 10, 1),
    advertisingId: '9c9a82fb-d5de-4cd1-90c3-527441c11828',
    osVersion: '15',
  })
})

test('ids of iOS apps get their prefix, and zeros are no device id', () => {
  const ios = {
    ...row,
    app_id: '123456789',
    platform: 'ios',
    advertising_id: '',
    idfa: '00000000-0000-0000-0000-000000000000',
    idfv: '4E7B0D49-6F21-4C5B-9F1B-2A0C6D5F8E11',
    install_time: '',
  }
  const sighting = sightingOf(ios, {})
  expect(sighting).toMatchObject({ appId: 'id123456789', idfv: '4E7B0D49-6F21-4C5B-9F1B-2A0C6D5F8E11' })
  expect(Object.keys(Object(sighting)).sort()).toEqual(
    ['appId', 'appsflyerId', 'idfv', 'osVersion', 'seenAtMs', 'source', 'userHash'].sort(),
  )
})

test('the app of the source holds where the row names none', () => {
  const { app_id: _, ...rest } = row
  expect(sightingOf(rest, { appId: '123456789' })).toMatchObject({ appId: 'id123456789' })
  expect(sightingOf(row, { appId: 'id1' })).toMatchObject({ appId: 'com.example.app' })
})

test('a row without an event source counts as the SDK’s', () => {
  expect(sightingOf({ ...row, event_source: '' }, {})).toMatchObject({ source: 'sdk' })
})

test.each([
  ['not_sdk', { event_source: 'S2S' }],
  ['not_sdk', { event_source: 's2s' }],
  ['no_user', { customer_user_id: ' ' }],
  ['no_user', { customer_user_id: 'null' }],
  ['no_id', { appsflyer_id: '' }],
  ['id_not_mobile', { appsflyer_id: '4f6a3c1e-58a7-4c7e-8a53-3f2c7a0b9d10' }],
  ['no_app', { app_id: '' }],
  ['no_time', { event_time: '2026-11-20' }],
])('%s: %j', (why, part) => {
  expect(sightingOf({ ...row, ...part }, {})).toBe(why)
})

test('its columns are all that it looks at', () => {
  const asked = new Set<string>()
  const watched = new Proxy(row, {
    get: (target, name) => {
      asked.add(String(name))
      return Reflect.get(target, name)
    },
  })
  sightingOf(watched, {})
  expect([...asked].sort()).toEqual([...sightingColumns].sort())
})
