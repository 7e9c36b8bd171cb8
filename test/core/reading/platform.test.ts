import { platformOf } from '../../../src/core/reading/platform'
import type { Json } from '../../../src/json/json'
import { ids, iosCall, iosRow, see, webCall } from '../prepare-fixtures'

test.each<[Json, string | undefined]>([
  ...['ios', 'iOS', 'IPADOS', 'tvOS', 'watchos', 'visionOS', ' ios '].map((text): [Json, string] => [text, 'ios']),
  ['Android', 'android'],
  ['WEB', 'web'],
  ...['mac os x', 'iPhone OS 17', 'iPhone14,2', 'APP_STORE', 'apple', 'macOS'].map((text): [Json, string] => [
    text,
    'ios',
  ]),
  ...['Android OS 11 / API-30 (RP1A.200720)', 'PLAY_STORE', 'google_play', 'Amazon App Store', 'Fire OS 8'].map(
    (text): [Json, string] => [text, 'android'],
  ),
  ...['Windows', 'linux', 'Roku', 'webOS', 'constructor', '7x', 7].map((text): [Json, string] => [text, 'unreadable']),
  ...['mobile', 'Tablet', 'desktop', 'server', '', 'N/A', 'unknown', null, {}].map((text): [Json, undefined] => [
    text,
    undefined,
  ]),
])('%j names %j', (text, platform) => expect(platformOf(text)).toBe(platform))

const urls = { ios: '/inappevent/id123456789', android: '/inappevent/com.example.app', web: '/inapps/app/web/' }
const visit = '/visits/app/web/'

const page = { url: 'https://example.com/' }
test.each<[string, object, string]>([
  ['device.type', { device: { type: 'ANDROID' }, os: { name: 'iOS' } }, urls.android],
  [
    'os.name where the type says nothing',
    { device: { type: 'mobile' }, os: { name: 'iPadOS', version: '17' } },
    urls.ios,
  ],
  ['os.name alone', { device: undefined, os: { name: 'Android' } }, urls.android],
  ["a page of an app's web view", { device: undefined, os: { name: 'iOS' }, page }, urls.ios],
  ['a page on a device', { device: { id: ids.idfv }, os: { name: 'iOS', version: '17' }, page }, urls.ios],
])('track of an install: by %s', (_by, context, url) => {
  expect(see(iosCall({}, {}, context)).request?.url).toContain(url)
})

test.each<[string, object]>([
  ['a page without a device', { device: undefined, os: { name: 'iOS' }, page }],
  ['a page in a desktop browser', { device: { type: 'desktop' }, os: { name: 'Mac OS X' }, page }],
])('track without an AppsFlyer id: by %s', (_by, context) => {
  expect(see(iosCall({}, { integrations: {} }, context)).request?.url).toContain(urls.web)
})

test.each<[string, object]>([
  ['another system', { device: undefined, os: { name: 'Windows' } }],
  ['nothing', { device: undefined, os: undefined }],
  ['a device without a name', { device: { id: ids.idfv }, os: undefined }],
])('track: %s leads to no app', (by, context) => {
  const code = by === 'another system' ? 'no_app_for_platform' : 'unknown_platform'
  for (const changes of [{}, { integrations: {} }])
    expect(see(iosCall({}, changes, context))).toMatchObject({ outcome: 'reject', codes: [code] })
})

test.each<[string, object, string, string | undefined]>([
  ['page in a browser', webCall({}, { type: 'page', name: 'Home' }), visit, undefined],
  ['page in the browser of a phone', webCall({}, { type: 'Page' }, { os: { name: 'iOS' }, page }), visit, undefined],
  ['page on a device', iosCall({}, { type: 'page', name: 'Home' }), urls.ios, 'Viewed Home Page'],
  ['page on a device without a name', iosCall({}, { type: 'page', event: undefined }), urls.ios, 'page'],
  ['screen', iosCall({}, { type: 'SCREEN', name: 'Cart' }), urls.ios, 'Viewed Cart Screen'],
  ['screen with its name in a property', iosCall({ name: 'Cart' }, { type: 'screen' }), urls.ios, 'Viewed Cart Screen'],
  ['screen without a name', iosCall({}, { type: 'screen', event: undefined }), urls.ios, 'screen'],
  [
    'screen with its name where RudderStack has it',
    iosCall({}, { type: 'screen' }),
    urls.ios,
    'Viewed Level Finished Screen',
  ],
])('%s', (_call, call, url, name) => {
  const seen = see(call)
  expect(seen.request?.url).toContain(url)
  expect(seen.body['eventName']).toBe(name)
  expect(seen.values).toEqual({})
})

test('a screen is a mobile event, also where nothing tells its device', () => {
  const call = iosCall({}, { type: 'screen', name: 'Cart' }, { device: undefined, os: undefined })
  const configuration = { apps: [{ platform: 'android', app_id: 'com.example.app', key: 'k' }] }
  expect(see(call, { configuration }).body['eventName']).toBe('Viewed Cart Screen')
  expect(see(call)).toMatchObject({ outcome: 'reject', codes: ['unknown_platform'] })
})

test.each(['identify', 'group', 'alias', 'IDENTIFY', ' Alias '])('%j is skipped', (type) => {
  expect(see(iosCall({}, { type }))).toMatchObject({ outcome: 'skip', codes: ['not_an_event'], request: null })
})

test.each([undefined, null, 'order', 7, 'constructor'])('a record of type %j is a row', (type) => {
  expect(see(iosRow({ type })).values).toEqual(typeof type === 'string' || type === 7 ? { type } : {})
})

test.each<[string, object, string]>([
  ['its column', { platform: 'Android', idfa: undefined }, urls.android],
  ['the device id, IDFA', { platform: undefined }, urls.ios],
  ['the device id, GAID', { platform: undefined, idfa: undefined, gaid: ids.gaid }, urls.android],
  ["a column os with the system's name", { platform: undefined, idfa: undefined, os: 'Android' }, urls.android],
  [
    'a page',
    { platform: undefined, idfa: undefined, appsflyer_id: undefined, user_id: 'u', url: 'https://a.example/' },
    urls.web,
  ],
])('row: by %s', (_by, columns, url) => {
  expect(see(iosRow({ os_version: undefined, ...columns })).request?.url).toContain(url)
})

describe('send_as', () => {
  const as = (send_as: string) => ({ configuration: { streams: [{ stream: 's', send_as }] }, stream: 's' })
  test.each([
    ['auto', urls.ios],
    ['mobile_event', urls.ios],
    ['web_event', urls.web],
  ])('%s', (send_as, url) => expect(see(iosCall(), as(send_as)).request?.url).toContain(url))

  test('web_visit', () => expect(see(webCall(), as('web_visit')).request?.url).toContain(visit))
  test('web_event of a page call', () => {
    expect(see(webCall({}, { type: 'page', name: 'Home' }), as('web_event')).body['event_name']).toBe(
      'Viewed Home Page',
    )
  })
  test('skip', () => {
    expect(see(iosCall(), as('skip'))).toMatchObject({ outcome: 'skip', codes: ['stream_skipped'] })
    expect(see('no record at all', as('skip')).outcome).toBe('skip')
  })
  test('a row with a page and without an event is a visit', () => {
    const times = { event_time: '2024-01-15 10:00:00' }
    const row = { platform: 'web', url: 'https://example.com/', user_id: 'u', ip: '203.0.113.7', ua: 'x', ...times }
    expect(see(row)).toMatchObject({ outcome: 'send', findings: [] })
    expect(see(row).request?.url).toContain(visit)
    expect(see({ ...row, event: 'x' }).request?.url).toContain(urls.web)
  })
})
