import { androidApp, ids, iosApp, iosCall, pbaApp, see, webApp } from '../prepare-fixtures'

const web = 'website-www.example.com'
const webId = '1a2b3c4d-1111-4222-8333-444455556666-p'
const row = (columns: object) => ({
  event_name: 'level_finished',
  event_time: '2024-01-15 10:00:00',
  appsflyer_id: ids.appsflyerId,
  customer_user_id: 'u1',
  ...columns,
})
const call = (context: object, changes: object = {}) => ({ ...iosCall({}, changes), context })
const apps = (...some: object[]) => ({ configuration: { apps: some } })
const streamOf = (mapping: object, some: readonly object[] = [iosApp, androidApp, webApp]) => ({
  configuration: { apps: some, streams: [{ stream: 's', ...mapping }] },
  stream: 's',
})
/** The app that a record goes to, or why it goes to none. */
const goesTo = (data: unknown, circumstances: Parameters<typeof see>[1] = {}) => {
  const { request, findings } = see(data, circumstances)
  return request?.appId ?? findings.find(({ severity }) => severity === 'reject')?.code
}

describe('a platform is read out of what people write', () => {
  test.each([
    ...[
      'ios',
      'IOS',
      'iOS 17.4.1',
      'iPhone OS 17',
      'iPhone',
      'iPhone14,2',
      'iPad13,1',
      'ipod touch',
      'iPadOS',
      'apple',
    ],
    ...[
      'APP_STORE',
      'App Store',
      'APPLE_APP_STORE',
      'MAC_APP_STORE',
      'macos',
      'macOS 14',
      'Mac OS X',
      'Darwin',
      'tvOS',
    ],
    ...[
      'watchOS',
      'visionOS',
      'VISION_OS',
      'XROS',
      'apple_tv',
      'ios_app',
      'iosapp',
      'iphonesimulator',
      'apple-app-store',
    ],
  ])('%s: iOS', (platform) => expect(goesTo(row({ platform }))).toBe(iosApp.app_id))

  test.each([
    ...['android', 'Android 14', 'android-14', 'Android OS 11 / API-30 (RP1A.200720)', 'Android Phone', 'ANDROID_TV'],
    ...[
      'PLAY_STORE',
      'Google Play',
      'GOOGLE_PLAY_STORE',
      'google_play',
      'AMAZON',
      'AMAZON_APP_STORE',
      'amazon_appstore',
    ],
    ...['HUAWEI_APP_GALLERY', 'huawei', 'fireOS', 'Fire OS', 'Wear OS', 'kindle', 'androidtv'],
  ])('%s: Android', (platform) => expect(goesTo(row({ platform }))).toBe(androidApp.app_id))

  test.each(['web', 'WEB', 'website', 'browser', 'desktop web', 'mobile_web', 'mobile web', 'Web (iOS)', 'www', 'pwa'])(
    '%s: the web',
    (platform) => expect(goesTo(row({ platform }))).toBe(web),
  )

  test.each([
    'roku',
    'Windows',
    'Linux',
    'STRIPE',
    'PADDLE',
    'RC_BILLING',
    'kaios',
    'iOS/Android',
    'SM-G991B',
    'react-native',
    '2',
  ])('%s cannot be read: the device ids tell, else it is rejected, also with one mobile app', (platform) => {
    // What AppsFlyer has is named, though no app is for it.
    const why = /roku|windows/i.test(platform) ? 'no_app_for_platform' : 'unknown_platform'
    expect(goesTo(row({ platform }))).toBe(why)
    expect(goesTo(row({ platform }), apps(iosApp, webApp))).toBe(why)
    expect(goesTo(row({ platform, gaid: ids.gaid }))).toBe(androidApp.app_id)
    expect(goesTo(row({ platform, idfv: ids.idfv }))).toBe(iosApp.app_id)
  })

  test.each(['mobile', 'Tablet', 'phone', 'app', 'native', 'null', 'N/A', 'unknown', '', null])(
    '%j names none: the install leads to the only mobile app',
    (platform) => {
      expect(goesTo(row({ platform }), apps(androidApp, webApp))).toBe(androidApp.app_id)
      expect(goesTo(row({ platform }))).toBe('unknown_platform')
    },
  )
})

