import fc from 'fast-check'
import { parseConfiguration } from '../../../spec/configuration/parse-configuration'
import { configurationOf } from '../../configuration-of'

/** One token and a list of app ids: the platform follows from the id, the secret from the platform. */

const account = { s2s_token: 'account-token', dev_key: 'account-dev-key' }
const appsOf = (apps: readonly object[], more: object = account) => configurationOf({ ...more, apps }).apps
const told = (value: unknown) => {
  const parsed = parseConfiguration(value)
  const lines = (list: typeof parsed.warnings) => list.map(({ path, message }) => `${path} ${message}`)
  return { problems: parsed.ok ? [] : lines(parsed.problems), warnings: lines(parsed.warnings) }
}

test('the configuration of two minutes', () => {
  const apps = [{ app_id: 'id123456789' }, { app_id: 'com.example.app' }, { app_id: 'website-www.example.com' }]
  expect(appsOf(apps, { s2s_token: 'account-token' })).toEqual([
    { platform: 'ios', app_id: 'id123456789', key: 'account-token', api_version: 'v3' },
    { platform: 'android', app_id: 'com.example.app', key: 'account-token', api_version: 'v3' },
    { platform: 'web', app_id: 'website-www.example.com', key: 'account-token', time_zone: 'UTC' },
  ])
})

test.each<[string | number, string]>([
  ['id123456789', 'ios'],
  ['123456789', 'ios'],
  [123456789, 'ios'],
  ['ID123456789', 'ios'],
  ['com.example.app', 'android'],
  ['com.example.app-amazon', 'android'],
  ['Com.Example_2.App', 'android'],
  ['website-www.example.com', 'web'],
  ['website-example', 'web'],
])('%s is an app for %s', (app_id, platform) => {
  expect(appsOf([{ app_id }])[0]).toMatchObject({ platform })
})

test('any number is an iOS app, any package an Android app, any website a web app', () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9_]{0,9}$/)
  const id = fc.oneof(
    fc.tuple(
      fc.constant('ios'),
      fc.nat().map((number) => `id${number}`),
    ),
    fc.tuple(
      fc.constant('android'),
      fc.array(word, { minLength: 2, maxLength: 5 }).map((words) => words.join('.')),
    ),
    fc.tuple(
      fc.constant('web'),
      word.map((name) => `website-${name}`),
    ),
  )
  fc.assert(fc.property(id, ([platform, app_id]) => expect(appsOf([{ app_id }])).toMatchObject([{ platform, app_id }])))
})

test('each app gets the secret of its endpoint, or its own', () => {
  const apps = appsOf([
    { app_id: 'id1' },
    { app_id: 'id2', api_version: 'v2' },
    { app_id: 'website-a', time_zone: 'Europe/Berlin' },
    { app_id: 'id3', key: 'own' },
    { app_id: 'id4', api_version: 'v2', key: 'own dev key'.replaceAll(' ', '-') },
  ])
  expect(apps.map(({ key }) => key)).toEqual([
    'account-token',
    'account-dev-key',
    'account-token',
    'own',
    'own-dev-key',
  ])
})

test('where the id does not tell, platform does', () => {
  expect(appsOf([{ app_id: 'example', platform: 'web' }])).toMatchObject([{ platform: 'web', app_id: 'example' }])
  expect(appsOf([{ app_id: 'shop.example.com', platform: 'web' }])).toMatchObject([{ platform: 'web' }])
})

