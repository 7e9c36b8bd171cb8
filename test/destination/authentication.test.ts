import { Destination, type JSONObject } from '@segment/actions-core'
import nock from 'nock'
import destination from '../../destination'
import { appsflyerDestination, type Settings } from '../../destination/definition'
import { readSettings } from '../../destination/read-settings'
import { type Sandbox, startSandbox } from '../../src/sandbox/server/start-sandbox'
import { thrownBy } from './deliveries'
import { LocalServer, type Reply } from './local-server'
import { destinationAt, earlierSettings, endpointsAt, nowMs, settings } from './workspace'

const sandboxApps = [
  { appId: 'id123456789', key: 's2s-token' },
  { appId: 'com.example.app', key: 'dev-key' },
  { appId: 'website-www.example.com', key: 's2s-token' },
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
    expect([...sandbox.inbox.all({})].map(({ verdict }) => verdict)).toEqual(['probe', 'probe', 'probe'])
  })

  const wrong: readonly (readonly [keyof Settings, readonly string[]])[] = [
    [
      's2s_token',
      [
        'S2S Token for id123456789: status 400 (wrong_key)',
        'S2S Token for website-www.example.com: status 401 (unauthorized)',
      ],
    ],
    ['dev_key', ['Dev Key for com.example.app: status 400 (wrong_key)']],
    ['android_key', ['Android Key of Its Own for com.example.app: status 400 (wrong_key)']],
  ]
  test.each(wrong)('a wrong %s is named with each app that it is wrong for, and no other', async (setting, named) => {
    const { message } = await thrownBy(
      destinationAt(sandbox.url).testAuthentication({ ...settings, [setting]: 'wrong-secret' }),
    )
    expect(message.match(/[A-Z][\w ]+ for \S+: status \d+ \(\w+\)/g)).toEqual(named)
    expect(message).not.toContain('wrong-secret')
  })

  describe('the API token V2', () => {
    const erasing = { ...settings, erasure_token: 'v2-token' }
    const code = (af_gdpr_code: string): Reply => ({ status: 400, body: JSON.stringify({ error: { af_gdpr_code } }) })
    let server: LocalServer
    beforeEach(async () => {
      server = await new LocalServer().open()
    })
    afterEach(() => server.close())

    /** Events go to the sandbox, whose apps take the keys. */
    const proving = (given: Settings) =>
      new Destination(
        appsflyerDestination({ endpoints: endpointsAt(sandbox.url), erasureUrl: server.url, now: () => nowMs }),
      ).testAuthentication(given)

    test('is proven for apps of PCs, consoles and TVs, too, which deletions reach', async () => {
      const alone = { device_app_id: 'steam-480', device_dev_key: 'dev-key-1234567890', erasure_token: 'v2-token' }
      const asked = async () => {
        const error = await destinationAt(server.url)
          .testAuthentication(alone as never)
          .then(
            () => undefined,
            (thrown: Error) => thrown,
          )
        return [error?.message, server.take().filter(({ path }) => path.endsWith('/stub')).length] as const
      }
      server.reply = ({ path }) => (path.endsWith('/stub') ? { status: 401, body: '' } : { status: 400, body: '' })
      expect(await asked()).toEqual([expect.stringMatching(/Deleting users of steam-480/), 1])
    })

    test('is proven at the stub, which erases nobody, for each app', async () => {
      server.reply = () => ({ status: 201, body: '{}' })
      await proving(erasing)
      const asked = server.take()
      expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(Array(3).fill('POST /api/gdpr/v1/stub'))
      expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer v2-token' })
    })

    test('where there is none, nothing is asked', async () => {
      await proving(settings)
      expect(server.received).toEqual([])
    })

    const told: readonly (readonly [Reply | 'reset', RegExp | null])[] = [
      [{ status: 401 }, /Deleting users of id123456789: The server answered 401: .*API Token V2, for User Deletion/i],
      [{ status: 403 }, /Deleting users of com\.example\.app: The server answered 403/],
      [code('e411'), /Deleting users of website-www\.example\.com: The app is not in the account/],
      [{ status: 201, body: '{}' }, null],
      [code('e213'), null],
      [code('e319'), null],
      [code('e511'), null],
      [{ status: 404 }, null],
      [{ status: 503 }, null],
      ['reset', null],
    ]
    test.each(told)('%j', async (reply, text) => {
      server.reply = () => reply
      const message = await proving(erasing).then(
        () => '',
        (error: Error) => error.message,
      )
      if (text === null) expect(message).toBe('')
      else expect(message).toMatch(text)
      expect(message).not.toContain('v2-token')
    })
  })

  test('each of several apps of a platform is proven', async () => {
    const more = { ...settings, ios_app_id: 'id123456789, id987654321' }
    const { message } = await thrownBy(destinationAt(sandbox.url).testAuthentication(more))
    expect(message).toMatch(/S2S Token for id987654321: status 40/)
    expect(message).not.toMatch(/id123456789|com\.example|website/)
  })

  test('no answer says nothing of the key', async () => {
    const server = await new LocalServer().open()
    server.reply = () => 'reset'
    const { message } = await thrownBy(destinationAt(server.url).testAuthentication(settings))
    await server.close()
    expect(message).toMatch(/S2S Token for id123456789: no answer .* this says nothing about the key/)
  })

  test("asks AppsFlyer's own servers, each app's version at its own", async () => {
    const refused = 'appsflyer_id is a mandatory field'
    const scopes = [
      nock('https://api3.appsflyer.com', { reqheaders: { authentication: 's2s-token' } })
        .post('/inappevent/id123456789')
        .reply(400, refused),
      nock('https://api2.appsflyer.com', { reqheaders: { authentication: 'dev-key' } })
        .post('/inappevent/com.example.app')
        .reply(400, refused),
      nock('https://events.appsflyer.com', { reqheaders: { authorization: 'Bearer s2s-token' } })
        .post('/v2.0/s2s/inapps/app/web/website-www.example.com')
        .reply(400, 'Invalid or missing fields'),
    ]
    await new Destination(destination).testAuthentication(settings)
    for (const scope of scopes) expect(scope.isDone()).toBe(true)
  })

  test('a 400 that names the authorization is a wrong key, though AppsFlyer documents other words', async () => {
    const scope = nock('https://api3.appsflyer.com')
      .post('/inappevent/id123456789')
      .reply(400, 'Unauthorized: token expired')
    const given = { s2s_token: 's2s-token', ios_app_id: 'id123456789' }
    const { message } = await thrownBy(new Destination(destination).testAuthentication(given))
    expect(message).toMatch(/S2S Token for id123456789: status 400 \(wrong_key\)/)
    expect(scope.isDone()).toBe(true)
  })

  // Segment lets blank text through where a setting is required, so nothing is left to its validation.
  const incomplete: readonly (readonly [string, Settings, RegExp])[] = [
    ['nothing', {}, /No app is configured: fill in the S2S Token and the id of at least one app/],
    ['blank text everywhere', { s2s_token: ' ', ios_app_id: '', web_app_id: '' }, /No app is configured/],
    ['a token without an app', { s2s_token: 'k' }, /No app is configured/],
    [
      'apps without a token',
      { ios_app_id: 'id1', web_app_id: 'website-www.example.com' },
      /^Credentials are invalid: \S* ?S2S Token is missing, and id1, website-www\.example\.com need it: an admin finds it/,
    ],
    ['a token that is a mask', { s2s_token: '**********', ios_app_id: 'id1' }, /S2S Token is a mask/],
    ['a token with a line break', { s2s_token: 'top\nsecret', ios_app_id: 'id1' }, /S2S Token has spaces/],
    [
      'v2 without a dev key',
      { s2s_token: 'k', android_app_id: 'com.example.app', android_api_version: 'v2' },
      /Dev Key is missing, and com\.example\.app needs it for API version v2/,
    ],
    ['no iOS App ID', { s2s_token: 'k', ios_app_id: 'com.example.app' }, /iOS App ID is not an iOS app id/],
    [
      'the id of a website in the place of an app',
      { s2s_token: 'k', android_app_id: 'website-www.example.com' },
      /Android App ID is the id of a web app: move it to Web App ID\./,
    ],
    [
      'an iOS app in the place of a website',
      { s2s_token: 'k', web_app_id: 'id123456789' },
      /Web App ID is the id of an iOS app: move it to iOS App ID\./,
    ],
    [
      'the address of a website for its id',
      { s2s_token: 'k', web_app_id: 'www.example.com' },
      /Web App ID holds the address of a website, not its id: .*website-www\.example\.com\./,
    ],
    [
      'all among partners',
      { s2s_token: 'k', ios_app_id: 'id1', sharing_filter: 'Facebook, all' },
      /Sharing Filter is all, which cannot be combined with names: keep it, or the names/,
    ],
    ['a console', { s2s_token: 'k', android_app_id: 'xbox-9N1' }, /Android App ID is the id of an app for xbox/],
    [
      'one app in two spellings',
      { s2s_token: 'k', ios_app_id: 'id1, 1' },
      /^Credentials are invalid: \S* ?iOS App ID lists id1 twice\.$/,
    ],
    [
      'an iOS id of digits in place of an Android app',
      { s2s_token: 'k', android_app_id: '123456789' },
      /Android App ID is the id of an iOS app: move it to iOS App ID\./,
    ],
    [
      'two ids with a semicolon between them',
      { s2s_token: 'k', android_app_id: 'com.a.b;com.c.d' },
      /Android App ID is not an app id, with a blank, a comma, a semicolon/,
    ],
    [
      'a key of earlier days without its app',
      { ios_key: 'k' },
      /iOS App ID is empty, but a key is saved for it: fill in the id, or the S2S Token, which replaces it/,
    ],
    [
      'a key of its own without its app',
      { s2s_token: 'k', android_key: 'k', android_api_version: 'v2', ios_app_id: 'id1' },
      /Android App ID is empty, but a key is saved for it: fill in the id, or clear the key/,
    ],
    [
      'a key of earlier days that is a mask',
      { web_key: '**********', web_app_id: 'website-www.example.com' },
      /Web Key \(Legacy\) is a mask .*: leave it out, and give S2S Token, or Dev Key for v2/,
    ],
    ['partners with a blank between them', { ...settings, sharing_filter: 'a;b c' }, /Sharing Filter has a blank/],
    ['a currency that is none', { ...settings, default_currency: 'euro' }, /Default Currency/],
    ['a country that is none', { ...settings, default_phone_country: 'USA' }, /Default Phone Country/],
    ['a time zone that is none', { ...settings, web_time_zone: 'Mars/Base' }, /Web App Time Zone/],
  ]
  test.each(incomplete)('%s: the setting is named, before anything is sent', async (_name, given, text) => {
    const server = await new LocalServer().open()
    const { message } = await thrownBy(destinationAt(server.url).testAuthentication(given))
    await server.close()
    expect(message).toMatch(text)
    expect(message).not.toContain('top secret')
    expect(server.received).toHaveLength(0)
  })

  test.each<[string, Settings, readonly RegExp[]]>([
    [
      'ids of two platforms, and a currency',
      { s2s_token: 'k', ios_app_id: 'foo', android_app_id: 'id123', default_currency: 'euro' },
      [
        /Android App ID is the id of an iOS app: move it to iOS App ID\./,
        /iOS App ID is not an iOS app id/,
        /Default Currency/,
      ],
    ],
    [
      'no app, and a token',
      { s2s_token: '**********', default_currency: 'euro' },
      [/No app is configured/, /S2S Token is a mask/, /Default Currency/],
    ],
  ])('all of it is told at once: %s', async (_name, given, texts) => {
    const { message } = await thrownBy(destinationAt(sandbox.url).testAuthentication(given))
    for (const text of texts) expect(message).toMatch(text)
    expect(message.match(/Android App ID is/g)?.length ?? 0).toBeLessThan(2)
  })

  test('unknown choices are refused by Segment itself', async () => {
    const given = { ...asJson(settings), opted_out_users: 'maybe' }
    const error = await thrownBy(new Destination(destination).testAuthentication(given as Settings))
    expect(error.message).toMatch(/opted-out users must be one of/i)
  })
})