describe('without a platform', () => {
  test.each<[string, object, string]>([
    ['IDFV', { idfv: ids.idfv }, iosApp.app_id],
    ['IDFA', { IDFA: ids.idfa }, iosApp.app_id],
    ['ATT', { att: 3 }, iosApp.app_id],
    ['GAID', { gaid: ids.gaid }, androidApp.app_id],
    ['AAID', { AAID: ids.gaid }, androidApp.app_id],
    ['OAID', { oaid: 'x' }, androidApp.app_id],
    ['Fire', { amazon_aid: ids.gaid }, androidApp.app_id],
    ['app set id', { app_set_id: { scope: 1, id: ids.gaid } }, androidApp.app_id],
    ['the operating system', { os_name: 'iPadOS' }, iosApp.app_id],
    ['the system beside its version', { os: 'Android 14' }, androidApp.app_id],
    ['a kind of device', { device_type: 'iPhone' }, iosApp.app_id],
    ['ids of both', { idfv: ids.idfv, gaid: ids.gaid }, 'unknown_platform'],
    ['a placeholder for one', { idfv: 'null', gaid: ids.gaid }, androidApp.app_id],
    ['a version alone', { os_version: '17.4' }, 'unknown_platform'],
    ['nothing', {}, 'unknown_platform'],
  ])('%s', (_title, columns, app) => expect(goesTo(row(columns))).toBe(app))

  test('an install means a mobile app, never the web', () => {
    expect(goesTo(row({}), apps(iosApp, webApp))).toBe(iosApp.app_id)
    expect(goesTo(row({}), apps(androidApp))).toBe(androidApp.app_id)
    expect(goesTo(row({}), apps(webApp))).toBe('unknown_platform')
    expect(goesTo(row({}), apps(iosApp, androidApp))).toBe('unknown_platform')
    expect(goesTo(call({ device: {}, ip: '203.0.113.7' }))).toBe('unknown_platform')
    expect(goesTo(call({}), apps(androidApp, webApp))).toBe(androidApp.app_id)
  })

  test.each<[string, object, string]>([
    ["the id of AppsFlyer's web SDK", { appsflyer_id: webId }, web],
    ['a page', { appsflyer_id: null, url: 'https://example.com/' }, web],
    ["a page and its browser's system", { appsflyer_id: null, url: 'https://example.com/', os_name: 'Windows' }, web],
    ['a page in a browser on a phone', { appsflyer_id: null, url: 'https://example.com/', device_os: 'iOS' }, web],
    ['a page and an install: a WebView', { url: 'https://example.com/' }, 'unknown_platform'],
    ['a WebView and its system', { url: 'https://example.com/', os_name: 'Android' }, androidApp.app_id],
    ['a WebView and a device id', { url: 'https://example.com/', idfv: ids.idfv }, iosApp.app_id],
    ['a page of an app by its platform', { url: 'https://example.com/', platform: 'ios' }, iosApp.app_id],
    ['an install, but the web by its platform', { url: 'https://example.com/', platform: 'web' }, web],
    ['a user alone', { appsflyer_id: null }, 'unknown_platform'],
  ])('the web is no guess: %s', (_title, columns, app) => expect(goesTo(row(columns))).toBe(app))

  test('a user alone, where only web apps are configured', () => {
    expect(goesTo(row({ appsflyer_id: null }), apps(webApp))).toBe(web)
    expect(goesTo(row({ appsflyer_id: null }), apps(iosApp))).toBe('missing_appsflyer_id')
  })
})