test.each<[string, object, readonly string[]]>([
  ['no apps', {}, ['apps is missing: it must be a list: [{app_id: …}]']],
  ['an empty list', { apps: [] }, ['apps is empty: configure at least one app']],
  [
    'an id of no known form',
    { apps: [{ app_id: 'my app' }] },
    [
      'apps[0].app_id is of no known form: id123456789 (iOS), com.example.app (Android), website-www.example.com (web) or steam-480 (by the prefix of its platform). Correct it, or give platform',
    ],
  ],
  [
    'an app that takes no events',
    { apps: [{ app_id: 'chatgpt-12345' }] },
    ['apps[0].app_id is the id of an app for chatgpt, to which no events can be sent'],
  ],
  [
    'an app of a console without the dev key',
    { dev_key: undefined, apps: [{ app_id: 'steam-12345' }] },
    [
      'dev_key is missing, and apps[0] needs it, for api_version v2 or for devices: it is in the settings of the app in AppsFlyer',
    ],
  ],
  [
    'an app of a console against its platform',
    { apps: [{ app_id: 'steam-12345', platform: 'roku' }] },
    ['apps[0].app_id is the id of an app for Steam, and platform says roku: leave platform out'],
  ],
  [
    'an id of a TV with signs in it',
    { dev_key: 'k', apps: [{ app_id: 'a_b', platform: 'roku' }] },
    ['apps[0].app_id is not an app id: it has letters, digits, points and dashes alone'],
  ],
  [
    'a brand bundle without its key',
    { apps: [{ app_id: 'shop', platform: 'web_pba' }] },
    [
      'apps[0].key is missing: give the web dev key of the brand bundle, which is in AppsFlyer under My apps, View brand bundles',
    ],
  ],
  [
    'an id against its platform',
    { apps: [{ app_id: 'id1', platform: 'android' }] },
    ['apps[0].app_id is the id of an app for iOS, and platform says android: leave platform out'],
  ],
  [
    'two apps with one id',
    { apps: [{ app_id: 'id1' }, { app_id: 'id2' }, { app_id: '1' }] },
    ['apps[2].app_id is the same as apps[0].app_id: list each app once'],
  ],
])('a clear problem: %s', (_, value, expected) => {
  expect(told({ ...account, ...value }).problems).toEqual(expected)
})

test.each([
  ['android', 'com.a.b;com.c.d'],
  ['android', 'com.a.b com.c.d'],
  ['android', 'https://play.google.com/store/apps/details?id=com.a.b'],
  ['web', 'https://www.example.com'],
  ['web', 'website-a,website-b'],
  [undefined, 'com.a.b-amazon;com.c.d'],
])('platform %s does not make an id of %s', (platform, app_id) => {
  expect(told({ ...account, apps: [{ app_id, ...(platform && { platform }) }] }).problems).toEqual([
    'apps[0].app_id is not an app id, with a blank, a comma, a semicolon or an address in it: give the id of one app alone',
  ])
})

test('a missing secret is told once, with the apps that need it', () => {
  const apps = [1, 2, 3, 4, 5].map((number) => ({ app_id: `id${number}` }))
  expect(told({ apps: [...apps, { app_id: 'id6', api_version: 'v2' }] }).problems).toEqual([
    's2s_token is missing, and apps[0], apps[1], apps[2] and 2 more need it: an admin finds it in AppsFlyer under Security center, Manage AppsFlyer tokens, type S2S',
    'dev_key is missing, and apps[5] needs it, for api_version v2 or for devices: it is in the settings of the app in AppsFlyer',
  ])
})

test('a v2 app does not take the S2S token in the place of the dev key', () => {
  const { problems } = told({ s2s_token: 't', apps: [{ app_id: 'id1', api_version: 'v2' }] })
  expect(problems).toEqual([expect.stringMatching(/^dev_key is missing, and apps\[0\] needs it/)])
})

test('a web app without time zone is warned about, and so is what is for other apps', () => {
  const apps = [
    { app_id: 'website-a' },
    { app_id: 'website-b', time_zone: 'Europe/Berlin', api_version: 'v2' },
    { app_id: 'id1', time_zone: 'Europe/Berlin' },
  ]
  expect(told({ ...account, apps })).toEqual({
    problems: [],
    warnings: [
      'apps[0].time_zone is not set, so UTC decides until when a web event is on time: give the time zone of the app in AppsFlyer',
      'apps[1].api_version has no effect: it is for mobile apps',
      'apps[2].time_zone has no effect: it is for web apps',
    ],
  })
})

