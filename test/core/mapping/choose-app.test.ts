import { prepare } from '../../../src/core/prepare'
import { configurationOf } from '../../configuration-of'
import { androidApp, findingOf, iosApp, iosCall, iosRow, see, webApp, webCall } from '../prepare-fixtures'

const second = { platform: 'ios', app_id: 'id222', key: 'second-key', api_version: 'v2' }
const apps = [iosApp, androidApp, webApp, second]
const streams = [
  { stream: 'second', app_id: 'id222' },
  { stream: 'web', app_id: webApp.app_id },
]
const appOf = (record: object, stream?: string, configuration: object = { apps, streams }) =>
  see(record, { configuration, ...(stream === undefined ? {} : { stream }) }).request?.appId

test.each<[string, object, string | undefined, string | undefined]>([
  ['the first app of its platform', iosRow(), undefined, 'id123456789'],
  ["the record's own app", iosRow({ app_id: 'id222' }), undefined, 'id222'],
  ["the record's own app, before the stream's", iosRow({ app_id: 'com.example.app' }), 'second', 'com.example.app'],
  ["the stream's app, before the platform's", iosRow(), 'second', 'id222'],
  ["the stream's app, whatever the platform", iosRow({ user_id: 'u' }), 'web', webApp.app_id],
  ['a bare id, as text', iosRow({ app_id: '222' }), undefined, 'id222'],
  ['a bare id, as a number', iosRow({ app_id: 222 }), undefined, 'id222'],
  ['a blank id, which is none', iosRow({ app_id: ' ' }), 'second', 'id222'],
  [
    'integrations.AppsFlyer.appId',
    iosCall({}, { integrations: { appsflyer: { appId: 'id222', appsFlyerId: '1' } } }),
    'web',
    'id222',
  ],
  ['app_id at the top of a call', iosCall({}, { app_id: 'id222' }), undefined, 'id222'],
  ['a property that names a configured app', iosCall({ app_id: 'id222' }), undefined, 'id222'],
  ["a property, before the stream's", iosCall({ app_id: 'id222' }), 'web', 'id222'],
  ['not a property that names none', iosCall({ app_id: 'something' }), undefined, 'id123456789'],
])('%s', (_what, record, stream, appId) => expect(appOf(record, stream)).toBe(appId))

test('a property that named the app is not repeated; another one stays', () => {
  expect(see(iosCall({ app_id: 'id222' }), { configuration: { apps } }).values).toEqual({})
  expect(see(iosCall({ app_id: 'x' }), { configuration: { apps } }).values).toEqual({ app_id: 'x' })
})

test('key, URL and API version are those of the app', () => {
  const { request, body } = see(iosRow({ app_id: 'id222' }), { configuration: { apps } })
  expect(request).toMatchObject({
    endpoint: 'mobile_v2',
    method: 'POST',
    url: 'https://api2.appsflyer.com/inappevent/id222',
    headers: { authentication: 'second-key', 'content-type': 'application/json' },
  })
  expect(body).toMatchObject({ af_events_api: 'true' })
})

test('the app id is percent-encoded, base URLs can be replaced', () => {
  const configuration = {
    apps: [{ platform: 'android', app_id: 'com.example/ä%b', key: 'k' }],
    endpoints: { mobile_v3: 'http://127.0.0.1:8080/' },
  }
  const row = { platform: 'android', event: 'x', af_id: '1' }
  expect(see(row, { configuration }).request?.url).toBe('http://127.0.0.1:8080/inappevent/com.example%2F%C3%A4%25b')
})

describe('an iOS id without its prefix gets it, with a note', () => {
  const bare = { platform: 'ios', app_id: '123456789', key: 'k' }
  test.each<[string, object, object[], boolean]>([
    ['in the record', iosRow({ app_id: '123456789' }), [iosApp], true],
    ['in a property', iosCall({ app_id: 123456789 }), [iosApp], true],
    ['in the configuration', iosRow(), [bare], true],
    ['in both', iosRow({ app_id: '123456789' }), [bare], true],
    ['in neither', iosRow({ app_id: 'id123456789' }), [iosApp], false],
  ])('%s', (_where, record, configured, isNoted) => {
    const seen = see(record, { configuration: { apps: configured } })
    expect(seen.request?.url).toBe('https://api3.appsflyer.com/inappevent/id123456789')
    expect(seen.codes).toEqual(isNoted ? ['ios_app_id_prefixed'] : [])
  })

  test('an Android or web id of digits is left alone', () => {
    const configuration = { apps: [{ platform: 'android', app_id: '123', key: 'k' }] }
    const row = { platform: 'android', event: 'x', af_id: '1', app_id: '123' }
    expect(see(row, { configuration }).request?.url).toContain('/inappevent/123')
  })
})