describe('an event', () => {
  const page = { url: 'https://example.com/' }
  test.each<[string, object, object, string | undefined]>([
    ['a named device', { device: { type: 'android' } }, {}, androidApp.app_id],
    ['an unreadable type, a readable system', { device: { type: 'kiosk' }, os: { name: 'iOS' } }, {}, iosApp.app_id],
    [
      'a kind of device, and the system',
      { device: { type: 'mobile', id: ids.idfv }, os: { name: 'iOS' } },
      {},
      iosApp.app_id,
    ],
    ['the system alone', { os: { name: 'iPhone OS' } }, {}, iosApp.app_id],
    ['its maker', { device: { manufacturer: 'Apple', advertisingId: ids.idfa } }, {}, iosApp.app_id],
    ['its model', { device: { model: 'iPhone14,2', id: ids.idfv } }, {}, iosApp.app_id],
    [
      'a maker of many systems',
      { device: { manufacturer: 'samsung', advertisingId: ids.gaid } },
      {},
      'unknown_platform',
    ],
    ['a Mac', { device: { type: 'macos', id: ids.idfv } }, {}, iosApp.app_id],
    ['an install on a page', { page }, {}, 'unknown_platform'],
    ['an install on a page, on Android', { page, os: { name: 'android' } }, { type: 'page' }, androidApp.app_id],
    [
      'a page, on Android, without an install',
      { page, os: { name: 'android' } },
      { type: 'page', integrations: {} },
      web,
    ],
    ['a page on a Mac', { page, os: { name: 'Mac OS X' } }, { integrations: {} }, web],
    ['a page in a desktop browser', { page, device: { type: 'desktop' } }, { integrations: {} }, web],
    ['a page and a named device', { page, device: { type: 'ios' } }, {}, iosApp.app_id],
    ["the id of AppsFlyer's web SDK", {}, { integrations: { AppsFlyer: { appsFlyerId: webId } } }, web],
    ['a user alone', {}, { integrations: {} }, 'unknown_platform'],
    ['a screen by its system', { os: { name: 'iOS' }, page }, { type: 'screen' }, iosApp.app_id],
    ['a screen by nothing', {}, { type: 'screen' }, 'unknown_platform'],
    ['a property app_id of ours', {}, { properties: { app_id: androidApp.app_id } }, androidApp.app_id],
    [
      "a property app_id of somebody else's",
      { os: { name: 'iOS' } },
      { properties: { app_id: 'app1a2b' } },
      iosApp.app_id,
    ],
  ])('%s', (_title, context, changes, app) => expect(goesTo(call(context, changes))).toBe(app))

  test('a WebView, or a screen without a device, with one mobile app', () => {
    const one = apps(androidApp, webApp)
    expect(goesTo(call({ page }), one)).toBe(androidApp.app_id)
    expect(goesTo(call({}, { type: 'screen', name: 'Home' }), one)).toBe(androidApp.app_id)
  })
})

describe('an app that is named', () => {
  test.each<[string, object, object, string]>([
    ["the record's own", { app_id: androidApp.app_id }, {}, androidApp.app_id],
    ["the record's before the stream's", { app_id: iosApp.app_id }, { app_id: androidApp.app_id }, iosApp.app_id],
    ["the stream's", {}, { app_id: androidApp.app_id }, androidApp.app_id],
    ["the stream's, before the platform", { platform: 'ios' }, { app_id: androidApp.app_id }, androidApp.app_id],
    [
      "RevenueCat's app_id loses to the stream's",
      { app_id: 'app1a2b3c4d5e' },
      { app_id: iosApp.app_id },
      iosApp.app_id,
    ],
    ["somebody else's alone", { app_id: 'app1a2b3c4d5e' }, {}, 'unknown_app'],
    ['a bare number', { app_id: 123456789 }, {}, iosApp.app_id],
    ['through floating point', { app_id: '123456789.0' }, {}, iosApp.app_id],
    ['in quotes', { app_id: '"id123456789"' }, {}, iosApp.app_id],
    ['in another case', { app_id: 'COM.EXAMPLE.APP' }, {}, androidApp.app_id],
    ['a placeholder', { app_id: 'null', platform: 'ios' }, {}, iosApp.app_id],
    ['an app that takes no such events', { app_id: web }, { send_as: 'mobile_event' }, 'unknown_app'],
  ])('%s', (_title, columns, mapping, app) => expect(goesTo(row(columns), streamOf(mapping))).toBe(app))
})

describe('send_as', () => {
  const one = [androidApp, webApp]
  test.each<[string, object, string, readonly object[], string]>([
    ['mobile_event, one mobile app', {}, 'mobile_event', one, androidApp.app_id],
    ['mobile_event, no AppsFlyer id', { appsflyer_id: null }, 'mobile_event', one, 'missing_appsflyer_id'],
    ['mobile_event, two mobile apps', {}, 'mobile_event', [iosApp, androidApp], 'unknown_platform'],
    ['mobile_event, a page', { url: 'https://example.com/' }, 'mobile_event', one, androidApp.app_id],
    ['mobile_event, the web by its platform', { platform: 'web' }, 'mobile_event', one, androidApp.app_id],
    ['mobile_event, another platform', { platform: 'ios' }, 'mobile_event', one, 'no_app_for_platform'],
    ['web_event, an install', {}, 'web_event', [iosApp, androidApp, webApp], web],
    ['web_event, an iPhone', { platform: 'ios' }, 'web_event', [iosApp, webApp], web],
    ['web_event, an unreadable platform', { platform: 'STRIPE' }, 'web_event', [iosApp, webApp], web],
    ['web_visit', { url: 'https://example.com/' }, 'web_visit', [iosApp, androidApp, webApp], web],
  ])('%s', (_title, columns, send_as, some, app) => expect(goesTo(row(columns), streamOf({ send_as }, some))).toBe(app))
})