const placeholders = [
  '**********',
  '••••••',
  'YOUR-S2S-KEY',
  'your_token',
  '<token>',
  'xxxx',
  'changeme',
  '$' + '{TOKEN}',
]
test.each(placeholders)('%s is no secret, and no id', (text) => {
  const { problems } = told({ s2s_token: text, apps: [{ app_id: text }, { app_id: 'id1', key: text }] })
  expect(problems).toEqual([
    expect.stringMatching(/^s2s_token is (a mask|a placeholder|the name of).*: paste the S2S token of the account$/),
    expect.stringMatching(/^apps\[0\]\.app_id is (a mask|a placeholder|the name of)/),
    expect.stringMatching(/^apps\[1\]\.key is (a mask|a placeholder|the name of).*: leave it out, and give s2s_token/),
  ])
})

test('all mistakes of all parts are told at once', () => {
  const { problems } = told({
    s2s_token: ' ',
    apps: [
      { app_id: 'nonsense', api_version: 'v7' },
      { app_id: 'id1', api_version: 'v7' },
      { app_id: 'id2' },
      { app_id: 'id2' },
    ],
    streams: [{ stream: 'a' }, { stream: 'a' }, { send_as: 'mobile' }],
    mapping: '[{"stream": "a"}, {"stream": "b", "columns": [{"column": "c", "field": "reveneu"}]}]',
    privacy: { event_values: ['all', 'plan'] },
    late_events: 'never',
  })
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
    'apps[0].api_version',
    'apps[1].api_version',
    'streams[2].stream',
    'streams[2].send_as',
    'late_events',
    'apps[0].app_id',
    'apps[3].app_id',
    's2s_token',
    'mapping[1].columns[0].field',
    'streams[1].stream',
    'mapping[0].stream',
    'privacy.event_values[0]',
  ])
})

test("today's form of the configuration keeps working", () => {
  const apps = [
    { platform: 'ios', app_id: 'id123456789', key: 's2s-key', api_version: 'v3' },
    { platform: 'android', app_id: 'anything', key: 'dev-key', api_version: 'v2' },
    { platform: 'web', app_id: 'shop.example.com', key: 'token', time_zone: 'America/New_York' },
  ]
  expect(appsOf(apps, {})).toEqual(apps)
  expect(told({ apps })).toEqual({ problems: [], warnings: [] })
})

test('an app of a stream that is not there comes with the nearest', () => {
  const { problems } = told({
    ...account,
    apps: [{ app_id: 'com.example.shop' }],
    streams: [{ stream: 's', app_id: 'com.example.shpo' }],
  })
  expect(problems).toEqual([
    'streams[0].app_id is none of the configured apps: did you mean com.example.shop? Correct it, or add it to apps',
  ])
})

test('endpoints.all is for each that has none of its own', () => {
  const endpoints = { all: 'http://127.0.0.1:8080', web: 'https://proxy.example.com' }
  expect(configurationOf({ ...account, apps: [{ app_id: 'id1' }], endpoints }).endpoints).toEqual({
    mobile_v2: 'http://127.0.0.1:8080',
    mobile_v3: 'http://127.0.0.1:8080',
    web: 'https://proxy.example.com',
    web_pba: 'http://127.0.0.1:8080',
    devices: 'http://127.0.0.1:8080',
    api: 'http://127.0.0.1:8080',
  })
})

test('an unknown key is a warning with the nearest known one', () => {
  const given = {
    ...account,
    s2s_tokn: 'x',
    apps: [{ app_id: 'id1', apiversion: 'v2', colour: 'blue' }],
    streams: [{ stream: 's', colums: [], event_values: [{ name: 'n', colunm: 'c', column: 'c' }] }],
    object_storage_config: { storage_type: 'None', bucketpath: '' },
  }
  expect(told(given)).toEqual({
    problems: [],
    warnings: [
      's2s_tokn is no key, did you mean s2s_token? It has no effect',
      'apps[0].apiversion is no key, did you mean api_version? It has no effect',
      'apps[0].colour is not a key of the configuration: it has no effect',
      'streams[0].colums is no key, did you mean columns? It has no effect',
      'streams[0].event_values[0].colunm is no key, did you mean column? It has no effect',
      'object_storage_config.bucketpath is no key, did you mean bucket_path? It has no effect',
    ],
  })
})