describe('delivery is not stopped by what costs less than the event', () => {
  test('formats that are none count as not set, and ids of an unknown form go out as they are', () => {
    const odd = {
      s2s_token: 'k]a%',
      ios_app_id: 'V)[q$',
      web_app_id: 'V)[q$',
      default_currency: 'euro',
      web_time_zone: 'Mars',
    }
    const read = readSettings({ ...odd, default_phone_country: 'USA', ios_api_version: 'x', opted_out_users: 'x' }, {})
    if (!read.ok) throw new Error(read.message)
    expect(read.configuration).toMatchObject({
      apps: [
        { platform: 'ios', app_id: 'v)[q$', api_version: 'v3' },
        { platform: 'web', app_id: 'V)[q$', time_zone: 'UTC' },
      ],
      defaults: { currency: undefined, phone_country: undefined },
      privacy: { opted_out_users: 'strip_ids' },
    })
  })

  test.each<[string, Settings, RegExp]>([
    ['no app', { s2s_token: 'k' }, /No app is configured/],
    ['no key', { ios_app_id: 'id1' }, /S2S Token is missing/i],
    ['a key that no header can carry', { s2s_token: 'a b', ios_app_id: 'id1' }, /S2S Token has spaces/i],
    ['the id of another platform', { s2s_token: 'k', ios_app_id: 'com.example.app' }, /is not an iOS app id/],
    ['two ids in the place of one', { s2s_token: 'k', android_app_id: 'com.a.b;com.c.d' }, /a semicolon/],
    ['true in the place of an iOS id', { s2s_token: 'k', ios_app_id: 'true' }, /is not an iOS app id/],
    ['true in the place of a package', { s2s_token: 'k', android_app_id: 'true' }, /is not the package name/],
    ['false in the place of a website', { s2s_token: 'k', web_app_id: 'false' }, /is not the id of a website/],
    ['nothing that is set', { s2s_token: 'k', web_app_id: 'undefined' }, /is not the id of a website/],
    ['an app in the place of another', { s2s_token: 'k', android_app_id: 'id1' }, /is the id of an iOS app/],
  ])('%s stops it', (_what, given, text) => {
    expect(readSettings(given, {})).toMatchObject({ ok: false, message: expect.stringMatching(text) })
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
        { platform: 'ios', app_id: '123456789', key: 's2s-token', api_version: 'v3' },
        { platform: 'android', app_id: 'com.example.app', key: 'dev-key', api_version: 'v2' },
        { platform: 'web', app_id: 'website-www.example.com', key: 's2s-token', time_zone: 'America/New_York' },
      ],
      event_names: { style: 'as_is' },
      defaults: { currency: 'USD', phone_country: 'US' },
      privacy: { opted_out_users: 'send', sharing_filter: ['a_int', 'b_int'] },
      late_events: 'reject',
    })
  })

  test('several apps of a platform stand in one setting, with commas or lines between them', () => {
    const read = readSettings({ ...settings, ios_app_id: 'id1, id2\nid3,', web_app_id: '' }, {})
    if (!read.ok) throw new Error(read.message)
    expect(read.configuration.apps.map(({ app_id }) => app_id)).toEqual(['id1', 'id2', 'id3', 'com.example.app'])
  })

  test('the same settings are read once', () => {
    expect(readSettings({ ...settings }, {})).toBe(readSettings({ ...settings }, {}))
    expect(readSettings({ ...settings, s2s_token: 'other' }, {})).not.toBe(readSettings({ ...settings }, {}))
  })

  test('the settings of many workspaces that come in turn are read once each, and one more costs the oldest alone', () => {
    const workspace = (number: number) => readSettings({ ...settings, s2s_token: `token ${number}` }, {})
    const workspaces = Array.from({ length: 1_000 }, (_, number) => number)
    const first = workspaces.map(workspace)
    expect(workspaces.map(workspace).every((read, number) => read === first[number])).toBe(true)
    workspace(1_000)
    expect(workspace(999)).toBe(first[999])
    expect(workspace(0)).not.toBe(first[0])
  })

  test('the one that goes is that which was asked for longest ago, not that which was read first', () => {
    const workspace = (number: number) => readSettings({ ...settings, s2s_token: `other ${number}` }, {})
    const first = Array.from({ length: 1_000 }, (_, number) => workspace(number))
    workspace(0)
    workspace(1_000)
    expect(workspace(0)).toBe(first[0])
    expect(workspace(1)).not.toBe(first[1])
  })
})