describe("Segment's and RudderStack's own tables (Warehouse Schemas)", () => {
  const table = {
    id: 'm1',
    event: 'order_completed',
    event_text: 'Order Completed',
    user_id: 'u1',
    revenue: 10,
    currency: 'EUR',
  }
  const external = JSON.stringify([{ type: 'appsflyerExternalId', id: ids.appsflyerId }])
  test.each<[string, object, object]>([
    [
      'Postgres',
      {
        context_device_type: 'ios',
        context_device_id: ids.idfv,
        context_os_version: '17',
        appsflyer_id: ids.appsflyerId,
      },
      { idfv: ids.idfv, os: '17' },
    ],
    [
      'Snowflake',
      { CONTEXT_DEVICE_TYPE: 'Android', CONTEXT_DEVICE_ADVERTISING_ID: ids.gaid, APPSFLYER_ID: ids.appsflyerId },
      { advertising_id: ids.gaid },
    ],
    [
      'BigQuery',
      {
        context_os_name: 'Android',
        context_device_advertising_id: ids.gaid,
        context_traits_appsflyer_id: ids.appsflyerId,
      },
      { advertising_id: ids.gaid },
    ],
    [
      'RudderStack',
      { context_os_name: 'iOS', context_external_id: external, context_request_ip: '203.0.113.9' },
      { ip: '203.0.113.9' },
    ],
    [
      'external ids',
      { context_device_type: 'ios', context_external_ids: external, context_ip: '203.0.113.9' },
      { ip: '203.0.113.9' },
    ],
    [
      'ATT',
      {
        context_device_type: 'ios',
        context_device_tracking_status: 'denied',
        context_device_advertising_id: ids.idfa,
        appsflyer_id: ids.appsflyerId,
      },
      { att: 2 },
    ],
    [
      'its maker',
      { context_device_manufacturer: 'Apple', context_device_id: ids.idfv, appsflyer_id: ids.appsflyerId },
      { idfv: ids.idfv },
    ],
    [
      'app and browser',
      {
        context_device_type: 'ios',
        context_app_version: '1.2',
        context_app_namespace: 'com.x',
        context_user_agent: 'x/1',
        appsflyer_id: ids.appsflyerId,
      },
      { app_version_name: '1.2', bundleIdentifier: 'com.x', ua: 'x/1' },
    ],
    ['dots', { 'context.device.type': 'ios', 'context.os.version': '17', appsflyer_id: ids.appsflyerId }, { os: '17' }],
    [
      'a column type',
      { type: 'track', context_device_type: 'ios', appsflyer_id: ids.appsflyerId },
      { customer_user_id: 'u1' },
    ],
  ])('%s', (_title, columns, body) => {
    const seen = see({ ...table, ...columns })
    expect(seen.body).toMatchObject({
      appsflyer_id: ids.appsflyerId,
      eventName: 'af_purchase',
      customer_user_id: 'u1',
      ...body,
    })
    expect(seen.body['idfa']).toBeUndefined()
    expect(seen.values).toEqual({ af_revenue: '10', af_currency: 'EUR' })
  })

  test('a page in a browser is the web, with the message id', () => {
    const seen = see({
      ...table,
      context_page_url: 'https://example.com/a',
      context_os_name: 'iOS',
      received_at: 'x',
      uuid_ts: 'y',
    })
    expect(seen.request?.appId).toBe(web)
    expect(seen.body).toMatchObject({ event_url: 'https://example.com/a', customer_dedup_id: 'm1', event_revenue: 10 })
    expect(seen.body['event_value']).toBeUndefined()
  })
})