test.each<[string, object, object, string]>([
  ['unknown', iosRow({ app_id: 'id999' }), { apps }, 'unknown_app'],
  [
    'of the wrong kind',
    iosRow({ app_id: webApp.app_id }),
    { apps, streams: [{ stream: 's', send_as: 'mobile_event' }] },
    'unknown_app',
  ],
  ['none for the platform', iosRow({ platform: 'android' }), { apps: [iosApp] }, 'no_app_for_platform'],
  ['none for the web', webCall(), { apps: [iosApp, androidApp] }, 'no_app_for_platform'],
])('an app that is %s rejects the record', (_what, record, configuration, code) => {
  expect(see(record, { configuration, stream: 's' })).toMatchObject({ outcome: 'reject', request: null, codes: [code] })
})

test('the finding names the platform that has no app', () => {
  const seen = see(iosRow({ platform: 'android' }), { configuration: { apps: [iosApp] } })
  expect(findingOf(seen, 'no_app_for_platform').message).toContain('The platform is android.')
})

test('where all apps are of one platform, a row need not name it', () => {
  expect(see({ event: 'x', af_id: '1' }, { configuration: { apps: [androidApp] } }).request?.appId).toBe(
    'com.example.app',
  )
})

test('of two apps for Steam beside one for Roku the first is taken for a Steam id, and told', () => {
  const apps = ['steam-480', 'steam-481', 'roku-1'].map((app_id) => ({ app_id }))
  const row = { event_name: 'x', steam_id: '76561198000000000', ip: '203.0.113.7' }
  const configuration = configurationOf({ dev_key: 'key', apps })
  const { request, findings } = prepare({ data: row }, configuration, Date.UTC(2024, 0, 15))
  expect(request?.appId).toBe('steam-480')
  expect(findings.map(({ code }) => code)).toContain('app_guessed')
})

describe('one id in several stores', () => {
  const apps = [{ app_id: '480', platform: 'steam' }, { app_id: '480', platform: 'quest' }, { app_id: 'id123456789' }]
  const at = (columns: object) => {
    const data = { event_name: 'x', ip: '203.0.113.7', device_id: '045f4137-57b7-45e6-8a45-c303101a086a', ...columns }
    const configuration = configurationOf({ dev_key: 'key', s2s_token: 'token', apps })
    const { request, findings } = prepare({ data }, configuration, Date.UTC(2024, 0, 15))
    const told = findings.find(({ code }) => code === 'app_guessed' || code === 'no_app_for_platform')
    return [request?.url.replace(/.*\/app\//, ''), told?.code, told?.message.includes('steam-480 and quest-480')]
  }

  test.each<[string, object, (string | boolean | undefined)[]]>([
    ['its platform', { app_id: '480', platform: 'quest' }, ['quest/480', undefined, undefined]],
    [
      'its platform, as people write it',
      { app_id: 480, platform: 'Meta Quest 3' },
      ['quest/480', undefined, undefined],
    ],
    ['the other', { app_id: '480', platform: 'steam' }, ['steam/480', undefined, undefined]],
    ['an id that one store has', { app_id: '480', steam_id: '7' }, ['steam/480', undefined, undefined]],
    [
      'the id with its prefix, whatever else',
      { app_id: 'quest-480', platform: 'steam' },
      ['quest/480', undefined, undefined],
    ],
    ['nothing', { app_id: '480' }, ['steam/480', 'app_guessed', true]],
    ['a platform that has none of them', { app_id: '480', platform: 'ios' }, [undefined, 'no_app_for_platform', true]],
    ['a platform of no app', { app_id: '480', platform: 'xbox' }, [undefined, 'no_app_for_platform', true]],
  ])('a record goes to the app that it names by %s', (_name, columns, expected) => {
    expect(at(columns)).toEqual(expected)
  })
})

test("the answer to Apple's question about tracking weighs less than a system that is named", () => {
  const call = (name: string) =>
    webCall(
      { appsflyer_id: 'odd' },
      { context: { os: { name }, device: { attTrackingStatus: 'authorized' }, page: { url: 'https://x.example' } } },
    )
  expect(appOf(call('Android'))).toBe(webApp.app_id)
  expect(appOf(call('iOS'))).toBe('id123456789')
})