describe('a destination that was set up when each app had its key', () => {
  const keysIn = (given: Settings) => {
    const read = readSettings(given, {})
    if (!read.ok) throw new Error(read.message)
    return read.configuration.apps.map(({ key }, index) => `${read.keyLabels[index]}: ${key}`)
  }

  test('keeps working, through Segment’s own validation too', async () => {
    const server = await startSandbox({
      apps: [
        { appId: 'id123456789', key: 'ios-key' },
        { appId: 'com.example.app', key: 'android-key' },
        { appId: 'website-www.example.com', key: 'web-key' },
      ],
    })
    await destinationAt(server.url).testAuthentication({ ...earlierSettings })
    const { message } = await thrownBy(
      destinationAt(server.url).testAuthentication({ ...earlierSettings, web_key: 'wrong' }),
    )
    await server.close()
    expect(message).toMatch(/Web Key \(Legacy\) for website-www\.example\.com: status 401/)
  })

  test('takes the S2S Token once it is filled in; what is no longer shown does not win over it', () => {
    expect(keysIn(earlierSettings)).toEqual([
      'iOS Key of Its Own: ios-key',
      'Android Key of Its Own: android-key',
      'Web Key (Legacy): web-key',
    ])
    expect(keysIn({ ...earlierSettings, s2s_token: 'new' })).toEqual([
      'S2S Token: new',
      'Android Key of Its Own: android-key',
      'S2S Token: new',
    ])
  })

  test('may take an app away whose key is shown no longer', () => {
    const without = { ...earlierSettings, s2s_token: 'new', web_app_id: '' }
    expect(keysIn(without)).toHaveLength(2)
  })

  test('an app of API version v2 may have a dev key of its own beside that of the account', () => {
    const both = { ...settings, ios_api_version: 'v2', android_key: 'own' }
    expect(keysIn(both)).toEqual(['Dev Key: dev-key', 'Android Key of Its Own: own', 'S2S Token: s2s-token'])
  })
})