describe('an id that apps of several stores share without their prefixes', () => {
  const steam = { app_id: 'steam-123456789' }
  const epic = { app_id: 'epic-123456789' }
  const ios = { app_id: 'id123456789' }
  const device = {
    app_id: '123456789',
    ip: '203.0.113.7',
    device_ids: { custom: 'd0d5d5a0-1111-4222-8333-444455556666' },
  }
  const among = (...some: object[]) => ({ configuration: { s2s_token: 's2s-token', dev_key: 'dev-key', apps: some } })

  test.each([
    [{ platform: 'Epic Games' }, 'epic-123456789'],
    [{ platform: 'steam' }, 'steam-123456789'],
    [{ epic_id: '7' }, 'epic-123456789'],
    [{ platform: 'ios' }, 'id123456789'],
  ])('is of the one that the record names otherwise: %j', (named, appId) => {
    const data = row({ ...device, ...named, ...(appId === ios.app_id ? {} : { appsflyer_id: undefined }) })
    expect(goesTo(data, among(steam, epic, ios))).toBe(appId)
    expect(goesTo(data, among(ios, epic, steam))).toBe(appId)
  })

  test('is a guess where the record names none, and told', () => {
    const { request, findings } = see(row({ ...device, appsflyer_id: undefined }), among(steam, epic))
    expect(request?.appId).toBe('steam-123456789')
    expect(findings).toContainEqual(expect.objectContaining({ code: 'app_guessed', field: 'app_id' }))
  })
})

describe("columns named as a console's or a store's ids", () => {
  const family = { s2s_token: 's2s-token', dev_key: 'dev-key' }
  const stores = [{ app_id: 'epic-1' }, { app_id: 'playstation-2' }]
  const among = (...some: object[]) => ({ configuration: { ...family, apps: [...some, ...stores] } })
  const ticket = { epic_id: 'JIRA-12', ip: '203.0.113.7' }
  const facebook = { psid: 'fb1234', ip: '203.0.113.7' }

  test.each([[ticket], [facebook]])('%j lead a record with the id of an install to no other app', (columns) => {
    expect(goesTo(row(columns), among(iosApp))).toBe(iosApp.app_id)
    expect(goesTo(row(columns), among(iosApp, androidApp))).toBe('unknown_platform')
    // Where no app has installs, it can only be the store's.
    expect(goesTo(row(columns), among())).not.toBe('unknown_platform')
  })

  test.each([[ticket], [facebook]])('%j lead nothing from a page to another app than the website', (columns) => {
    const context = { page: { url: 'https://www.example.com/a' }, ip: '203.0.113.7' }
    const track = { type: 'track', event: 'x', messageId: 'm1', userId: 'u', timestamp: '2024-01-15T10:00:00Z' }
    expect(goesTo({ ...track, context, properties: columns }, among(webApp, iosApp))).toBe(web)
    const onPage = row({ ...columns, appsflyer_id: undefined, event_url: 'https://www.example.com/a' })
    expect(goesTo(onPage, among(webApp, iosApp))).toBe(web)
  })

  test('lead to the store where nothing else tells', () => {
    expect(goesTo(row({ ...ticket, appsflyer_id: undefined }), among(iosApp, webApp))).toBe('epic-1')
  })
})

describe('an id that is the whole one of an app, and another one without its prefix', () => {
  const configuration = {
    s2s_token: 's2s-token',
    dev_key: 'dev-key',
    apps: [
      { app_id: '9NBLGGH4NNS1', platform: 'windows' },
      { app_id: 'com.example.app' },
      { app_id: 'xbox-9NBLGGH4NNS1' },
      { app_id: 'quest-com.example.app' },
    ],
  }
  const device = { device_id: 'd0d5d5a0-1111-4222-8333-444455556666', ip: '203.0.113.7', revenue: 3 }

  test.each([
    [{ app_id: '9NBLGGH4NNS1', platform: 'xbox' }, 'xbox-9NBLGGH4NNS1'],
    [{ app_id: '9nblggh4nns1', platform: 'Xbox One' }, 'xbox-9NBLGGH4NNS1'],
    [{ app_id: '9NBLGGH4NNS1', platform: 'windows' }, '9NBLGGH4NNS1'],
    [{ app_id: '9NBLGGH4NNS1' }, '9NBLGGH4NNS1'],
    [{ app_id: 'com.example.app', platform: 'quest' }, 'quest-com.example.app'],
    [{ app_id: 'com.example.app', platform: 'android' }, 'com.example.app'],
    [{ app_id: 'com.example.app' }, 'com.example.app'],
  ])('%j', (named, appId) => {
    const { request, codes } = see(row({ ...device, ...named }), { configuration })
    expect(request?.appId).toBe(appId)
    expect(codes).not.toContain('platform_conflict')
  })

  test('a property that names it is of the platform, too', () => {
    const call = {
      type: 'track',
      event: 'x',
      context: { device: { type: 'xbox' }, os: { name: 'Windows' }, ip: '203.0.113.7' },
      properties: { app_id: '9NBLGGH4NNS1', device_id: device.device_id },
    }
    expect(see(call, { configuration }).request?.appId).toBe('xbox-9NBLGGH4NNS1')
  })

  test('a platform of none of them goes to the one that is named, and is told', () => {
    const { request, codes } = see(row({ app_id: '9NBLGGH4NNS1', platform: 'steam' }), { configuration })
    expect([request?.appId, codes.includes('platform_conflict')]).toEqual(['9NBLGGH4NNS1', true])
  })
})

