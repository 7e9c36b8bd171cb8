import { Destination, type JSONObject } from '@segment/actions-core'
import nock from 'nock'
import destination from '../../destination'
import type { Settings } from '../../destination/definition'
import { readSettings } from '../../destination/read-settings'
import { type Sandbox, startSandbox } from '../../src/sandbox/server/start-sandbox'
import { thrownBy } from './deliveries'
import { LocalServer } from './local-server'
import { destinationAt, settings } from './workspace'

const sandboxApps = [
  { appId: 'id123456789', key: 'ios-key' },
  { appId: 'com.example.app', key: 'android-key' },
  { appId: 'website-www.example.com', key: 'web-key' },
]

function asJson(value: Settings): JSONObject {
  return { ...value } as JSONObject
}

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ apps: sandboxApps })
})
afterAll(async () => {
  nock.restore()
  await sandbox.close()
})

describe('testAuthentication', () => {
  test('good keys are good, and nothing is recorded', async () => {
    await destinationAt(sandbox.url).testAuthentication(settings)
    expect([...sandbox.inbox.all({})].map(({ verdict }) => verdict)).toEqual(['refused', 'refused', 'refused'])
  })

  const wrong: readonly (readonly [keyof Settings, RegExp, readonly RegExp[]])[] = [
    ['ios_key', /iOS key: status 400 \(wrong_key\)/, [/Android/, /Web/]],
    ['android_key', /Android key: status 400 \(wrong_key\)/, [/iOS/, /Web/]],
    ['web_key', /Web S2S API token: status 401/, [/iOS/, /Android/]],
  ]
  test.each(wrong)('a wrong %s is named, the good ones are not', async (setting, named, others) => {
    const { message } = await thrownBy(
      destinationAt(sandbox.url).testAuthentication({ ...settings, [setting]: 'wrong-secret' }),
    )
    expect(message).toMatch(named)
    for (const other of others) expect(message).not.toMatch(other)
    expect(message).not.toContain('wrong-secret')
  })

  test('no answer says nothing of the key', async () => {
    const server = await new LocalServer().open()
    server.reply = () => 'reset'
    const { message } = await thrownBy(destinationAt(server.url).testAuthentication(settings))
    await server.close()
    expect(message).toMatch(/iOS key: no answer .* neither good nor bad/)
  })

  test("asks AppsFlyer's own servers, each app's version at its own", async () => {
    const refused = 'appsflyer_id is a mandatory field'
    const scopes = [
      nock('https://api3.appsflyer.com', { reqheaders: { authentication: 'ios-key' } })
        .post('/inappevent/id123456789')
        .reply(400, refused),
      nock('https://api2.appsflyer.com', { reqheaders: { authentication: 'android-key' } })
        .post('/inappevent/com.example.app')
        .reply(400, refused),
      nock('https://events.appsflyer.com', { reqheaders: { authorization: 'Bearer web-key' } })
        .post('/v2.0/s2s/inapps/app/web/website-www.example.com')
        .reply(400, 'Invalid or missing fields'),
    ]
    await new Destination(destination).testAuthentication(settings)
    for (const scope of scopes) expect(scope.isDone()).toBe(true)
  })

  // Segment lets blank text through where a setting is required, so nothing is left to its validation.
  const incomplete: readonly (readonly [string, Settings, RegExp])[] = [
    ['nothing', {}, /No app is configured/],
    ['blank text everywhere', { ios_app_id: '', ios_key: ' ', web_app_id: '' }, /No app is configured/],
    ['a key without its app', { ios_key: 'k' }, /iOS app id/],
    ['an app without its key', { android_app_id: 'com.example.app' }, /Android key/],
    ['an app with a blank key', { web_app_id: 'website-www.example.com', web_key: '' }, /Web S2S API token/],
    ['no iOS app id', { ios_app_id: 'com.example.app', ios_key: 'k' }, /iOS app id/],
    ['a key with a line break', { ios_app_id: 'id1', ios_key: 'top secret' }, /iOS key/],
    ['a currency that is none', { ...settings, default_currency: 'euro' }, /Default currency/],
    ['a country that is none', { ...settings, default_phone_country: 'USA' }, /Default phone country/],
    ['a time zone that is none', { ...settings, web_time_zone: 'Mars/Base' }, /Web app time zone/],
  ]
  test.each(incomplete)('%s: the setting is named, before anything is sent', async (_name, given, text) => {
    const server = await new LocalServer().open()
    const { message } = await thrownBy(destinationAt(server.url).testAuthentication(given))
    await server.close()
    expect(message).toMatch(text)
    expect(message).not.toContain('top secret')
    expect(server.received).toHaveLength(0)
  })

  test('unknown choices are refused by Segment itself', async () => {
    const given = { ...asJson(settings), opted_out_users: 'maybe' }
    const error = await thrownBy(new Destination(destination).testAuthentication(given as Settings))
    expect(error.message).toMatch(/opted-out users must be one of/i)
  })
})

describe('settings', () => {
  test('blank text means "not set"', () => {
    const blank = { ...settings, web_time_zone: '', default_currency: ' ', sharing_filter: '', opted_out_users: '' }
    const read = readSettings(blank, {})
    if (!read.ok) throw new Error(read.message)
    expect(read.configuration.defaults.currency).toBeUndefined()
    expect(read.configuration.privacy).toMatchObject({ opted_out_users: 'strip_ids', sharing_filter: [] })
  })

  test('all of them arrive in the configuration', () => {
    const read = readSettings(
      {
        ...settings,
        ios_app_id: '123456789',
        event_names: 'as_is',
        opted_out_users: 'send',
        sharing_filter: 'a_int, b_int',
        late_events: 'reject',
      },
      {},
    )
    if (!read.ok) throw new Error(read.message)
    expect(read.configuration).toMatchObject({
      apps: [
        { platform: 'ios', app_id: '123456789', key: 'ios-key', api_version: 'v3' },
        { platform: 'android', app_id: 'com.example.app', key: 'android-key', api_version: 'v2' },
        { platform: 'web', app_id: 'website-www.example.com', key: 'web-key', time_zone: 'America/New_York' },
      ],
      event_names: { style: 'as_is' },
      defaults: { currency: 'USD', phone_country: 'US' },
      privacy: { opted_out_users: 'send', sharing_filter: ['a_int', 'b_int'] },
      late_events: 'reject',
    })
  })

  test('the same settings are read once', () => {
    expect(readSettings({ ...settings }, {})).toBe(readSettings({ ...settings }, {}))
    expect(readSettings({ ...settings, ios_key: 'other' }, {})).not.toBe(readSettings({ ...settings }, {}))
  })
})