describe('a website and a brand bundle', () => {
  const configuration = { apps: [webApp, pbaApp] }
  test.each([['web_pba'], ['Web (PBA)'], ['pba']])('the platform %s is the bundle', (platform) => {
    const { request, codes } = see({ event: 'x', user_id: 'u', platform }, { configuration })
    expect([request?.appId, codes.includes('app_guessed')]).toEqual([pbaApp.app_id, false])
    expect(see({ event: 'x', user_id: 'u', platform }, { configuration: { apps: [webApp] } }).codes).toEqual([
      'no_app_for_platform',
    ])
  })
})

describe('a platform that the named app cannot have is told', () => {
  const configuration = {
    s2s_token: 's2s-token',
    dev_key: 'dev-key',
    apps: [iosApp, androidApp, webApp, pbaApp, ...['roku-480', 'steam-7', 'quest-8'].map((app_id) => ({ app_id }))],
    streams: [{ stream: 'roku', app_id: 'roku-480' }],
  }
  const more = { user_id: 'u', device_id: 'd0d5d5a0-1111-4222-8333-444455556666', ip: '203.0.113.7' }
  const tells = (columns: object, stream?: string) =>
    see(row({ ...more, ...columns }), { configuration, ...(stream && { stream }) }).codes.includes('platform_conflict')

  test.each([
    [{ app_id: 'roku-480', platform: 'steam' }],
    [{ app_id: 'roku-480', platform: 'xbox' }],
    [{ app_id: 'roku-480', platform: 'android' }],
    [{ app_id: iosApp.app_id, platform: 'android' }],
    [{ app_id: androidApp.app_id, platform: 'web' }],
    [{ app_id: webApp.app_id, platform: 'ios' }],
    [{ app_id: webApp.app_id, platform: 'web_pba' }],
  ])('%j', (columns) => expect(tells(columns)).toBe(true))

  test.each([
    [{ app_id: 'roku-480', platform: 'Roku OS 12' }],
    [{ app_id: 'roku-480', platform: 'tv' }],
    [{ app_id: 'steam-7', os_name: 'Windows 11' }],
    [{ app_id: 'steam-7', os_name: 'macOS' }],
    [{ app_id: 'quest-8', platform: 'Android' }],
    [{ app_id: iosApp.app_id, platform: 'mobile', os_name: 'iPadOS' }],
    [{ app_id: pbaApp.app_id, platform: 'web' }],
    [{ app_id: webApp.app_id, os_name: 'iOS' }],
  ])('%j is no contradiction', (columns) => expect(tells(columns)).toBe(false))

  test("a stream's app counts, and is told, too", () => expect(tells({ platform: 'steam' }, 'roku')).toBe(true))
})

test('a platform of AppsFlyer that no app is for is named', () => {
  const { findings } = see(row({ platform: 'PlayStation 5', appsflyer_id: undefined }), {
    configuration: { apps: [iosApp, androidApp] },
  })
  expect(findings).toMatchObject([{ code: 'no_app_for_platform' }])
  expect(findings[0]?.message).toContain('playstation')
})

test.each([[{ platform: 'ios' }], [{ app_id: iosApp.app_id }]])('a first open of a phone is none: %j', (named) => {
  const configuration = {
    dev_key: 'dev-key',
    apps: [iosApp, { app_id: 'steam-7' }],
    streams: [{ stream: 'launches', send_as: 'first_open' }],
  }
  expect(see(row(named), { configuration, stream: 'launches' }).codes).toEqual(['opening_of_no_device'])
})
